/**
 * What the host page knows of its visitor's consent, if it asks for it itself: a consent platform that speaks
 * IAB TCF v2.2, and the page's own `casereelConsent`. Either may only forbid; the customer has allowed us apart.
 */
import { guarded, listen, tryTo, type Stop } from '../ground/guard.ts'

/** Where a platform is found (IAB TCF v2.2, CMP API). */
const TCF = '__tcfapi'
/** Told on `window` when `casereelConsent` has changed. */
const CHANGED = 'casereelconsent'
/** A platform that has not answered by then does not hold the customer's own consent up any longer. */
const PATIENCE_MS = 3_000

/** IAB TCF v2.2, `TCData`, as far as it is read here. */
interface TcData {
  eventStatus?: 'tcloaded' | 'cmpuishown' | 'useractioncomplete'
  gdprApplies?: boolean
  listenerId?: number
  purpose?: { consents?: Readonly<Record<string, boolean>> }
}

interface Asked {
  casereelConsent?: unknown
  __tcfapi?: (
    command: 'addEventListener' | 'removeEventListener',
    version: 2,
    tell: (data: TcData, success: boolean) => void,
    parameter?: number,
  ) => void
}

/** Purpose 1: store and read information on a device. While the platform still asks, nobody has said no. */
const refuses = ({ eventStatus, gdprApplies, purpose }: TcData): boolean =>
  eventStatus !== 'cmpuishown' && gdprApplies !== false && purpose?.consents?.['1'] !== true

/**
 * Runs `start` at once where nobody has to be asked, otherwise when the platform has answered, and `refuse` once it, or
 * the page, says no, then or later.
 * @param refuse gets the name of what said no
 */
export const askHost = (start: () => void, refuse: (by: string) => void): Stop => {
  const page = window as unknown as Asked
  let over = false
  let started = false
  let listener: number | undefined

  const go = guarded(() => {
    if (started || over) return
    started = true
    start()
  })
  const stop = (): void => {
    over = true
    stopListening()
    if (listener !== undefined) page[TCF]?.('removeEventListener', 2, () => {}, listener)
  }
  const forbid = (by: string): void => {
    if (over) return
    stop()
    refuse(by)
  }
  const askPage = (): void => {
    const { casereelConsent: answer } = page
    if ((typeof answer === 'function' ? tryTo(() => answer() as unknown) : answer) === false)
      forbid('casereelConsent')
  }
  const stopListening = listen(window, CHANGED, askPage)

  askPage()
  if (over) return stop
  if (typeof page[TCF] !== 'function') {
    go()
    return stop
  }
  setTimeout(go, PATIENCE_MS)
  tryTo(() =>
    page[TCF]?.(
      'addEventListener',
      2,
      guarded((data: TcData, success: boolean) => {
        listener = data?.listenerId
        if (!success) return go()
        if (refuses(data)) forbid('IAB TCF, purpose 1')
        else go()
      }),
    ),
  )
  return stop
}
