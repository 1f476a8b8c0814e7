/** Private regions: everything in them, by where it stands and not by what it is. */
import { expect } from '@playwright/test'
import { test } from '../support/gate-stage.ts'

const PRIVATE = `<section data-private>
  <svg width="120" height="60" viewBox="0 0 240 120"><path d="M482.71625 20L30 40"/><polyline points="482,71 625,9"/>
    <image href="/photos/zqphoto.jpg" width="48271"/><text x="48271">zqdrawn</text><rect width="4827" fill="#482716"/></svg>
  <p style="width:120.5px;color:#482716;background:url(/zqpicture.png);--zqown:48271;display:inline-block">zqtext</p>
  <ol start="48271"><li value="4827">zqitem</li></ol><a href="/people/zqperson" tabindex="4827" lang="zq">zqlink</a>
  <td colspan="2"></td></section>`

for (const privacy of ['strict', 'balanced', 'open'] as const) {
  test(`a private region tells its box and nothing that it holds, in ${privacy}`, async ({ stage }) => {
    await stage.open(`<div id="before">Open words</div>`, { privacy })
    await stage.page.evaluate((html) => {
      document.body.insertAdjacentHTML('beforeend', html)
      window.stage.snapshot()
    }, PRIVATE)
    await stage.page.evaluate(() => {
      document.querySelector('path')!.setAttribute('d', 'M482.71625 9L48271 9')
      document.querySelector('section p')!.setAttribute('style', 'height:30px;color:#482716')
      document.querySelector('image')!.setAttribute('href', '/photos/zqlater.jpg')
    })
    // A time may have any digits.
    const left = (await stage.left()).replaceAll(/"timestamp":\d+/g, '')
    expect(left).not.toMatch(/zq|482|71625|M\d/)
    if (privacy !== 'strict') expect(left).toContain('Open words')
    for (const kept of ['"width":"120"', '"viewBox":"0 0 100 50"', 'width: 120px', 'inline-block'])
      expect(left).toContain(kept)
  })

  test(`the title of a private page or of a private title does not leave, in ${privacy}`, async ({
    stage,
  }) => {
    const entry = { kind: 'page', url: 'https://shop.test/', title: 'zqtitle', cause: 'push' }
    await stage.open('<p>Open words</p>', { privacy })
    await stage.page.evaluate(async (page) => {
      const { rest, send } = window.stage
      const tell = async (): Promise<void> => {
        document.title = 'zqtitle'
        window.stage.snapshot()
        send({ type: 5, timestamp: Date.now(), data: { tag: 'casereel', payload: { ...page } } })
        await rest()
      }
      document.querySelector('title')!.setAttribute('data-private', '')
      await tell()
      document.querySelector('title')!.replaceWith(document.createElement('title'))
      document.documentElement.setAttribute('data-private', '')
      await tell()
    }, entry)
    expect(await stage.left()).not.toContain('zq')
  })
}

test('what a shadow tree draws in a private part stays private, and what was marked in a part that is never drawn', async ({
  stage,
}) => {
  await stage.open(
    `<div id="host">zqslotted<b>zqchild</b></div><p id="open">Open words</p>
     <noscript id="never"></noscript>`,
    { privacy: 'open' },
  )
  await stage.page.evaluate(() => {
    const root = document.querySelector('#host')!.attachShadow({ mode: 'open' })
    root.innerHTML = '<div data-private><slot></slot></div>'
    const region = document.createElement('p')
    region.dataset['private'] = ''
    region.innerHTML = '<i>zqnever</i>'
    document.querySelector('#never')!.append(region)
    window.stage.snapshot()
  })
  await stage.page.evaluate(() => {
    document.querySelector('#open')!.append(document.querySelector('#never i')!)
    document.querySelector('#host')!.append('zqlater')
    document.querySelector('#host b')!.textContent = 'zqedited'
  })
  await stage.page.evaluate(() => window.stage.snapshot())
  const left = await stage.left()
  expect(left).toContain('Open words')
  // What stood there before the shadow tree came was seen.
  expect(left).not.toMatch(/zqnever|zqlater|zqedited/)
})
