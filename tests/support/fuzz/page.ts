/** Records random pages with rrweb and our gate, and tells which words got through. Runs in the page. */
import type { RecordedEvent } from '../../../src/protocol/events.ts'
import { DEFAULT_SCOPES, NO_RULES, type PrivacyPreset } from '../../../src/protocol/privacy.ts'
import { createGate } from '../../../client/recorder/capture/gate/gate.ts'
import { startPicture } from '../../../client/recorder/capture/picture/picture.ts'
import { nodeOf } from '../../../client/recorder/capture/picture/rrweb.ts'
import { grow, type Maker } from './build.ts'
import { createWords, wordsIn } from './canary-words.ts'
import { changeSome } from './mutate.ts'
import { createOracle } from './oracle.ts'
import { chanceOf } from './random.ts'

const NODES = 500
const ROUNDS = 3
const CHANGES = 20
/** One seed in so many. */
const REVEALED = 50

export interface Outcome {
  seed: number
  /** Why the gate gave up and masked everything; '' when it did not. */
  failure: string
  /** Words that got through and should not, with a piece of the event around each. */
  leaks: string[]
  /** How many words were planted, how many could be read on the first picture, and how many of those came through. */
  planted: number
  shown: number
  told: number
}

export interface FuzzOptions {
  privacy: PrivacyPreset
  /** False lets everything pass, to see that the search finds what is there. */
  gated: boolean
}

declare global {
  interface Window {
    fuzz: (seed: number, options: FuzzOptions) => Promise<Outcome>
  }
}

const hasLoaded = (frame: HTMLIFrameElement): boolean => {
  const { contentDocument } = frame
  return (
    contentDocument?.readyState === 'complete' && (!frame.srcdoc || contentDocument.URL === 'about:srcdoc')
  )
}

/** A frame in a shadow tree or in a region without a box may never tell that it has loaded. */
const PATIENCE_MS = 200

/** Until observers have told, which is at once, and frames have loaded, which is not. @returns true when any had to */
const settled = async (): Promise<boolean> => {
  await Promise.resolve()
  const frames = [...document.querySelectorAll('iframe')].filter((frame) => !hasLoaded(frame))
  if (frames.length === 0) return false
  const loads = frames.map(
    (frame) => new Promise((done) => frame.addEventListener('load', done, { once: true })),
  )
  await Promise.race([Promise.all(loads), new Promise((done) => setTimeout(done, PATIENCE_MS))])
  // The recorder listens as well, and looks a task later.
  await new Promise((done) => setTimeout(done))
  return true
}

const clear = (): void => {
  document.body.replaceChildren()
  for (const name of document.body.getAttributeNames()) document.body.removeAttribute(name)
  document.adoptedStyleSheets = []
  document.title = 'Fuzz'
}

window.fuzz = async (seed, { privacy, gated }) => {
  clear()
  const maker: Maker = { chance: chanceOf(seed), words: createWords() }
  const oracle = createOracle()
  grow(maker, document.body, NODES)
  await settled()

  const out: string[] = []
  let failure = ''
  const gate = createGate({
    privacy,
    rules: NO_RULES,
    scopes: DEFAULT_SCOPES,
    nodeOf,
    onRulesFailed: (detail) => {
      failure = detail
    },
  })
  const push = (event: RecordedEvent): void => {
    const passed = gated ? gate(event) : event
    if (passed) out.push(JSON.stringify(passed))
  }
  oracle.look(document.body)
  const picture = startPicture({
    emit: push,
    gate,
    bar: document.createElement('casereel-bar'),
    heavy: () => false,
    tell: () => {},
  })
  const stopReveal = gate.reveal(push)
  const first = wordsIn(out.join('\n'))
  for (let round = 0; round < ROUNDS; round += 1) {
    changeSome(maker, document.body, CHANGES)
    oracle.look(document.body)
    if (await settled()) oracle.look(document.body)
  }
  // Text that has come into view is told a little later; now and then there is time for it.
  if (maker.chance.once(REVEALED)) await new Promise((done) => setTimeout(done, 400))
  oracle.look(document.body)
  stopReveal()
  picture.stop()

  const readable = privacy === 'strict' ? new Set() : oracle.readable()
  const leaks = new Map<string, string>()
  for (const json of out) {
    for (const word of wordsIn(json)) {
      if (readable.has(word) || leaks.has(word)) continue
      const at = json.toLowerCase().indexOf(word)
      leaks.set(word, `${word}: ${json.slice(Math.max(0, at - 80), at + 40)}`)
    }
  }
  const shown = [...oracle.shownFirst()].filter((each) => readable.has(each))
  const told = new Set(first)
  return {
    seed,
    failure,
    leaks: [...leaks.values()],
    planted: Number(maker.words.word().slice(4, -1)) - 1,
    shown: shown.length,
    told: shown.filter((each) => told.has(each)).length,
  }
}
