/** What was private stays private through changes that nobody recorded. */
import { expect } from '@playwright/test'
import { test, type GateStage } from '../support/gate-stage.ts'

declare global {
  interface Window {
    /** Begins a storm: everything is left out until the page is calm. */
    storm: () => Promise<void>
    task: () => Promise<void>
  }
}

const open = async (stage: GateStage, body: string, settings: Parameters<GateStage['open']>[1] = {}) => {
  await stage.open(`<div id="all"></div>${body}`, settings)
  await stage.page.evaluate(() => {
    window.task = () => new Promise((done) => setTimeout(done))
    window.storm = () => {
      document.querySelector('#all')!.innerHTML = '<p>one of many</p>'.repeat(12_000)
      return window.task()
    }
  })
}

/** What left after a storm that was one, by its words. */
const wordsLeft = async (stage: GateStage): Promise<Set<string>> => {
  const told = () => stage.page.evaluate(() => window.stage.told.map(([action]) => action))
  await expect.poll(told, { timeout: 20_000 }).toEqual(['storm', 'calm'])
  return new Set((await stage.left()).match(/[a-z]+/g))
}

test('[R20] what came in a private region and left it, while nothing was recorded, stays masked [L09]', async ({
  stage,
}) => {
  await open(stage, '<p id="open"></p>')
  await stage.page.evaluate(async () => {
    await window.storm()
    const all = document.querySelector('#all')!
    const outside = document.querySelector('#open')!
    // By a region that came, by a mark that was set, and inside a shadow tree.
    all.innerHTML = '<section><div data-private><b>zqmoved</b></div></section><i></i><u>seensince</u>'
    const shadow = document.createElement('div')
    shadow.attachShadow({ mode: 'open' }).innerHTML = '<div data-private><b>zqshadow</b></div>'
    all.append(shadow)
    await window.task()
    all.querySelector('i')!.setAttribute('data-private', '')
    outside.append(all.querySelector('b')!, shadow.shadowRoot!.querySelector('b')!)
    await window.task()
    all.querySelector('i')!.textContent = 'zqmarked'
    await window.task()
    all.querySelector('i')!.removeAttribute('data-private')
    outside.append(all.querySelector('i')!.firstChild!, all.querySelector('u')!)
  })
  const words = await wordsLeft(stage)
  // The control: what never was in a private region is told.
  expect(words).toContain('seensince')
  for (const secret of ['zqmoved', 'zqmarked', 'zqshadow']) expect(words).not.toContain(secret)
})

test('[R20] a password field that is replaced, while nothing was recorded, stays secret [L05]', async ({
  stage,
}) => {
  await open(stage, '<form><label>Word <input id="word" value="plainword"></label></form>', {
    privacy: 'open',
  })
  await stage.page.evaluate(async () => {
    await window.storm()
    const form = document.querySelector('form')!
    form.insertAdjacentHTML('beforeend', '<p><input id="a" type="password" value="zqfirst"></p>')
    form.insertAdjacentHTML('beforeend', '<p><input id="b"></p>')
    await window.task()
    document.querySelector('#b')!.setAttribute('type', 'password')
    await window.task()
    document.querySelector('#a')!.outerHTML = '<input id="c" value="zqfirst">'
    document.querySelector('#b')!.setAttribute('value', 'zqsecond')
    document.querySelector('#b')!.setAttribute('type', 'text')
  })
  const words = await wordsLeft(stage)
  expect(words).toContain('plainword')
  for (const secret of ['zqfirst', 'zqsecond']) expect(words).not.toContain(secret)
})

test('[R20] text that a style rule has hidden, while nothing was recorded, is not told as seen', async ({
  stage,
}) => {
  await open(stage, '<p class="note" hidden>zqhidden</p><p class="other" hidden>plainword</p>', {
    head: '<style>i{color:red}</style>',
  })
  await stage.page.evaluate(async () => {
    await window.storm()
    const rules = document.querySelector('style')!.sheet!
    rules.insertRule('.note{position:absolute;left:-9999px}')
    for (const each of document.querySelectorAll('[hidden]')) each.removeAttribute('hidden')
  })
  const words = await wordsLeft(stage)
  expect(words).toContain('plainword')
  expect(words).not.toContain('zqhidden')
})
