/** Popovers that are open, what fills the screen, and style sheets that a script has switched off: states without an attribute. */
import { SHOWN } from '../../../src/protocol/shown.ts'

const isOpen = (element: Element): boolean => element.matches(':popover-open')

/** Puts a popover into the top layer, or takes it out of it. */
export const showPopover = (element: Element, told: Record<string, unknown>): void => {
  const value = told[SHOWN.popover]
  if (value === undefined || !element.isConnected) return
  const popover = element as HTMLElement
  try {
    if (value === null) {
      if (isOpen(popover)) popover.hidePopover()
    } else if (!isOpen(popover)) {
      // An `auto` one would close the others, which the customer's browser did, or did not do, already.
      popover.setAttribute('popover', 'manual')
      popover.showPopover()
    }
  } catch {
    // No popover, or a browser from before 2024: then it stays where its style sheet puts it.
  }
}

/** Puts what filled the screen over everything else, in the size of the picture (rules.ts), or back where it was. */
export const showFullscreen = (element: Element, told: Record<string, unknown>): void => {
  const value = told[SHOWN.fullscreen]
  if (value === undefined) return
  element.toggleAttribute('rr_fullscreen', value !== null)
  // The root fills its picture already.
  if (element === element.ownerDocument.documentElement) return
  if (value === null) {
    showPopover(element, { [SHOWN.popover]: null })
    element.removeAttribute('popover')
  } else showPopover(element, { [SHOWN.popover]: 'open' })
}

/** Closes a dialog that is about to lose its `open`: without it, it could not be closed any more, and stayed modal. */
export const closeDialog = (node: Node | null, attributes: Record<string, unknown>): void => {
  if (attributes['open'] === null && node?.nodeName === 'DIALOG') (node as HTMLDialogElement).close()
}

export interface Sheets {
  take: (element: Element, told: Record<string, unknown>) => void
  /** A sheet that is replaced starts switched on. */
  keep: () => void
  clear: () => void
}

export const createSheets = (): Sheets => {
  const off = new Set<Element>()

  const set = (element: Element, disabled: boolean): void => {
    const { sheet } = element as Partial<HTMLStyleElement>
    if (sheet && sheet.disabled !== disabled) sheet.disabled = disabled
  }

  return {
    take: (element, told) => {
      const value = told[SHOWN.sheet]
      if (value === undefined) return
      if (value === null) {
        off.delete(element)
        set(element, false)
      } else {
        off.add(element)
        set(element, true)
      }
    },
    keep: () => {
      for (const element of off) {
        if (element.isConnected) set(element, true)
        else off.delete(element)
      }
    },
    clear: () => off.clear(),
  }
}
