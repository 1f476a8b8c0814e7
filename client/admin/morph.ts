/**
 * Changes `from` into `to` in place. Nodes that stay the same stay the same nodes, so focus, selection, scroll
 * position, and what the reader has opened or typed survive.
 */

/** State that belongs to the reader, not to the server. */
const READERS_OWN = new Set(['open'])
/** Set by the script while it acts. */
const SCRIPTS_OWN = new Set(['data-label', 'data-confirmed'])

export const morph = (from: Element, to: Element): void => {
  morphAttributes(from, to)
  morphChildren(from, to)
}

const morphAttributes = (from: Element, to: Element): void => {
  const keeps = (name: string) => SCRIPTS_OWN.has(name) || (READERS_OWN.has(name) && holdsState(from))
  for (const { name, value } of to.attributes) {
    if (!keeps(name) && from.getAttribute(name) !== value) from.setAttribute(name, value)
  }
  for (const { name } of Array.from(from.attributes)) {
    if (!keeps(name) && !to.hasAttribute(name)) from.removeAttribute(name)
  }
}

const holdsState = (element: Element): boolean =>
  element.tagName === 'DETAILS' || element.tagName === 'DIALOG'

const morphChildren = (from: Element, to: Element): void => {
  const byId = new Map<string, Element>()
  for (const child of from.children) if (child.id !== '') byId.set(child.id, child)

  // Both lists are live, and change under the loop.
  let cursor = from.firstChild
  for (const wanted of Array.from(to.childNodes)) {
    const match = find(cursor, wanted, byId)
    if (!match) {
      from.insertBefore(wanted, cursor)
      continue
    }
    if (match === cursor) cursor = cursor.nextSibling
    else from.insertBefore(match, cursor)
    if (match instanceof Element && wanted instanceof Element) morph(match, wanted)
    else if (match.nodeValue !== wanted.nodeValue) match.nodeValue = wanted.nodeValue
  }
  while (cursor) {
    const next = cursor.nextSibling
    cursor.remove()
    cursor = next
  }
}

/** The node that is to become `wanted`: the one of the same id, else the next one of the same kind without an id. */
const find = (cursor: ChildNode | null, wanted: Node, byId: Map<string, Element>): ChildNode | undefined => {
  if (wanted instanceof Element && wanted.id !== '') {
    const found = byId.get(wanted.id)
    return found?.tagName === wanted.tagName ? found : undefined
  }
  if (!cursor || cursor.nodeType !== wanted.nodeType || cursor.nodeName !== wanted.nodeName) return undefined
  return cursor instanceof Element && cursor.id !== '' ? undefined : cursor
}
