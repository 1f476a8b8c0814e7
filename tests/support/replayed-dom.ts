/** What the stock rrweb Replayer shows of a recording, as text, and the same of a real page. */
import { resolve } from 'node:path'
import type { FrameLocator, JSHandle, Page } from '@playwright/test'
import { build } from 'esbuild'
import type { RecordedEvent } from '../../src/protocol/events.ts'

declare global {
  interface Window {
    replayed: (events: RecordedEvent[], time: number) => Promise<HTMLElement>
  }
}

/** The Replayer as npm has it. */
const bundleReplayer = async (): Promise<string> => {
  const contents = `
    import { Replayer } from '@rrweb/replay'
    window.replayed = async (events, time) => {
      const replayer = new Replayer(events, { root: document.body, showWarning: false })
      replayer.pause(time)
      const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      await drawn()
      return replayer.iframe.contentDocument.body
    }`
  const result = await build({
    stdin: { contents, resolveDir: resolve(import.meta.dirname, '../..') },
    bundle: true,
    format: 'iife',
    write: false,
  })
  return result.outputFiles[0]?.text ?? ''
}

/**
 * A tree as lines: elements with attributes, and text. Left out is what a recording leaves out by promise (scripts,
 * comments, handlers, values, names, words in attributes, the bar), and what rrweb adds. Text that nobody sees, and what
 * a list offers, is masked in both.
 */
const lines = (root: Element): string[] => {
  const without = new Set(['script', 'noscript', 'template', 'link', 'style', 'casereel-bar'])
  const hidden =
    /^(?:on|rr_|data-|value$|checked$|selected$|open$|style$|src$|href$|action$|auto|class$|id$|name$|for$|alt$|title$|placeholder$|aria-(?:label|describedby|controls|owns)|m(?:in|ax)|step$|pattern$|inputmode$|enterkeyhint$|form$|method$|novalidate$)/
  const isSeen = (element: Element): boolean => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
    const { right, bottom, width, height } = element.getBoundingClientRect()
    return right + scrollX > 0 && bottom + scrollY > 0 && width > 1 && height > 1
  }
  const out: string[] = []
  const walk = (node: Node, depth: number): void => {
    const pad = ' '.repeat(depth)
    if (node.nodeType === Node.TEXT_NODE) {
      const text = (node.nodeValue ?? '').replaceAll(/\s+/g, ' ').trim()
      const holder = node.parentElement
      if (holder?.localName === 'option') out.push(`${pad}•`)
      else if (text !== '') out.push(pad + (!holder || isSeen(holder) ? text : text.replaceAll(/\S/g, '*')))
      return
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return
    const element = node as Element
    if (without.has(element.localName)) return
    const attributes = Array.from(element.attributes, ({ name, value }) => `${name}="${value}"`)
      .filter((text) => !hidden.test(text.split('=')[0] ?? ''))
      .toSorted()
    out.push(`${pad}<${[element.localName, ...attributes].join(' ')}>`)
    const children = [...(element.shadowRoot?.childNodes ?? []), ...element.childNodes]
    for (const child of children) walk(child, depth + 1)
  }
  walk(root, 0)
  return out
}

export const realDom = (page: Page | FrameLocator): Promise<string[]> => page.locator('body').evaluate(lines)

/** The body of the replayed page. @param blank a page without content @param time ms from the first event; the end if not given */
export const replayed = async (
  blank: Page,
  events: RecordedEvent[],
  time?: number,
): Promise<JSHandle<HTMLElement>> => {
  await blank.setContent('<body></body>')
  await blank.addScriptTag({ content: await bundleReplayer() })
  // Not the last event's time: a clock that is set back on the way leaves later events with earlier times.
  const times = events.map(({ timestamp }) => timestamp)
  const end = Math.max(...times) - (times[0] ?? 0) + 1
  return blank.evaluateHandle(([all, at]) => window.replayed(all, at), [events, time ?? end] as const)
}

/** As lines. @param blank and time as of `replayed` */
export const replayedDom = async (blank: Page, events: RecordedEvent[], time?: number): Promise<string[]> =>
  (await replayed(blank, events, time)).evaluate(lines)
