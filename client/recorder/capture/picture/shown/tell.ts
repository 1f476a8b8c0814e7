/** What is told of an element beside rrweb: attributes by name (src/protocol/shown.ts). */
export type Told = Record<string, unknown>

/** Says what changed of an element; null for what no longer holds. */
export type Tell = (element: Element, told: Told) => void
