/**
 * The part of rrweb's event format that the server reads.
 * Source: `eventWithTime` and `EventType` of @rrweb/types 2.2.2; kept apart so that the core imports nothing.
 */

/** rrweb `EventType`. */
export const EventType = {
  DomContentLoaded: 0,
  Load: 1,
  FullSnapshot: 2,
  IncrementalSnapshot: 3,
  Meta: 4,
  Custom: 5,
  Plugin: 6,
} as const

/** rrweb `IncrementalSource`. */
export const IncrementalSource = {
  Mutation: 0,
  MouseMove: 1,
  MouseInteraction: 2,
  Scroll: 3,
  ViewportResize: 4,
  Input: 5,
  TouchMove: 6,
  MediaInteraction: 7,
  StyleSheetRule: 8,
  CanvasMutation: 9,
  Font: 10,
  Log: 11,
  Drag: 12,
  StyleDeclaration: 13,
  Selection: 14,
  AdoptedStyleSheet: 15,
  CustomElement: 16,
} as const

/** One rrweb event. `timestamp` is in ms since the epoch, by the customer's clock. */
export interface RecordedEvent {
  type: number
  timestamp: number
  data: unknown
}

/** rrweb incremental sources that only a person causes; the rest may be the page's own doing. */
const BY_A_PERSON: ReadonlySet<number> = /* @__PURE__ */ new Set([
  IncrementalSource.MouseMove,
  IncrementalSource.MouseInteraction,
  IncrementalSource.Scroll,
  IncrementalSource.Input,
  IncrementalSource.TouchMove,
  IncrementalSource.Drag,
  IncrementalSource.Selection,
])

/** True for a full snapshot, the only event a replay can start from (with the Meta before it). */
export const isFullSnapshot = (event: RecordedEvent): boolean => event.type === EventType.FullSnapshot

/** True when the event shows that the customer is there: a move, click, scroll, touch or input. */
export const isActivity = (event: RecordedEvent): boolean =>
  event.type === EventType.IncrementalSnapshot &&
  BY_A_PERSON.has((event.data as { source?: number } | null | undefined)?.source ?? -1)
