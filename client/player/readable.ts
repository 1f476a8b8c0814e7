/**
 * Events as the player's code may rely on them. The server checks that a frame holds events; what is in them comes from
 * the customer's browser, or from whoever wrote a recorder of their own. One that has not the shape of its kind is marked
 * in its place, so that it can be counted and told, and nothing else of the recording is lost with it.
 * Shapes: `eventWithTime` of @rrweb/types 2.1.6.
 */
import { EventType, IncrementalSource, type RecordedEvent } from '../../src/protocol/events.ts'

/** The type of what stands in the place of an event that cannot be read. */
export const UNREADABLE = -1

type Data = Record<string, unknown>
type Check = (value: unknown) => boolean

export const isRecord = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNumber: Check = (value) => Number.isFinite(value)
/** rrweb counts nodes from 1; -1 and -2 stand for none. */
const isId: Check = (value) => Number.isSafeInteger(value) && (value as number) >= -2
/** A text as it is, and nothing for what is none: `String` would run what a hostile object brings along. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const isText: Check = (value) => typeof value === 'string'
const isFlag: Check = (value) => typeof value === 'boolean'
const isMissing: Check = (value) => value === undefined || value === null
const maybe =
  (check: Check): Check =>
  (value) =>
    isMissing(value) || check(value)
const either =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value))
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const shape = (keys: Record<string, Check>): Check => {
  const checks = Object.entries(keys)
  return (value) => isRecord(value) && checks.every(([key, check]) => check(value[key]))
}

/** No screen is larger, and no frame that is can be drawn. */
const MOST_PX = 50_000
const isSide: Check = (value) => isNumber(value) && (value as number) >= 0 && (value as number) <= MOST_PX

const isTree = (node: unknown): boolean =>
  isRecord(node) &&
  node['type'] === 0 &&
  isId(node['id']) &&
  Array.isArray(node['childNodes']) &&
  node['childNodes'].some((child) => isRecord(child) && child['type'] === 2)

const isIndex = either(isNumber, listOf(isNumber))
const isRules = listOf(shape({ rule: isText, index: maybe(isIndex) }))
const isMoves = shape({
  positions: listOf(shape({ x: isNumber, y: isNumber, id: isId, timeOffset: isNumber })),
})
const isAny: Check = () => true

const INCREMENTAL: Record<number, Check> = {
  [IncrementalSource.Mutation]: shape({
    adds: listOf(
      shape({
        parentId: isId,
        nextId: maybe(isId),
        previousId: maybe(isId),
        node: shape({ type: isNumber, id: isId }),
      }),
    ),
    removes: listOf(shape({ id: isId, parentId: isId })),
    texts: listOf(shape({ id: isId, value: maybe(isText) })),
    attributes: listOf(shape({ id: isId, attributes: isRecord })),
  }),
  [IncrementalSource.MouseMove]: isMoves,
  [IncrementalSource.TouchMove]: isMoves,
  [IncrementalSource.Drag]: isMoves,
  [IncrementalSource.MouseInteraction]: shape({
    type: isNumber,
    id: isId,
    x: maybe(isNumber),
    y: maybe(isNumber),
  }),
  [IncrementalSource.Scroll]: shape({ id: isId, x: isNumber, y: isNumber }),
  [IncrementalSource.ViewportResize]: shape({ width: isSide, height: isSide }),
  [IncrementalSource.Input]: shape({ id: isId, text: isText, isChecked: isFlag }),
  [IncrementalSource.MediaInteraction]: shape({ id: isId }),
  [IncrementalSource.StyleSheetRule]: shape({
    id: maybe(isId),
    styleId: maybe(isId),
    adds: maybe(isRules),
    removes: maybe(listOf(shape({ index: isIndex }))),
    replace: maybe(isText),
    replaceSync: maybe(isText),
  }),
  [IncrementalSource.CanvasMutation]: isAny,
  [IncrementalSource.Font]: isAny,
  [IncrementalSource.Log]: isAny,
  [IncrementalSource.StyleDeclaration]: shape({
    id: maybe(isId),
    styleId: maybe(isId),
    index: listOf(isNumber),
    set: maybe(shape({ property: isText, value: maybe(isText), priority: maybe(isText) })),
    remove: maybe(shape({ property: isText })),
  }),
  [IncrementalSource.Selection]: isAny,
  [IncrementalSource.AdoptedStyleSheet]: shape({
    id: isId,
    styleIds: listOf(isId),
    styles: maybe(listOf(shape({ styleId: isId, rules: isRules }))),
  }),
  [IncrementalSource.CustomElement]: isAny,
}

const isSound = (event: unknown): event is RecordedEvent => {
  if (!isRecord(event) || !isNumber(event['timestamp']) || !isRecord(event['data'])) return false
  const { type, data } = event as { type: unknown; data: Data }
  switch (type) {
    case EventType.Meta:
      return isSide(data['width']) && isSide(data['height']) && maybe(isText)(data['href'])
    case EventType.FullSnapshot:
      return isTree(data['node'])
    case EventType.IncrementalSnapshot:
      return typeof data['source'] === 'number' && (INCREMENTAL[data['source']]?.(data) ?? false)
    default:
      return typeof type === 'number' && type >= 0
  }
}

/** True for an event in whose place nothing can be shown. */
export const isUnreadable = ({ type }: RecordedEvent): boolean => type === UNREADABLE

/** The events of a list, in order; each that cannot be read is marked in its place. Costs about a microsecond for each. */
export const readable = (events: unknown): RecordedEvent[] => {
  let last = 0
  return (Array.isArray(events) ? (events as unknown[]) : []).map((event) => {
    if (isSound(event)) {
      last = event.timestamp
      return event
    }
    const { timestamp } = isRecord(event) ? event : {}
    if (isNumber(timestamp)) last = timestamp as number
    return { type: UNREADABLE, timestamp: last, data: {} }
  })
}
