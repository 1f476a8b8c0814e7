/** A used link, as it is held in another browser than the one that accepted. */
import { expect } from 'vitest'
import { codeIn, mailEnvironment, startMailServer, type MailServer } from './mail-server.ts'
import { startWorld, type Reply, type World } from './world.ts'

export interface MailWorld {
  world: World
  mail: MailServer
}

/** A server that sends mail, and where it goes. */
export const startMailWorld = async (): Promise<MailWorld & { stop(): Promise<void> }> => {
  const mail = await startMailServer()
  const world = await startWorld(mailEnvironment(mail))
  return {
    world,
    mail,
    stop: async () => {
      await world.stop()
      await mail.close()
    },
  }
}

let people = 0

/** A link that a customer has used, as somebody else holds it. @param email null for a case without an address */
export const useLink = async (
  { world: at, mail }: MailWorld,
  {
    email = `maria${(people += 1)}@shop.example` as string | null,
    ...options
  }: Record<string, unknown> & {
    email?: string | null
  } = {},
) => {
  const customer = { name: 'Maria', email }
  const { id: caseId } = (await at.api('POST', '/cases', { title: 'Cannot pay', customer })).json<{
    id: string
  }>()
  const made = await at.api('POST', `/cases/${caseId}/links`, { targetUrl: `${at.url}/demo`, ...options })
  const { id, url } = made.json<{ id: string; url: string }>()
  const path = new URL(url).pathname
  const accepted = await at.accept({ id, path })
  const post = (to: string, form: Record<string, string> = {}) =>
    at.send('POST', `${path}/${to}`, { form, headers: { origin: 'null' } })
  return {
    ...accepted,
    caseId,
    path,
    email: email ?? '',
    open: (cookie?: string) => at.send('GET', path, { cookie, headers: { accept: 'text/html' } }),
    get: (to: string) => at.send('GET', `${path}/${to}`),
    sendCode: (language = 'en') => post(`send-code?lang=${language}`),
    enter: (code: string) => post('with-code', { code }),
    /** Sends a code. @returns what the mail held */
    code: async () => {
      const before = mail.mails.length
      const sent = await post('send-code')
      expect([sent.status, mail.mails.length]).toEqual([303, before + 1])
      return codeIn(mail.mails.at(-1) ?? { text: '' })
    },
    audit: async () =>
      (await at.api('GET', `/audit?recording=${accepted.recordingId}`))
        .json<{ items: { action: string; actor: { kind: string } }[] }>()
        .items.filter(({ action }) => action.startsWith('recording.code'))
        .map(({ action, actor }) => `${actor.kind} ${action}`)
        .toReversed(),
  }
}

/** One that is not it. */
export const wrong = (code: string): string => String((Number(code) + 1) % 100_000_000).padStart(8, '0')

export const opens = ({ status, headers }: Reply): boolean =>
  status === 303 && headers['set-cookie']?.[0]?.startsWith('casereel_customer_') === true
