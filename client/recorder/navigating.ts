/** Whether this page has begun to go to another one: what tells a navigation from a tab that is closed. */
import { all, listen, type Stop } from './guard.ts'

export interface Navigating {
  /** A navigation to another document was begun, and nothing has come in its way. */
  begun: () => boolean
  stop: Stop
}

/** A navigation that takes longer than this to be answered has come to nothing, such as a link that was a download. */
const BEGUN_MS = 20_000

const pageOf = (url: string): string => url.split('#')[0]!
const isHere = (target: string): boolean => /^(_self|_top|_parent)?$/i.test(target)

const isLeaving = (event: MouseEvent): boolean => {
  const link = (event.composedPath()[0] as Element).closest<HTMLAnchorElement>('a[href]')
  return (
    link !== null &&
    !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) &&
    isHere(link.target) &&
    !link.hasAttribute('download') &&
    link.protocol.startsWith('http') &&
    pageOf(link.href) !== pageOf(location.href)
  )
}

export const watchNavigating = (): Navigating => {
  let begunAt = -Infinity
  let by: Event | undefined
  const begin = (event: Event): void => {
    begunAt = Date.now()
    by = event
  }
  const forget = (): void => {
    begunAt = -Infinity
  }
  // In every browser of today, and not in those of yesterday.
  const api = window.navigation as Navigation | undefined
  const stops = api
    ? // The Navigation API tells of each, whoever began it (HTML standard §7.2.7).
      [
        listen<NavigateEvent>(api, 'navigate', (event) => {
          const { destination, hashChange, downloadRequest } = event
          const leaves = !hashChange && downloadRequest === null && !destination.sameDocument
          if (leaves && destination.url.startsWith('http')) begin(event)
        }),
        // A router took it over, or it was called off.
        listen(api, 'navigatesuccess', forget),
        listen(api, 'navigateerror', forget),
      ]
    : [
        listen<MouseEvent>(window, 'click', (event) => isLeaving(event) && begin(event), { capture: true }),
        listen(
          window,
          'submit',
          (event) => {
            const { target, method } = event.target as HTMLFormElement
            if (isHere(target) && method !== 'dialog') begin(event)
          },
          { capture: true },
        ),
      ]
  return {
    // Whether the page kept the event from doing what it does shows only after all have heard it.
    begun: () => Date.now() - begunAt < BEGUN_MS && !by?.defaultPrevented,
    stop: all([...stops, listen(window, 'pageshow', forget)]),
  }
}
