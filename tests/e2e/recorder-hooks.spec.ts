/**
 * Functions and setters of the page that the recorder and rrweb watch, and hooks that other scripts put around them later
 * (rrweb#1518): theirs always run, once; ours are gone or pass through as soon as nothing is recorded.
 */
import type { Page } from '@playwright/test'
import { IncrementalSource } from '../../src/protocol/events.ts'
import { expect, test } from '../support/host-test.ts'

type Counts = Record<string, number>

declare global {
  interface Window {
    hooks: {
      /** What differs from how the browser made it, in the page and in its frame. */
      changed: () => string[]
      /** Puts a hook of another script around everything. */
      wrap: () => void
      /** Uses everything once. @returns how often each hook ran */
      use: () => Promise<Counts>
    }
  }
}

/** Runs in the page before anything else does. */
const HOOKS = `
  const placesOf = (win) => [
    ...['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replace', 'replaceSync'].map((name) => [win.CSSStyleSheet.prototype, name]),
    ...['insertRule', 'deleteRule'].map((name) => [win.CSSGroupingRule.prototype, name]),
    ...['setProperty', 'removeProperty'].map((name) => [win.CSSStyleDeclaration.prototype, name]),
    [win.Element.prototype, 'attachShadow'], [win.CustomElementRegistry.prototype, 'define'], [win.customElements, 'define'],
    [win.HTMLInputElement.prototype, 'value'], [win.HTMLInputElement.prototype, 'checked'],
    [win.HTMLSelectElement.prototype, 'value'], [win.HTMLSelectElement.prototype, 'selectedIndex'],
    [win.HTMLTextAreaElement.prototype, 'value'], [win.HTMLOptionElement.prototype, 'selected'],
    [win.Document.prototype, 'adoptedStyleSheets'], [win.ShadowRoot.prototype, 'adoptedStyleSheets'],
    [win.document, 'adoptedStyleSheets'],
    [win, 'fetch'], [win.XMLHttpRequest.prototype, 'open'], [win.XMLHttpRequest.prototype, 'send'], [win.XMLHttpRequest.prototype, 'setRequestHeader'],
    [win.History.prototype, 'pushState'], [win.History.prototype, 'replaceState'],
    ...['debug', 'log', 'info', 'warn', 'error'].map((name) => [win.console, name]),
  ].map(([owner, name]) => ({ owner, name, label: Object.prototype.toString.call(owner) + '.' + name, made: Object.getOwnPropertyDescriptor(owner, name) }))
  const places = placesOf(window)
  let inFrame = []
  addEventListener('load', () => { inFrame = placesOf(frames[0]); host.attachShadow({ mode: 'open' }) })
  const same = (a, b) => a === b || (a && b && ['value', 'get', 'set', 'writable', 'enumerable', 'configurable'].every((key) => a[key] === b[key]))
  let seen = {}
  window.hooks = {
    changed: () => [
      ...[...places, ...inFrame].filter(({ owner, name, made }) => !same(Object.getOwnPropertyDescriptor(owner, name), made)).map(({ label }) => label),
      ...Object.getOwnPropertyNames(host.shadowRoot),
    ],
    wrap: () => {
      for (const { owner, name, label, made } of places) {
        if (!made) continue
        const now = Object.getOwnPropertyDescriptor(owner, name)
        const key = made.set ? 'set' : 'value'
        const below = now[key]
        const theirs = function (...args) {
          seen[label] = (seen[label] || 0) + 1
          return Reflect.apply(below, this, args)
        }
        Object.defineProperty(owner, name, { ...now, [key]: theirs })
      }
    },
    use: async () => {
      seen = {}
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('a { color: red }')
      await sheet.replace('a { color: green }')
      sheet.insertRule('@media all { i { color: red } }')
      sheet.cssRules[0].insertRule('u { color: red }')
      sheet.cssRules[0].deleteRule(0)
      sheet.addRule('b', 'color: red')
      sheet.removeRule(0)
      sheet.deleteRule(0)
      style.sheet.insertRule('.inserted { color: red }')
      style.sheet.cssRules[0].style.setProperty('color', 'blue')
      style.sheet.cssRules[0].style.removeProperty('color')
      try { style.sheet.insertRule('!!!') } catch (error) { seen.thrown = error.name }
      document.createElement('div').attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet]
      host.shadowRoot.adoptedStyleSheets = [sheet]
      document.adoptedStyleSheets = [sheet]
      field.value = 'a'
      box.checked = !box.checked
      list.value = '2'
      list.selectedIndex = 0
      list.options[1].selected = true
      area.value = 'x'
      history.replaceState(1, '')
      history.pushState(1, '')
      for (const level of ['debug', 'log', 'info', 'warn', 'error']) console[level]('used')
      await fetch('/api/fine')
      await new Promise((done) => {
        const request = new XMLHttpRequest()
        request.open('GET', '/api/fine')
        request.setRequestHeader('x-a', 'b')
        request.onloadend = done
        request.send()
      })
      customElements.define('x-' + Math.random().toString(36).slice(2), class extends HTMLElement {})
      return seen
    },
  }`

const PAGE = {
  title: 'Hooks',
  body: `<h1>Hooks</h1><style id="style">p { color: black }</style><div id="host"></div><iframe srcdoc="<p>In the frame</p>"></iframe>
    <input id="field"><input id="box" type="checkbox"><select id="list"><option>1<option>2</select><textarea id="area"></textarea>`,
}

const use = (page: Page) => page.evaluate(() => window.hooks.use())
const changed = (page: Page) => page.evaluate(() => window.hooks.changed())
/** The hooks of another script ran in a page that nobody records. */
const alone = async (page: Page, address: string): Promise<Counts> => {
  await page.goto(address)
  await page.evaluate(() => window.hooks.wrap())
  return use(page)
}

test('without others’ hooks, Pause and Stop give back the browser’s own functions and leave nothing', async ({
  host,
  record,
  api,
}) => {
  host.serve('/hooks', PAGE)
  const { page, stop, recordingId } = await record('/hooks', {
    before: ({ context }) => context.addInitScript(HOOKS),
  })
  const inFrame = async () => JSON.stringify(await api.events(recordingId)).includes('isAttachIframe')
  await expect.poll(inFrame).toBe(true)
  // The control: they are watched.
  expect((await changed(page)).length).toBeGreaterThan(40)
  await use(page)
  for (const press of ['Pause', 'Resume', 'Pause', 'Resume']) {
    await page.getByRole('button', { name: press }).click()
    if (press === 'Resume') expect((await changed(page)).length).toBeGreaterThan(20)
    else expect(await changed(page)).toEqual([])
  }
  await use(page)
  await stop()
  expect(await changed(page)).toEqual([])
  // What rrweb watches came: rules by every name that there is for it, sheets of roots, and what scripts wrote into fields.
  const sources = (await api.events(recordingId)).map(({ data }) => (data as { source?: number }).source)
  for (const source of [
    IncrementalSource.StyleSheetRule,
    IncrementalSource.StyleDeclaration,
    IncrementalSource.AdoptedStyleSheet,
    IncrementalSource.CustomElement,
  ])
    expect(sources).toContain(source)
})

test('others’ hooks run exactly once, while it is recorded, paused, resumed and stopped, and nothing is told meanwhile', async ({
  host,
  record,
  api,
  newCustomer,
}) => {
  host.serve('/hooks', PAGE)
  const visitor = await newCustomer()
  await visitor.context.addInitScript(HOOKS)
  const expected = await alone(visitor.page, `${host.url}/hooks`)
  expect(expected).toMatchObject({ thrown: 'SyntaxError', '[object CSSStyleSheet].addRule': 1 })

  const { page, stop, recordingId } = await record('/hooks', {
    before: ({ context }) => context.addInitScript(HOOKS),
  })
  await page.evaluate(() => window.hooks.wrap())
  const rules = async () =>
    (await api.events(recordingId)).filter(
      ({ data }) => (data as { source?: number }).source === IncrementalSource.StyleSheetRule,
    ).length
  expect(await use(page)).toEqual(expected)
  await expect.poll(rules).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Pause' }).click()
  const before = await rules()
  expect(await use(page)).toEqual(expected)
  await page.getByRole('button', { name: 'Resume' }).click()
  expect(await use(page)).toEqual(expected)
  await expect.poll(rules).toBe(2 * before)
  await stop()
  expect(await use(page)).toEqual(expected)
  expect(await rules()).toBe(2 * before)
})
