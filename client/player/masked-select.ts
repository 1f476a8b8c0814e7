/**
 * A masked choice: the recorder says that something was chosen, never what. The Replayer would leave the first option
 * on show, as if the customer had chosen it; here the field shows dots instead.
 */

/** In place of the option's text; a list with several rows shows all of them anyway. */
export const MASKED_SELECT_RULE =
  'select:is([value^="*"], [value^="•"]):not([multiple]) { -webkit-text-security: disc !important; }'

/** To be called after an input event was applied. @param node what the event was about @param text what it brought */
export const settleSelect = (node: Node | null, text: unknown): void => {
  if (node?.nodeName !== 'SELECT' || typeof text !== 'string') return
  const select = node as HTMLSelectElement
  if (/^[*•]+$/.test(text)) select.setAttribute('value', text)
  else select.removeAttribute('value')
  // No option has the mask as its value; a field without any would look empty rather than masked.
  if (select.selectedIndex < 0) select.selectedIndex = 0
}
