/** What may be on the customer's device at the end, and what has to be gone from it. */
import { START } from '../../support/clock.ts'
import type { Browser } from '../customer.ts'
import type { Disk } from '../disk.ts'
import type { Notary } from '../notary.ts'
import { CLAIM } from '../server.ts'
import type { World } from '../world.ts'
import type { Device } from './device.ts'
import type { KeyRange } from './keys.ts'

const DAY = 86_400_000
const TAB = 'a-tab-of-long-ago'
/** A recording that nobody needs any more, and one that goes on in another tab of the same site. */
const OTHERS = { past: 'recording-0', going: 'recording-2' }

const framesOf = (recording: string): KeyRange => ({ lower: [recording], upper: [recording, []] })
const notesOf = (recording: string): KeyRange => ({ lower: [0, recording], upper: [0, recording, []] })
const of = (device: Device, recording: string): number =>
  device.read(framesOf(recording)).length + device.read(notesOf(recording)).length

/** Puts there what earlier recordings have left. */
export const plantOthers = (device: Device): void => {
  for (const recording of Object.values(OTHERS)) {
    const due = recording === OTHERS.past ? START - DAY : START + DAY
    device.plant([0, recording, TAB], { recording, tab: TAB, due, bytes: 3 })
    device.plant([recording, TAB, 1], { seq: 1, iv: new Uint8Array(12), bytes: new ArrayBuffer(3) })
  }
}

export interface Remaining {
  world: World
  disk: Disk
  notary: Notary
  browser: Browser
  device: Device
}

export const judgeRemains = ({ world, disk, notary, browser, device }: Remaining): void => {
  const { complain } = world
  if (of(device, OTHERS.going) !== 2) complain('what is kept of another recording was touched')
  const works = device.kind === 'keeps' || device.kind === 'lockless' || device.kind === 'keyless'
  const isOver = disk.ended !== null || notary.stopped
  // Where every page went while it was at it, what is left is noise: nobody has the key any more.
  const heard = browser.pages().some((page) => page.alive && page.over)
  if (isOver && heard && of(device, CLAIM.recording) > 0)
    complain(`${of(device, CLAIM.recording)} entries are left on the device after the end`)
  const ran = browser.pages().some((page) => page.stream !== '' && page.alive && !page.over)
  for (const { key } of isOver || !ran ? [] : device.read(framesOf(CLAIM.recording))) {
    const [, tab, seq] = key as [string, string, number]
    if (device.kind === 'keeps' && seq <= disk.head(tab))
      complain(`frame ${seq} of ${tab} is stored, and still on the device`)
  }
  if (works && ran && of(device, OTHERS.past) > 0)
    complain('what nobody needs any more is left on the device')
}
