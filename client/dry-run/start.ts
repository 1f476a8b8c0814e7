/** The dry run's script: what the loader loads for somebody who tries the privacy settings out. Nothing is recorded. */
import { STORAGE_KEY } from '../../src/protocol/handover.ts'
import type { Handover } from '../loader.ts'
import { attempt, type Stop } from '../recorder/ground/guard.ts'
import { takePage } from '../recorder/tab/one-per-page.ts'
import { look } from './look.ts'
import { showOutlines } from './outlines.ts'
import { createPanel } from './panel.ts'
import type { Seen } from './witness.ts'

/** Pages draw themselves after they have loaded: they have come to rest once nothing changed for this long. */
const REST_MS = 500
/** Some never rest. */
const LONGEST_MS = 5_000

const atRest = async (): Promise<void> => {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }))
  await new Promise<void>((resolve) => {
    let timer = 0
    const finish = (): void => {
      observer.disconnect()
      clearTimeout(timer)
      clearTimeout(last)
      resolve()
    }
    const wait = (): void => {
      clearTimeout(timer)
      timer = window.setTimeout(finish, REST_MS)
    }
    const observer = new MutationObserver(wait)
    const last = window.setTimeout(finish, LONGEST_MS)
    observer.observe(document, { childList: true, subtree: true, characterData: true })
    wait()
  })
}

const post = async ({ base, recording, token }: Handover, path: string, told: object): Promise<void> => {
  const answer = await fetch(`${base}/r/${recording}/${path}`, {
    method: 'POST',
    body: JSON.stringify({ token, ...told }),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  })
  if (answer.ok) return
  const { error } = (await answer.json()) as { error?: { message: string } }
  throw new Error(error?.message ?? `the server answered ${answer.status}`)
}

const run = (handover: Handover): void => {
  let seen: Seen[] = []
  let outlined = false
  let hideOutlines: Stop = () => {}
  const drawOutlines = (): void => {
    hideOutlines()
    hideOutlines = outlined ? showOutlines(panel.root, seen) : () => {}
  }

  const lookNow = async (): Promise<void> => {
    panel.setBusy(true)
    panel.say('Looking at the page…')
    try {
      const looked = await look(handover.config, panel.element)
      seen = looked.seen
      panel.showCounts(seen.map(({ item }) => item))
      drawOutlines()
      await post(handover, 'dry-run', { report: looked.report })
      if (looked.rulesFailed)
        panel.say(
          'Sent. One of the rules is no selector this browser can read, so everything is masked.',
          true,
        )
      else panel.say('Sent to Casereel: its tab shows every element, and makes rules of them.')
    } catch (error) {
      const { message } = error as Error
      panel.say(`This did not work: ${message}`, true)
      post(handover, 'trouble', { code: 'recorder_failed', detail: message.slice(0, 1_000) }).catch(() => {})
    } finally {
      panel.setBusy(false)
    }
  }

  const panel = createPanel({
    privacy: handover.config.privacy,
    onOutline: (on) => {
      outlined = on
      drawOutlines()
    },
    onLook: () => void lookNow(),
    onClose: () => hideOutlines(),
  })
  void atRest().then(() => {
    panel.show()
    return lookNow()
  })
}

attempt(() => {
  const script = document.currentScript as (HTMLScriptElement & { casereel?: Handover }) | null
  // The loader left it for a recorder, which goes on over page loads; a dry run ends with its page.
  attempt(() => sessionStorage.removeItem(STORAGE_KEY))
  if (script?.casereel && takePage()) run(script.casereel)
})
