/**
 * A recorded page is hostile until shown otherwise. rrweb's sandbox runs no script and the page's Content-Security-Policy
 * loads nothing; neither keeps a browser from looking up a host that a page names, or from opening a connection to it.
 * So each event is made anew from an allow-list (safe/), the same for a snapshot and for a change to it.
 */
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { EMPTY_DECLARATION } from '../../src/protocol/shown.ts'
import type { Heavy } from './budget/heavy.ts'
import { isRecord, textOf } from './readable.ts'
import { cleanMutation, type Shown } from './safe/mutation.ts'
import { createNodeCleaner } from './safe/nodes.ts'
import { quietStyles } from './safe/styles.ts'

/** What of a page is not in the picture, counted since its last snapshot. */
export interface Missing {
  /** Embedded pages of other origins. */
  frames: number
  canvases: number
  /** Stylesheets whose rules the recorder could not read. */
  stylesheets: number
  media: number
  /** Images that would have to be fetched from the customer's site. */
  images: number
  /** Events that could not be read. */
  events: number
  /** Rules of style sheets that lack a part of their look, by the sheet: a node's id, or `s` and an adopted sheet's. */
  rules: Record<string, number>
  /** What is over the budget of a picture. */
  heavy: Heavy[]
}

export const nothingMissing = (): Missing => ({
  frames: 0,
  canvases: 0,
  stylesheets: 0,
  media: 0,
  images: 0,
  events: 0,
  rules: {},
  heavy: [],
})

export const rulesMissing = ({ rules }: Missing): number =>
  Object.values(rules).reduce((sum, count) => sum + count, 0)

const heavyMissing = ({ heavy }: Missing): number => heavy.reduce((sum, { count }) => sum + count, 0)

export const howMuchMissing = (missing: Missing): number =>
  missing.frames +
  missing.canvases +
  missing.stylesheets +
  missing.media +
  missing.images +
  missing.events +
  rulesMissing(missing) +
  heavyMissing(missing)

/** Attributes that hold CSS. */
const CSS_TEXTS = ['_cssText', 'style'] as const
const LOST = new RegExp(EMPTY_DECLARATION, 'g')

/** How many rules came without a part of their look. @param css the sheet as it is now */
const tallyRules = (sheet: string, css: readonly unknown[], { rules }: Missing): void => {
  const lost = css.reduce<number>((sum, text) => sum + (textOf(text).match(LOST)?.length ?? 0), 0)
  if (lost > 0) rules[sheet] = lost
  else delete rules[sheet]
}

const tallyAdopted = (
  { styles }: { styles?: { styleId: number; rules: { rule: string }[] }[] },
  missing: Missing,
): void => {
  for (const { styleId, rules } of styles ?? [])
    tallyRules(
      `s${styleId}`,
      rules.map(({ rule }) => rule),
      missing,
    )
}

const tallyStyles = (id: number, attributes: Record<string, unknown>, missing: Missing): void => {
  for (const name of CSS_TEXTS)
    if (typeof attributes[name] === 'string') tallyRules(`${id}${name}`, [attributes[name]], missing)
}

const tally =
  (missing: Missing) =>
  (tag: string, attributes: Record<string, unknown>, id: number): void => {
    tallyStyles(id, attributes, missing)
    if (tag === 'iframe' && 'rr_src' in attributes) missing.frames += 1
    else if (tag === 'canvas' && !('rr_dataURL' in attributes)) missing.canvases += 1
    else if (tag === 'video' || tag === 'audio') missing.media += 1
    else if (tag === 'img' && textOf(attributes['src']).startsWith('http')) missing.images += 1
    else if (tag === 'link' && attributes['rel'] === 'stylesheet' && !('_cssText' in attributes))
      missing.stylesheets += 1
  }

/** A window that is minimised has none: its picture keeps the size that it had. */
const hasSize = ({ width, height }: Record<string, unknown>): boolean =>
  Number(width) > 0 && Number(height) > 0

const offset = (value: unknown): number => (Number.isFinite(value) ? Number(value) : 0)

export interface Sanitised {
  event: RecordedEvent
  /** Parts of a change that have no place in the picture. */
  lost: number
}

/**
 * The event as it may reach a Replayer, or undefined for what that has no use for. Nothing of it is shared with what was
 * given, which the Replayer would write into.
 * @param event of a shape that readable.ts has checked
 * @param missing what the page could not give is added to it
 * @param shown the picture that a change is for
 */
export const sanitised = (event: RecordedEvent, missing: Missing, shown?: Shown): Sanitised | undefined => {
  const { type, timestamp } = event
  const data = event.data as Record<string, unknown>
  const made = (clean: Record<string, unknown> | undefined, lost = 0): Sanitised | undefined =>
    clean && { event: { type, timestamp, data: clean }, lost }
  switch (type) {
    case EventType.Meta:
      return hasSize(data)
        ? made({ href: textOf(data['href']), width: data['width'], height: data['height'] })
        : undefined
    case EventType.FullSnapshot: {
      const node = createNodeCleaner(tally(missing)).clean(data['node'], { parent: undefined, depth: 0 })
      const given = isRecord(data['initialOffset']) ? data['initialOffset'] : {}
      return made(node && { node, initialOffset: { top: offset(given['top']), left: offset(given['left']) } })
    }
    case EventType.IncrementalSnapshot:
      break
    default:
      return undefined
  }
  switch (data['source']) {
    case IncrementalSource.Mutation: {
      for (const { id, attributes } of data['attributes'] as {
        id: number
        attributes: Record<string, unknown>
      }[])
        tallyStyles(id, attributes, missing)
      const { data: clean, lost } = cleanMutation(data as never, shown, tally(missing))
      return made(clean, lost)
    }
    case IncrementalSource.Scroll:
      return made({ source: data['source'], id: data['id'], x: data['x'], y: data['y'] })
    case IncrementalSource.ViewportResize:
      return hasSize(data)
        ? made({ source: data['source'], width: data['width'], height: data['height'] })
        : undefined
    case IncrementalSource.Input:
      return made({
        source: data['source'],
        id: data['id'],
        text: data['text'],
        isChecked: data['isChecked'],
      })
    case IncrementalSource.AdoptedStyleSheet:
      tallyAdopted(data, missing)
      return made(quietStyles(data as never))
    default:
      return made(quietStyles(data as never))
  }
}
