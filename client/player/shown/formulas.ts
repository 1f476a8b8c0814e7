/** Formulas: rrweb builds their elements as those of HTML, of which a browser lays none out as a formula. */
import { MATHML } from '../safe/elements.ts'

const NAMESPACE = 'http://www.w3.org/1998/Math/MathML'

const asFormula = (element: Element): Element => {
  const made = element.ownerDocument.createElementNS(NAMESPACE, element.localName)
  for (const { name, value } of element.attributes) made.setAttribute(name, value)
  made.append(...element.childNodes)
  element.replaceWith(made)
  return made
}

/**
 * Puts an element of MathML in the place of one that only has its name. A page's own element of such a name, outside of every
 * formula, stays.
 * @param replace called with what stands there instead
 */
export const showFormula = (element: Element, replace: (made: Element) => void): Element => {
  if (!MATHML.has(element.localName) || element.namespaceURI === NAMESPACE) return element
  if (!element.isConnected || !element.closest('math')) return element
  const made = asFormula(element)
  replace(made)
  return made
}
