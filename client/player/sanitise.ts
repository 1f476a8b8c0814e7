/**
 * A recorded page is hostile until shown otherwise. rrweb's sandbox runs no script and the
 * page's Content-Security-Policy fetches nothing; this takes out what only those two walls would stop.
 * Everything is copied on the way, because rrweb's Replayer writes into the events it is given.
 */
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'
import { EMPTY_DECLARATION } from '../../src/protocol/shown.ts'

type Attributes = Record<string, unknown>
interface SerialNode {
  type: number
  id: number
  tagName?: string
  attributes?: Attributes
  childNodes?: SerialNode[]
  [key: string]: unknown
}

/** Parts of a page that a recording cannot hold, counted in a snapshot. */
export interface Missing {
  /** Embedded pages of other origins. */
  frames: number
  canvases: number
  /** Stylesheets whose rules the recorder could not read. */
  stylesheets: number
  media: number
  /** Images that would have to be fetched from the customer's site. */
  images: number
  /** Rules of style sheets that lack a part of their look, by the sheet: a node's id, or `s` and an adopted sheet's. */
  rules: Record<string, number>
}

export const nothingMissing = (): Missing => ({
  frames: 0,
  canvases: 0,
  stylesheets: 0,
  media: 0,
  images: 0,
  rules: {},
})

export const rulesMissing = ({ rules }: Missing): number =>
  Object.values(rules).reduce((sum, count) => sum + count, 0)

export const howMuchMissing = (missing: Missing): number =>
  missing.frames +
  missing.canvases +
  missing.stylesheets +
  missing.media +
  missing.images +
  rulesMissing(missing)

const NAME = /^[A-Za-z_:][\w:.-]*$/
const SCRIPT_URL = /(?:^|[;,])(?:javascript|vbscript|livescript):|^data:text\/html/i
/** Characters that a URL parser skips, and that so hide a scheme from a plain comparison. */
// oxlint-disable-next-line no-control-regex
const SKIPPED = /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]+/g
const NEVER = new Set(['srcdoc', 'http-equiv', 'autofocus', 'autoplay', 'ping', 'nonce', 'is', 'formaction'])
/** Elements that load a document or a program of their own. */
const EMBEDS = new Set(['iframe', 'frame', 'fencedframe', 'portal', 'object', 'embed', 'applet'])
/** Nothing of theirs can load; with an address they would show a spinner for good. */
const MEDIA = new Set(['video', 'audio', 'source', 'track'])
const EMBED_SOURCES = new Set(['src', 'data', 'code', 'codebase', 'archive', 'classid'])
/** Attributes that hold CSS. */
const CSS_TEXTS = ['_cssText', 'style'] as const
const QUIET_RELATIONS = /^(?:stylesheet|icon|shortcut icon)$/i

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The events of a list that have the shape of one; anything else a hostile recorder may have slipped in is skipped. */
export const readable = (events: unknown): RecordedEvent[] =>
  (Array.isArray(events) ? events : []).filter(
    (event): event is RecordedEvent =>
      isRecord(event) &&
      typeof event['type'] === 'number' &&
      Number.isFinite(event['timestamp']) &&
      isRecord(event['data']),
  )

const allowed = (name: string, value: unknown): boolean => {
  const lower = name.toLowerCase()
  if (!NAME.test(name) || lower.startsWith('on') || NEVER.has(lower)) return false
  return typeof value !== 'string' || !SCRIPT_URL.test(value.replace(SKIPPED, ''))
}

const cleanAttributes = (tag: string, attributes: Attributes): Attributes => {
  // These act by being there: kept as husks, so that later mutations still find their ids.
  if (tag === 'base' || (tag === 'meta' && 'http-equiv' in attributes)) return {}
  if (tag === 'link' && !QUIET_RELATIONS.test(String(attributes['rel'] ?? 'stylesheet'))) return {}
  const clean: Attributes = {}
  for (const [name, value] of Object.entries(attributes)) {
    if (!allowed(name, value)) continue
    if (EMBEDS.has(tag) && EMBED_SOURCES.has(name.toLowerCase())) continue
    if (MEDIA.has(tag) && name.toLowerCase() === 'src') continue
    if (tag === 'link' && name.toLowerCase() === 'href') continue
    clean[name] = isRecord(value) ? structuredClone(value) : value
  }
  return clean
}

const LOST = new RegExp(EMPTY_DECLARATION, 'g')

/** How many rules came without a part of their look. @param css the sheet as it is now */
const tallyRules = (sheet: string, css: readonly unknown[], { rules }: Missing): void => {
  const lost = css.reduce<number>((sum, text) => sum + (String(text).match(LOST)?.length ?? 0), 0)
  if (lost > 0) rules[sheet] = lost
  else delete rules[sheet]
}

const tallyAdopted = ({ styles }: Record<string, unknown>, missing: Missing): void => {
  for (const style of Array.isArray(styles) ? styles : []) {
    if (!isRecord(style) || !Array.isArray(style['rules'])) continue
    const css = style['rules'].map((each) => (isRecord(each) ? each['rule'] : ''))
    tallyRules(`s${String(style['styleId'])}`, css, missing)
  }
}

const tally = (tag: string, id: number, attributes: Attributes, missing: Missing): void => {
  for (const name of CSS_TEXTS)
    if (name in attributes) tallyRules(`${id}${name}`, [attributes[name]], missing)
  if (tag === 'iframe' && 'rr_src' in attributes) missing.frames += 1
  else if (tag === 'canvas' && !('rr_dataURL' in attributes)) missing.canvases += 1
  else if (tag === 'video' || tag === 'audio') missing.media += 1
  else if (tag === 'img' && String(attributes['src'] ?? '').startsWith('http')) missing.images += 1
  else if (tag === 'link' && attributes['rel'] === 'stylesheet' && !('_cssText' in attributes))
    missing.stylesheets += 1
}

const cleanNode = (node: unknown, missing: Missing): SerialNode | undefined => {
  if (!isRecord(node) || typeof node['type'] !== 'number' || typeof node['id'] !== 'number') return undefined
  const clean = { ...node } as SerialNode
  if (isRecord(node['attributes'])) {
    const tag = String(node['tagName']).toLowerCase()
    if (!NAME.test(tag)) clean.tagName = 'div'
    tally(tag, node['id'], node['attributes'], missing)
    clean.attributes = cleanAttributes(tag, node['attributes'])
  }
  if (Array.isArray(node['childNodes'])) {
    clean.childNodes = node['childNodes'].flatMap((child) => cleanNode(child, missing) ?? [])
  }
  return clean
}

const MUTATION_LISTS = ['adds', 'removes', 'texts', 'attributes'] as const

const cleanMutation = (
  data: Record<string, unknown>,
  missing: Missing,
): Record<string, unknown> | undefined => {
  if (!MUTATION_LISTS.every((name) => Array.isArray(data[name]))) return undefined
  const lists = data as Record<(typeof MUTATION_LISTS)[number], Record<string, unknown>[]>
  return {
    ...data,
    removes: lists.removes.filter(isRecord).map((remove) => ({ ...remove })),
    texts: lists.texts.filter(isRecord).map((text) => ({ ...text })),
    adds: lists.adds.flatMap((add) => {
      const node = isRecord(add) ? cleanNode(add['node'], missing) : undefined
      return node ? [{ ...add, node }] : []
    }),
    attributes: lists.attributes.flatMap((change) => {
      if (!isRecord(change) || !isRecord(change['attributes'])) return []
      for (const name of CSS_TEXTS)
        if (typeof change['attributes'][name] === 'string')
          tallyRules(`${String(change['id'])}${name}`, [change['attributes'][name]], missing)
      const kept = Object.entries(change['attributes']).filter(
        ([name, value]) => allowed(name, value) && !(name === 'rel' && !QUIET_RELATIONS.test(String(value))),
      )
      return [{ ...change, attributes: structuredClone(Object.fromEntries(kept)) }]
    }),
  }
}

/**
 * A copy of the event that is safe to hand to a Replayer, or undefined for what it has no use for or cannot be read:
 * unknown kinds are skipped, never thrown at the person who watches. Adds to `missing` what the page could not give.
 */
export const sanitised = (event: RecordedEvent, missing: Missing): RecordedEvent | undefined => {
  const data = event.data
  if (!isRecord(data)) return undefined
  switch (event.type) {
    case EventType.Meta: {
      const { width, height } = data
      return Number(width) > 0 && Number(height) > 0 ? { ...event, data: { ...data } } : undefined
    }
    case EventType.FullSnapshot: {
      const node = cleanNode(data['node'], missing)
      const offset = isRecord(data['initialOffset']) ? data['initialOffset'] : {}
      const initialOffset = { top: Number(offset['top']) || 0, left: Number(offset['left']) || 0 }
      return node && { ...event, data: { node, initialOffset } }
    }
    case EventType.IncrementalSnapshot: {
      if (data['source'] === IncrementalSource.AdoptedStyleSheet) tallyAdopted(data, missing)
      if (data['source'] !== IncrementalSource.Mutation) return { ...event, data: structuredClone(data) }
      const mutation = cleanMutation(data, missing)
      return mutation && { ...event, data: mutation }
    }
    default:
      return undefined
  }
}
