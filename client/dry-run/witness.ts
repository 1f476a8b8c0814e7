/** Lays what left the gate beside the page, node by node, and notes what became of each text and attribute. */
import type { DryRunItem, DryRunVerdict } from '../../src/protocol/dry-run.ts'
import { MAX_DRY_RUN_SELECTOR, MAX_DRY_RUN_TEXT } from '../../src/protocol/limits.ts'
import { cut } from '../../src/protocol/redact.ts'
import { idOf, nodeOf } from '../recorder/capture/picture/rrweb.ts'
import { BAR_TAG } from '../recorder/ground/bar-tag.ts'
import { asElement, NodeType, type Serialized } from '../recorder/capture/gate/nodes.ts'
import { parentOf } from '../recorder/capture/gate/regions.ts'
import { isSame, isTelling, partNameOf } from './compare.ts'
import { createReasons, type ReasonOptions } from './reason.ts'
import { createNamer } from './selectors.ts'

/** An item, and what it is about on the page. */
export interface Seen {
  item: DryRunItem
  node: Node
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const isField = (element: Element): element is Field => /^(?:input|textarea|select)$/.test(element.localName)

const isBlank = (text: string | null | undefined): boolean => !text || text.trim() === ''
const shown = (text: string): string => cut(text.replace(/\s+/g, ' ').trim(), MAX_DRY_RUN_TEXT)

/** @param blockSelector what is left out, as the gate has it */
export const createWitness = (blockSelector: string, options: ReasonOptions) => {
  const reasonFor = createReasons(options)
  const seen: Seen[] = []
  const frames = new Set<Element>()
  const nameOf = createNamer(options.judge.names)

  const note = (element: Element, node: Node, part: string, verdict: DryRunVerdict, captured = ''): void => {
    seen.push({
      node,
      item: {
        selector: nameOf(element).slice(-MAX_DRY_RUN_SELECTOR),
        part: part.slice(0, 100),
        verdict,
        captured: shown(captured),
        reason: cut(reasonFor({ element, node, part, verdict }), MAX_DRY_RUN_TEXT),
      },
    })
  }

  /** What became of a text: as it was, a mask, or nothing. */
  const noteText = (element: Element, node: Node, part: string, raw: string, sent: unknown): void => {
    if (isBlank(raw)) return
    if (typeof sent !== 'string' || sent === '') note(element, node, part, 'dropped')
    else note(element, node, part, isSame(raw, sent) ? 'captured' : 'masked', sent)
  }

  const noteAttributes = (element: Element, sent: Record<string, unknown>): void => {
    // A stylesheet of the page's travels as its text, without its address.
    const asText = '_cssText' in sent
    for (const { name, value } of element.attributes) {
      if (isBlank(value) || (name === 'value' && isField(element)) || (asText && /^(?:href|rel)$/.test(name)))
        continue
      const left = sent[name] ?? (name === 'src' ? sent['rr_src'] : undefined)
      // rrweb tells `checked` and its like as booleans.
      if (left !== undefined && typeof left !== 'string') continue
      // As the browser has read it: its spaces are no difference.
      const read = name === 'style' ? ((element as Partial<HTMLElement>).style?.cssText ?? value) : value
      const same = left !== undefined && isSame(read, left)
      if (!isTelling(name.toLowerCase(), same)) continue
      // The frame's own document comes instead of its address.
      if (left === undefined && name === 'src' && element.localName === 'iframe') continue
      noteText(element, element, partNameOf(name.toLowerCase(), name in sent), read, left)
    }
    if (isField(element)) noteText(element, element, 'value', element.value, sent['value'])
  }

  const noteDropped = (node: Node, parent: Element): void => {
    const element = asElement(node)
    if (element) {
      if (element.localName !== BAR_TAG) note(element, element, 'element', 'dropped')
    } else if (!isBlank(node.nodeValue)) {
      const part = node.nodeType === Node.COMMENT_NODE ? 'comment' : 'text'
      note(parent, node.nodeType === Node.TEXT_NODE ? node : parent, part, 'dropped')
    }
  }

  const compareElement = (sent: Serialized, element: Element): void => {
    const attributes = sent.attributes ?? {}
    if (element.matches(blockSelector)) return note(element, element, 'element', 'blocked')
    noteAttributes(element, attributes)
    if (element.localName === 'iframe') frames.add(element)
    if (element.localName === 'template' && !isBlank((element as HTMLTemplateElement).content.textContent))
      note(element, element, 'inside', 'dropped')
    // Of a field, the value tells; a style sheet is read as a whole.
    if (/^(?:textarea|style)$/.test(element.localName)) return
    compareChildren(sent, element, element)
    if (element.shadowRoot) compareChildren(sent, element.shadowRoot, element)
  }

  const compareChildren = (sent: Serialized, parent: Node, holder: Element | undefined): void => {
    const left = new Map((sent.childNodes ?? []).map((child) => [child.id, child]))
    for (const child of parent.childNodes) {
      const found = left.get(idOf(child))
      if (found) compareNode(found, child)
      else if (holder) noteDropped(child, holder)
    }
  }

  const compareNode = (sent: Serialized, node: Node): void => {
    const element = asElement(node)
    const holder = element ?? parentOf(node)
    if (sent.type === NodeType.Element && element) compareElement(sent, element)
    else if (sent.type === NodeType.Text && holder)
      noteText(holder, node, 'text', node.nodeValue ?? '', sent.textContent)
    else if (sent.type === NodeType.Document) compareChildren(sent, node, undefined)
  }

  return {
    /** A tree as it left the gate, while the page is still as it was when it was read. */
    compare: (sent: Serialized): void => {
      const node = nodeOf(sent.id)
      if (!node) return
      const frame = node.nodeType === Node.DOCUMENT_NODE ? (node as Document).defaultView?.frameElement : null
      if (frame) frames.delete(frame)
      compareNode(sent, node)
    },
    /** Everything that was noted: what is seen in the order of the page, then the head. A frame that sent nothing is told as left out. */
    finish: (): Seen[] => {
      for (const frame of frames) note(frame, frame, 'inside', 'dropped')
      const inHead = ({ node }: Seen): boolean => document.head.contains(node)
      return [...seen.filter((each) => !inHead(each)), ...seen.filter(inHead)]
    },
  }
}
