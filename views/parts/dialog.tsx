/**
 * Dialogs. Opened by the script as modal ones; without JavaScript a panel stands in the page,
 * because the server renders it open at its own address.
 */
import type { Child } from 'hono/jsx'
import { Icon } from '../icons.tsx'

export const Panel = (props: {
  id: string
  title: string
  open: boolean
  /** Where the close button leads without JavaScript. */
  closeHref: string
  children: Child
}) => (
  <dialog id={props.id} class="panel" open={props.open} aria-labelledby={`${props.id}-title`}>
    <header class="panel-head">
      <h2 id={`${props.id}-title`}>{props.title}</h2>
      <a class="button-icon" href={props.closeHref} data-close aria-label="Close">
        <Icon name="x" />
      </a>
    </header>
    {props.children}
  </dialog>
)

/** A link to the address where the panel is open, which the script turns into opening it in place. */
export const PanelLink = (props: { panel: string; href: string; class: string; children: Child }) => (
  <a class={props.class} href={props.href} data-panel={props.panel}>
    {props.children}
  </a>
)
