/**
 * Which element the bar may stand in. The tail of `<body>` is what frameworks leave alone when they hydrate a page: React 18
 * forgives more children there, and at the tail of `<head>`, and takes one in `<html>` for a broken page
 * (docs/adr/0015-where-our-elements-stand.md).
 */
import { tryTo } from '../ground/guard.ts'

/** While the parser adds to `<body>`, what stands at its tail now stands in its middle later. */
const LOADING_PATIENCE_MS = 3_000
/** A `<body>` that is away or unseen for a moment is being exchanged, and may be hydrated again. */
const PATIENCE_MS = 400

export interface Homes {
  /** Null while there is none, or a better one is about to come. */
  now: () => Element | null
  /** The page does not leave the bar in `<body>`. */
  avoidBody: () => void
  /** Every home was tried. */
  readonly areSpent: boolean
}

/** A modal dialog makes all outside of it dead to clicks, so then the bar must be inside. */
const topModal = (): Element | undefined => [...document.querySelectorAll('dialog:modal')].at(-1)

/** Nothing inside of an inert element can be pressed, nor seen in one that is not drawn, the top layer included. */
const holds = (body: HTMLElement | null): body is HTMLElement => {
  // `document.body` is the `<frameset>` of a page that has one.
  if (body?.localName !== 'body' || body.inert || body.ariaHidden === 'true') return false
  const { display, contentVisibility } = getComputedStyle(body)
  return display !== 'none' && contentVisibility !== 'hidden'
}

export const createHomes = (): Homes => {
  let withoutBodySince: number | undefined
  let stood = false
  let avoided = false

  return {
    now: () => {
      const modal = tryTo(topModal)
      if (modal) return modal
      const body = document.body
      const loading = document.readyState === 'loading'
      if (!loading && !avoided && holds(body)) {
        withoutBodySince = undefined
        stood = true
        return body
      }
      if (avoided) return document.documentElement
      withoutBodySince ??= performance.now()
      // A document that was opened again may never be closed.
      const patience = loading && !stood ? LOADING_PATIENCE_MS : PATIENCE_MS
      if (performance.now() - withoutBodySince < patience) return null
      stood = true
      return document.documentElement
    },
    avoidBody: () => {
      avoided = true
    },
    get areSpent() {
      return avoided
    },
  }
}
