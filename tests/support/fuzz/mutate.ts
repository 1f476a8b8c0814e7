/** Random changes to a random page. Runs in the page. */
import { decorate, grow, textOf, treeOf, type Maker } from './build.ts'

/** Not by `instanceof`, for frames have classes of their own. */
const isElement = (node: Node): node is HTMLElement => node.nodeType === Node.ELEMENT_NODE

/** All nodes below, through shadow roots and frames. */
export const allNodes = (root: Node): Node[] => {
  const nodes: Node[] = []
  const walk = (node: Node): void => {
    nodes.push(node)
    if (isElement(node) && node.shadowRoot) node.shadowRoot.childNodes.forEach(walk)
    if (node.nodeName === 'IFRAME') {
      const inside = (node as HTMLIFrameElement).contentDocument?.documentElement
      if (inside) walk(inside)
    }
    node.childNodes.forEach(walk)
  }
  root.childNodes.forEach(walk)
  return nodes
}

/** A text that is no style sheet: words in one would be selectors. */
const isWords = (node: Node): node is Text =>
  node.nodeType === Node.TEXT_NODE && node.parentNode?.nodeName !== 'STYLE'
const isField = (node: Node): node is HTMLInputElement => /^(?:INPUT|TEXTAREA|SELECT)$/.test(node.nodeName)

/** Elements that take children as they are. */
const isRoomy = (node: Node): node is HTMLElement =>
  isElement(node) &&
  !isField(node) &&
  !/^(?:STYLE|SCRIPT|IFRAME|TEMPLATE|OPTION|NOSCRIPT)$/.test(node.nodeName)

type Change = (maker: Maker, nodes: readonly Node[]) => void

const one = <T extends Node>(
  { chance }: Maker,
  nodes: readonly Node[],
  fits: (node: Node) => node is T,
): T | undefined => {
  const fitting = nodes.filter(fits)
  return fitting.length === 0 ? undefined : chance.of(fitting)
}

const CHANGES: Change[] = [
  (maker, nodes) => one(maker, nodes, isWords)?.replaceData(0, 1, `${textOf(maker)} `),
  (maker, nodes) => {
    const text = one(maker, nodes, isWords)
    if (text) text.nodeValue = textOf(maker)
  },
  (maker, nodes) => one(maker, nodes, isRoomy)?.append(textOf(maker)),
  (maker, nodes) => one(maker, nodes, isRoomy)?.append(treeOf(maker, 8)),
  (maker, nodes) => one(maker, nodes, isRoomy)?.prepend(treeOf(maker, 3)),
  (maker, nodes) => one(maker, nodes, isRoomy)?.append(document.createComment(maker.words.word())),
  (maker, nodes) => {
    const element = one(maker, nodes, isRoomy)
    if (element) element.innerHTML = `<b title="${maker.words.word()}">${textOf(maker)}</b>`
  },
  (maker, nodes) => one(maker, nodes, isElement)?.remove(),
  (maker, nodes) => {
    const [moved, to] = [one(maker, nodes, isElement), one(maker, nodes, isRoomy)]
    if (moved && to && !moved.contains(to)) to.append(moved)
  },
  (maker, nodes) => {
    const [moved, to] = [one(maker, nodes, isWords), one(maker, nodes, isRoomy)]
    if (moved && to) to.prepend(moved)
  },
  (maker, nodes) => {
    const element = one(maker, nodes, isElement)
    if (element) decorate(maker, element)
  },
  (maker, nodes) => {
    const element = one(maker, nodes, isElement)
    const names = element?.getAttributeNames() ?? []
    if (element && names.length > 0) element.removeAttribute(maker.chance.of(names))
  },
  (maker, nodes) => {
    const field = one(maker, nodes, isField)
    if (!field || field.type === 'file') return
    field.value = maker.words.word()
    field.dispatchEvent(new Event('input', { bubbles: true }))
  },
  (maker, nodes) => {
    const field = one(maker, nodes, isField)
    if (field instanceof HTMLInputElement)
      field.type = maker.chance.of(['text', 'password', 'hidden', 'submit'])
  },
  (maker, nodes) => one(maker, nodes, isElement)?.style?.setProperty('--own', maker.words.word()),
  (maker, nodes) => {
    const host = one(maker, nodes, (node): node is HTMLDivElement => node.nodeName === 'DIV')
    if (host && !host.shadowRoot) grow(maker, host.attachShadow({ mode: 'open' }), 5)
  },
  (maker, nodes) => {
    const style = one(maker, nodes, (node): node is HTMLStyleElement => node.nodeName === 'STYLE')
    style?.sheet?.insertRule(`.c::after{content:"${maker.words.word()}"}`, 0)
  },
  ({ words }) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`.d::after{content:"${words.word()}"}`)
    document.adoptedStyleSheets = [sheet]
  },
  ({ words }) => {
    document.title = words.shaped()
  },
]

/** Some changes in one go. Nodes that an early one took out of the page may be changed, moved and put back by a later one. */
export const changeSome = (maker: Maker, root: Element, count: number): void => {
  const nodes = allNodes(root)
  for (let turn = 0; turn < count; turn += 1) {
    // A browser's refusal (a node in itself, a sheet that is gone) is one more random page.
    try {
      maker.chance.of(CHANGES)(maker, nodes)
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
    }
  }
}
