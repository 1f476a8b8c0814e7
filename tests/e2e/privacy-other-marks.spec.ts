/** Marks that pages carry for other recorders hide here too, until an owner turns a recorder's off. */
import { expect } from '@playwright/test'
import { marksOf, OTHER_RECORDERS } from '../../src/protocol/other-recorders.ts'
import { PRIVACY_PRESETS } from '../../src/protocol/privacy.ts'
import { test } from '../support/gate-stage.ts'

/** An element that a selector of the list matches: a class, or an attribute, with its value. */
const marked = (selector: string, words: string): string => {
  const [, name, attribute, value] = /^(?:\.([\w-]+)|\[([\w-]+)(?:="([^"]*)")?\])/.exec(selector) ?? []
  const mark = name ? `class="${name}"` : `${attribute}="${value ?? ''}"`
  // What marks only what is typed.
  if (selector.includes(':is('))
    return `<div ${mark}>${words} in plain <input value="zqtyped ${words}"></div>`
  return `<section ${mark}><p>zqtext ${words} <b>zqdeep</b></p><input aria-label="Field" value="zqvalue ${words}"></section>`
}

const page = OTHER_RECORDERS.flatMap((recorder) => {
  const { mask, block } = marksOf(recorder)
  return [...mask, ...block].map((selector) => marked(selector, recorder))
}).join('\n')

for (const privacy of PRIVACY_PRESETS) {
  test(`${privacy}: every mark of another recorder hides, also where the page asks to show it`, async ({
    stage,
  }) => {
    await stage.open(`<main data-unmask><h1>Plain words</h1>${page}<input value="plain value"></main>`, {
      privacy,
    })
    await stage.page.evaluate(() => {
      // Marks are taken in whenever they come, and what they held stays private when they go.
      const late = document.createElement('p')
      late.className = 'sentry-mask'
      late.textContent = 'zqlate'
      document.querySelector('main')!.append(late)
      document.querySelector('[data-hj-suppress]')!.removeAttribute('data-hj-suppress')
      document.querySelector('.fs-mask b')!.textContent = 'zqedited'
    })
    await stage.page.evaluate(() => window.stage.snapshot())
    await expect.poll(() => stage.left()).toContain('"sectio')
    const left = await stage.left()
    expect(left).not.toContain('zq')
    for (const shown of ['Plain words', 'plain value', 'datadog in plain']) expect(left).toContain(shown)
  })
}

test('marks that an owner has turned off hide nothing, and no mark of another recorder shows anything', async ({
  stage,
}) => {
  await stage.open(
    `<p class="sentry-mask">Sentry words</p><p class="ph-no-capture">zqposthog</p>
     <div data-private><p class="fs-unmask" data-dd-privacy="allow" data-clarity-unmask="true">zqshown</p></div>
     <input class="sentry-unmask data-hj-allow" data-hj-allow value="zqallowed">`,
    { rules: { marksOff: ['sentry'] } },
  )
  const left = await stage.left()
  expect(left).toContain('Sentry words')
  expect(left).not.toContain('zq')
})
