import { DomainError } from '../domain/errors.ts'

/** One page of a list, newest first; `nextCursor` is null on the last one. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

export const DEFAULT_PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 200

/** Place after a row in a list sorted by a number, then by id: both, so that equal numbers lose no row. */
export interface Cursor {
  value: number
  id: string
}

export const writeCursor = (cursor: Cursor): string => `${cursor.value}~${cursor.id}`

/** @throws DomainError `invalid_input` for a cursor this server did not write. */
export const readCursor = (text: string): Cursor => {
  const [value, id] = text.split('~')
  const number = Number(value)
  if (!value || !id || !Number.isFinite(number)) {
    throw new DomainError('invalid_input', 'The cursor is not valid; take it from nextCursor as it is.')
  }
  return { value: number, id }
}

/** Cuts `rows`, of which one more than `size` was asked for, to a page. */
export const toPage = <Item>(rows: Item[], size: number, cursorOf: (item: Item) => Cursor): Page<Item> => {
  const items = rows.slice(0, size)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > size && last ? writeCursor(cursorOf(last)) : null }
}
