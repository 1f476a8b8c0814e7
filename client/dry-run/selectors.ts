/**
 * CSS paths that a rule can be made of. Of ids and classes they use what a recording may hold: an id may
 * hold a name, a class a token, and so may the name of a custom element.
 */
import { INSIDE } from '../../src/protocol/dry-run.ts'
import type { Names } from '../recorder/capture/gate/names.ts'
import { isPlatformTag } from '../recorder/capture/gate/tags.ts'

/** A rule's selector has at most 300 characters, and inside of a frame or a shadow tree it is one of two parts. */
const LONGEST = 280

/** Stands for an element with a name of the page's own, which may say something. */
const ANY = '*'

/** As a person writes it: what is long or has many digits is made by machines, or is somebody's. */
const isStable = (name: string): boolean => /^[a-z][\w-]{0,40}$/i.test(name) && !/\d{3}/.test(name)

/** @param known the names that the page's style sheets speak of */
export const createNamer = (known: Pick<Names, 'has'>): ((element: Element) => string) => {
  const names = new Map<Element, string>()
  const counts = new Map<Node, Map<string, number>>()

  const isOnly = (element: Element, selector: string): boolean => {
    const root = element.getRootNode() as Document | ShadowRoot
    const counted = counts.get(root) ?? new Map<string, number>()
    counts.set(root, counted)
    const count = counted.get(selector) ?? root.querySelectorAll(selector).length
    counted.set(selector, count)
    return count === 1
  }

  const mayStand = (name: string): boolean => isStable(name) && known.has(name)
  const classesOf = (element: Element): string[] => Array.from(element.classList).filter(mayStand)

  /** A selector that finds this element alone, without its parents. */
  const alone = (element: Element, tag: string): string | undefined =>
    [
      ...[element.id].filter(mayStand).map((id) => `#${CSS.escape(id)}`),
      ...classesOf(element).map((name) => `${tag}.${CSS.escape(name)}`),
    ].find((selector) => isOnly(element, selector))

  const among = (element: Element, parent: Element, tag: string): string => {
    const siblings = Array.from(parent.children)
    const twins = siblings.filter((each) => tag === ANY || each.localName === element.localName)
    if (twins.length === 1) return tag
    const own = classesOf(element).find(
      (name) => twins.filter((twin) => twin.classList.contains(name)).length === 1,
    )
    if (own !== undefined) return `${tag}.${CSS.escape(own)}`
    // Types are told apart by name, which is not to be said of these.
    return tag === ANY
      ? `:nth-child(${siblings.indexOf(element) + 1})`
      : `${tag}:nth-of-type(${twins.indexOf(element) + 1})`
  }

  const find = (element: Element): string => {
    const tag = isPlatformTag(element.localName) ? CSS.escape(element.localName) : ANY
    const root = element.getRootNode()
    const outside = 'host' in root ? (root as ShadowRoot).host : (root as Document).defaultView?.frameElement
    const prefix = outside ? nameOf(outside) + INSIDE : ''
    const only = alone(element, tag)
    if (only !== undefined) return prefix + only
    const parent = element.parentElement
    return parent ? `${nameOf(parent)} > ${among(element, parent, tag)}` : prefix + tag
  }

  const nameOf = (element: Element): string => {
    const found = names.get(element)
    if (found !== undefined) return found
    let name = find(element)
    // The nearest steps say most, and what is left is still a selector.
    while (name.length > LONGEST && name.includes(' > ')) name = name.slice(name.indexOf(' > ') + 3)
    names.set(element, name)
    return name
  }
  return nameOf
}
