/** A recording on the built server, its recorder on a bare socket, and what of it is stored. */
import type { Claim } from '../../src/protocol/messages.ts'
import { allowFields } from './answer.ts'
import { createApi, type Api } from './api.ts'
import type { RecorderSocket } from './recorder-socket.ts'
import type { TestServer } from './server.ts'
import { claimLink } from './synthetic-customer.ts'
import { ask, cookieOf, OWNER_FORM } from './world.ts'

/** Sets the server up. @returns the API and the owner's cookie */
export const setUpServer = async ({
  url,
  setupLink,
}: TestServer): Promise<{ api: Api; owner: string | undefined }> => {
  const done = await ask(url, 'POST', new URL(setupLink ?? '').pathname, { form: OWNER_FORM })
  return { api: createApi(url), owner: cookieOf(done) }
}

export const claimNew = async (api: Api): Promise<Claim> => claimLink((await api.link()).url)

/** Accepts a link and claims it from an address of its own, as another customer would. @param address of the loopback network */
export const claimFrom = async (linkUrl: string, address: string): Promise<Claim> => {
  const { origin, pathname } = new URL(linkUrl)
  const headers = { origin }
  const page = await ask(origin, 'GET', pathname, { headers, address })
  const form = allowFields(page.text)
  const accepted = await ask(origin, 'POST', `${pathname}/accept`, { headers, form, address })
  const code = new URLSearchParams(new URL(accepted.headers.location ?? '').hash.slice(1)).get('casereel')
  const body = JSON.stringify({ code })
  return (await ask(origin, 'POST', '/r/claim', { headers, body, address })).json<Claim>()
}

/** Highest seq that was acked on this socket, else what its welcome said. */
export const ackedOn = ({ commands }: RecorderSocket): number =>
  Math.max(
    ...commands.map((command) =>
      command.type === 'ack' ? command.seq : command.type === 'welcome' ? command.lastSeq : 0,
    ),
  )

/** The n of every stored event that carries one: which numbered frames are there, in which order. */
export const storedSeqs = async (api: Api, recordingId: string): Promise<number[]> =>
  (await api.events(recordingId)).flatMap(({ data }) => {
    const { n } = data as { n?: number }
    return n === undefined ? [] : [n]
  })

/** From the first frame, which carries no number, up to this one. */
export const seqsUpTo = (last: number): number[] => Array.from({ length: last - 1 }, (_, index) => index + 2)

/** What `/healthz` says. */
export const healthOf = async (url: string): Promise<{ code: number; status: string; reason?: string }> => {
  const answer = await fetch(`${url}/healthz`)
  return { code: answer.status, ...((await answer.json()) as { status: string; reason?: string }) }
}
