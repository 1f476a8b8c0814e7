/** Tables of rows, with one look and one way to be read. */
import type { Child } from 'hono/jsx'

export interface Column {
  name: string
  /** Of the head cell: `number`, and `from-s`, `from-m`, `from-l` for what a narrow screen leaves out. */
  class?: string
  /** Named for screen readers only: a column of buttons. */
  unseen?: boolean
}

/** The column of what can be done with a row. */
export const ACTIONS: Column = { name: 'Actions', unseen: true }

/** Scrolls by itself where the page is too narrow. `openable`: a click anywhere in a row opens its link. */
export const Table = ({
  columns,
  class: more,
  openable = false,
  children,
}: {
  columns: readonly Column[]
  class?: string
  openable?: boolean
  children: Child
}) => (
  <div class="table-wrap">
    <table class={more === undefined ? 'table' : `table ${more}`} data-rows={openable ? '' : undefined}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={column.class}>
              {column.unseen ? <span class="visually-hidden">{column.name}</span> : column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
)
