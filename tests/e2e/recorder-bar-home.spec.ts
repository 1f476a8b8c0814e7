/** The bar on pages that hide, cover, zoom or remove what they do not know. */
import { devices, type Page } from '@playwright/test'
import { connected, expect, test } from '../support/host-test.ts'
import { within } from '../support/patience.ts'

const bar = (page: Page) => page.locator('casereel-bar')

const press = async (page: Page): Promise<void> => {
  await bar(page).getByRole('button', { name: 'Pause' }).click()
  await expect(bar(page).getByRole('status')).toHaveText('Recording paused')
  await bar(page).getByRole('button', { name: 'Resume' }).click()
  await expect(bar(page).getByRole('button', { name: 'Pause' })).toBeVisible()
}

/** Where it is drawn and how high, in px of the window. Its width goes with its words. */
const box = (page: Page) =>
  page.evaluate(() => {
    const element = document.querySelector('casereel-bar')?.shadowRoot?.querySelector('.bar')
    const { left, right, bottom, height } = element?.getBoundingClientRect() ?? new DOMRect()
    return [(left + right) / 2, bottom, height].map(Math.round)
  })

/** What pages do to all that is in them, and what takes it back. */
const HARM: Readonly<Record<string, [style: string, work?: string]>> = {
  'body scaled': ['body { transform: scale(.5) rotate(3deg) }'],
  'body filtered': ['body { filter: blur(4px); opacity: .1; clip-path: inset(50%) }'],
  'body cut off': [
    'body { overflow: hidden; height: 10px; contain: strict } html { overflow: clip; height: 20px }',
  ],
  'html transformed': ['html { transform: translateY(-500px); perspective: 10px; will-change: transform }'],
  'body enlarged': ['body { zoom: 2 }'],
  'html made small': ['html { zoom: .5 }'],
  'all children hidden': [
    'body > *, html > :not(head, body), casereel-bar { display: none !important; visibility: hidden !important }',
  ],
  'nothing can be pressed': ['* { pointer-events: none !important } body { user-select: none }'],
  'body not drawn': ['body { display: none }'],
  'body skipped': ['body { content-visibility: hidden }'],
  'body invisible': ['body { visibility: hidden }'],
  'body inert': ['', 'document.body.inert = true; return () => { document.body.inert = false }'],
  'other children made inert': [
    '',
    `const mark = () => { for (const child of document.body.children) { child.inert = true; child.ariaHidden = 'true' } }
    mark(); return () => { for (const child of document.body.children) { child.inert = false; child.ariaHidden = null } }`,
  ],
  'bar given attributes': [
    '',
    `const bar = document.querySelector('casereel-bar'); bar.hidden = true; bar.removeAttribute('popover')
    bar.style.cssText = 'display: none !important; opacity: 0 !important; transform: scale(0) !important'`,
  ],
  'covered by a popover': [
    '',
    `const cover = Object.assign(document.createElement('div'), { popover: 'manual' })
    cover.style.cssText = 'inset: 0; width: 100%; height: 100%'
    document.body.append(cover); cover.showPopover(); return () => cover.remove()`,
  ],
  'outside of a modal dialog': [
    '',
    `const dialog = document.createElement('dialog'); document.body.append(dialog); dialog.showModal()
    return () => dialog.remove()`,
  ],
  'popovers closed by the page': [
    '',
    `document.querySelectorAll(':popover-open').forEach((each) => each.hidePopover())`,
  ],
  'a frameset for a body': [
    '',
    `const { body } = document; body.replaceWith(document.createElement('frameset')); return () => document.body.replaceWith(body)`,
  ],
}

test('no look, attribute or layer of a page hides the bar, moves it or makes it dead', async ({ record }) => {
  const { page } = await record('/quiet')
  const before = await box(page)
  for (const [kind, [style, work = '']] of Object.entries(HARM)) {
    await test.step(kind, async () => {
      await page.evaluate(`{
        const sheet = document.createElement('style'); sheet.textContent = ${JSON.stringify(style)}; document.head.append(sheet)
        const undo = (() => { ${work} })()
        window.undo = () => { sheet.remove(); undo?.() }
      }`)
      await expect
        .poll(
          () =>
            page.evaluate(() => {
              const { width, height } = document.documentElement.getBoundingClientRect()
              const stop = document.querySelector('casereel-bar')?.shadowRoot?.querySelectorAll('.act')[1]
              const at = stop?.getBoundingClientRect() ?? new DOMRect(width, height)
              return document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)?.localName
            }),
          { timeout: within(2_000) },
        )
        .toBe('casereel-bar')
      await expect.poll(() => box(page), { timeout: within(2_000) }).toEqual(before)
      await press(page)
      await page.evaluate('window.undo()')
    })
  }
  await expect(page.locator('body > casereel-bar')).toBeAttached()
})

test('a page that removes now and then what it does not know gets the bar back, and its buttons work', async ({
  record,
}) => {
  const { page, stop } = await record('/quiet')
  await page.evaluate(() => {
    setInterval(() => {
      for (const each of document.querySelectorAll('*')) {
        if (!each.localName.includes('-') && !each.hasAttribute('popover')) continue
        each.remove()
        Object.assign(window, { swept: true })
      }
    }, 1_500)
  })
  await page.waitForFunction('window.swept')
  await press(page)
  await stop()
})

test('where a page removes the bar from one place only, it stands in another', async ({ record }) => {
  const { page } = await record('/quiet')
  await page.evaluate(() => {
    const clear = () => document.querySelectorAll('body > casereel-bar').forEach((each) => each.remove())
    new MutationObserver(clear).observe(document.body, { childList: true })
    clear()
  })
  await expect(page.locator('html > casereel-bar')).toBeAttached({ timeout: within(2_000) })
  await press(page)
})

for (const [kind, work] of Object.entries({
  'as soon as it is there':
    'new MutationObserver(clear).observe(document, { childList: true, subtree: true })',
  'in every frame': 'const each = () => { clear(); requestAnimationFrame(each) }; each()',
})) {
  test(`a recording whose bar a page removes ${kind} stops within two seconds, and says so`, async ({
    record,
    api,
    agent,
    server,
  }) => {
    const { page, recordingId } = await record('/quiet')
    await connected(page)
    await page.evaluate(`{
      const clear = () => document.querySelectorAll('casereel-bar, [popover]').forEach((each) => each.remove())
      clear(); ${work}
    }`)
    const said = () => page.evaluate(() => getComputedStyle(document.documentElement, '::after').content)
    await expect.poll(said, { timeout: within(2_000) }).toMatch(/^"Recording stopped, because this page/)
    await page.evaluate(() => console.log('after the end'))
    await expect.poll(async () => (await api.recording(recordingId)).endReason).toBe('bar-removed')
    expect(JSON.stringify(await api.timeline(recordingId))).not.toContain('after the end')
    await agent.goto(`${server.url}/recordings`)
    await expect(agent.getByTitle(/^Ended: .*page removed the bar/).first()).toBeVisible()
    await expect.poll(said, { timeout: within(8_000) }).toBe('none')
  })
}

test('the bar is where a pinch-zoomed page is seen, in its own size', async ({ browser, record }) => {
  const { page, context } = await record('/', {
    before: async ({ page: customer }) => customer.setViewportSize({ width: 390, height: 740 }),
  })
  expect(browser.isConnected()).toBe(true)
  const cdp = await context.newCDPSession(page)
  const { userAgent } = devices['Pixel 7']
  await cdp.send('Emulation.setDeviceMetricsOverride', {
    width: 390,
    height: 740,
    deviceScaleFactor: 2,
    mobile: true,
  })
  await cdp.send('Emulation.setUserAgentOverride', { userAgent })
  await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  const seen = () =>
    page.evaluate(() => {
      const { offsetLeft, offsetTop, height, scale } = visualViewport!
      const element = document.querySelector('casereel-bar')!.shadowRoot!.querySelector('.bar')!
      const at = element.getBoundingClientRect()
      return {
        scale: Math.round(scale * 10) / 10,
        // Of its middle, for its width goes with its words.
        left: Math.round(((at.left + at.right) / 2 - offsetLeft) * scale),
        below: Math.round((offsetTop + height - at.bottom) * scale),
        height: Math.round(at.height * scale),
      }
    })
  await expect.poll(seen).toMatchObject({ scale: 1, below: 16, height: 36 })
  const before = await seen()
  await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2.5 })
  await expect.poll(seen).toEqual({ ...before, scale: 2.5 })
  await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 })
  await cdp.send('Input.synthesizePinchGesture', { x: 250, y: 500, scaleFactor: 2.5 })
  await expect.poll(() => page.evaluate(() => visualViewport!.offsetTop)).toBeGreaterThan(100)
  await expect.poll(seen).toEqual({ ...before, scale: 2.5 })
  // Where a finger has to touch what is seen, in px of the page.
  const at = await page.evaluate(() => {
    const { offsetLeft, offsetTop } = visualViewport!
    const [pause] = document.querySelector('casereel-bar')!.shadowRoot!.querySelectorAll('.act')
    const { left, top, width, height } = pause!.getBoundingClientRect()
    return { x: left + width / 2 - offsetLeft, y: top + height / 2 - offsetTop }
  })
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(bar(page).getByRole('status')).toHaveText('Recording paused')
  await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 })
  await expect.poll(async () => (await seen()).scale).toBe(1)
  await expect.poll(async () => (await seen()).below).toBe(16)
})
