/** A customer without a browser: accepts a link and claims it as the loader does, and then sends what a test wants. */
import { encodeUpload } from '../../src/protocol/codec.ts'
import type { RecordedEvent } from '../../src/protocol/events.ts'
import type { Claim, RecorderCommand, RecorderMessage, UploadAnswer } from '../../src/protocol/messages.ts'
import { pressAllow } from './answer.ts'
import type { Api } from './api.ts'
import { ANA, wireFrame } from './frames.ts'

export interface SyntheticCustomer {
  recordingId: string
  claim: Claim
  /** By which the customer's own page knows them, as `name=value`. */
  cookies: string[]
  /** Sends frames by HTTP, one for each list of events. @returns what the room asks for */
  upload(
    frames: (readonly RecordedEvent[])[],
    then?: RecorderMessage[],
    tab?: string,
  ): Promise<RecorderCommand[]>
  /** Ends the recording as the Stop button does, and waits until it is sealed. */
  stop(): Promise<void>
}

/** Accepts the link and claims its code: what the consent page and the loader do. @param more headers */
export const claimLink = async (linkUrl: string, more: Record<string, string> = {}): Promise<Claim> =>
  (await claimWithCookies(linkUrl, more)).claim

const claimWithCookies = async (
  linkUrl: string,
  more: Record<string, string> = {},
): Promise<{ claim: Claim; cookies: string[] }> => {
  const { origin } = new URL(linkUrl)
  const headers = { origin, ...more }
  const accepted = await pressAllow(linkUrl, headers)
  const { hash } = new URL(accepted.headers.get('location') ?? '')
  const code = new URLSearchParams(hash.slice(1)).get('casereel')
  const answer = await fetch(`${origin}/r/claim`, { method: 'POST', headers, body: JSON.stringify({ code }) })
  if (!answer.ok) throw new Error(`The claim was answered with ${answer.status}: ${await answer.text()}`)
  const cookies = accepted.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return { claim: (await answer.json()) as Claim, cookies }
}

/** @param linkUrl of an unused link whose target is on the server itself */
export const createSyntheticCustomer = async (api: Api, linkUrl: string): Promise<SyntheticCustomer> => {
  const { origin } = new URL(linkUrl)
  const { claim, cookies } = await claimWithCookies(linkUrl)
  const seqs = new Map<string, number>()

  const upload: SyntheticCustomer['upload'] = async (frames, then = [], tab = ANA) => {
    const from = (seqs.get(tab) ?? 0) + 1
    const hello = { type: 'hello', v: 1, token: claim.token, tab, from, clock: Date.now() }
    const bodies = frames.map((events, index) =>
      wireFrame({ seq: from + index, tab, events, sentAt: Date.now() }),
    )
    seqs.set(tab, from + frames.length - 1)
    const answer = await fetch(`${origin}/r/${claim.recording}/frames`, {
      method: 'POST',
      headers: { origin },
      body: encodeUpload(JSON.stringify({ hello, then }), bodies),
    })
    if (!answer.ok) throw new Error(`Frames were answered with ${answer.status}: ${await answer.text()}`)
    return ((await answer.json()) as UploadAnswer).messages
  }

  return {
    recordingId: claim.recording,
    claim,
    cookies,
    upload,
    async stop() {
      await upload([], [{ type: 'stop', reason: 'customer' }])
      await untilSealed(api, claim.recording)
    },
  }
}

/** Resolves once the recording is over and its totals are final. */
export const untilSealed = async (api: Api, recordingId: string): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const { status, eventCount, tabs } = await api.recording(recordingId)
    if (status === 'ended' && eventCount === tabs.reduce((sum, tab) => sum + tab.eventCount, 0)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The recording was not sealed in ten seconds.')
}
