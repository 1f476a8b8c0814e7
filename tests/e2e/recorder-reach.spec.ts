/** What no recording reaches: other frames, storage, the clipboard, keys, files, and the recorder's own doings. */
import { expect, test } from '../support/host-test.ts'

test('frames of other origins neither hear nor say anything [L19]', async ({ host, record }) => {
  host.serve('/child', {
    title: 'Child',
    tag: false,
    body: `<script>
      const heard = []
      addEventListener('message', ({ data }) => { if (data !== 'tell') heard.push(data) })
      addEventListener('message', ({ data, source }) => { if (data === 'tell') source.postMessage({ heard }, '*') })
      const event = { type: 2, timestamp: Date.now(), data: { node: { type: 0, id: 1, childNodes: [
        { type: 2, tagName: 'p', attributes: {}, id: 2, childNodes: [{ type: 3, textContent: 'FRAME-CANARY', id: 3 }] }] } } }
      setInterval(() => parent.postMessage({ type: 'rrweb', event, origin: location.origin, isCheckout: true }, '*'), 50)
    </script>`,
  })
  host.serve('/parent', {
    title: 'Parent',
    body: `<h1>Parent</h1><iframe src="${host.signInUrl}/child" width="300" height="100"></iframe><script>
      addEventListener('message', ({ data }) => { if (data.heard) window.heard = data.heard; else window.said = data.type })
    </script>`,
  })
  const { page, stop, wire } = await record('/parent')
  await expect.poll(() => page.evaluate(() => (window as unknown as { said: string }).said)).toBe('rrweb')
  await page.getByRole('heading').click()
  await page.evaluate(() => document.querySelector('iframe')!.contentWindow!.postMessage('tell', '*'))
  await expect.poll(() => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([])
  await stop()
  const text = JSON.stringify(await wire.events())
  expect(text).toContain('Parent')
  expect(text).not.toContain('FRAME-CANARY')
})

test('console arguments are told without what elements hold, capped, and without running the page [L24]', async ({
  host,
  record,
}) => {
  host.serve('/talk', {
    title: 'Talk',
    body: `<input id="pin" type="password" value="CONSOLE-CANARY-attribute" title="CONSOLE-CANARY-title"><button>Talk</button><script>
      document.querySelector('button').onclick = () => {
        const ring = {}; ring.ring = ring
        const trap = { get secret() { window.ran = true; return 'CONSOLE-CANARY-getter' } }
        const fake = { get stack() { window.ran = true; return 'CONSOLE-CANARY-stack' }, get message() { window.ran = true } }
        console.log(pin, [pin], { pin }, document.querySelectorAll('input'))
        console.error(new Error('seen'), new Map([['k', pin]]), ring, trap, [fake])
        console.log('x'.repeat(10_000_000), { long: 'y'.repeat(10_000_000) })
        console.table([{ a: 'CONSOLE-CANARY-table' }])
      }</script>`,
  })
  const { page, stop, wire } = await record('/talk')
  await page.getByRole('button', { name: 'Talk' }).click()
  await stop()
  const text = JSON.stringify((await wire.events()).filter(({ type }) => type === 5))
  expect(text).not.toContain('CONSOLE-CANARY')
  expect(text).toContain('<input>')
  expect(text).toContain('Error: seen')
  expect(text.length).toBeLessThan(40_000)
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
})

test('the recorder’s own requests and token are in no entry [L29]', async ({ server, host, record }) => {
  const { page, stop, wire } = await record('/')
  const token = await page.evaluate(() => (JSON.parse(sessionStorage['casereel']) as { token: string }).token)
  await page.evaluate(async () => {
    await fetch('/api/fine')
    console.log(Object.keys(sessionStorage))
  })
  await expect.poll(async () => JSON.stringify(await wire.events())).toContain('/api/fine')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  await stop()
  const entries = (await wire.events()).filter(({ type }) => type === 5)
  const text = JSON.stringify(entries)
  expect(text).toContain(`${host.url}/api/fine`)
  expect(text).not.toContain(`${server.url}/r/`)
  expect(text).not.toContain(token)
})

test('storage, cookies, the clipboard, keys, drags and files are not looked at [L30]', async ({
  host,
  record,
}) => {
  host.serve('/desk', {
    title: 'Desk',
    body: `<h1>Desk</h1><p id="drag" draggable="true">Drag me</p><div id="drop" style="height:80px">Here</div>
      <input id="file" type="file"><input id="note"><script>
      localStorage.setItem('REACH-CANARY-local', 'REACH-CANARY-local'); document.cookie = 'reach=REACH-CANARY-cookie'
      sessionStorage.setItem('reach', 'REACH-CANARY-session')
      drag.ondragstart = (event) => event.dataTransfer.setData('text/plain', 'REACH-CANARY-drag')
      drop.ondragover = (event) => event.preventDefault()
    </script>`,
  })
  const { page, stop, wire } = await record('/desk')
  await page.setInputFiles('#file', {
    name: 'REACH-CANARY-name.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('REACH-CANARY-content'),
  })
  await page.dragAndDrop('#drag', '#drop')
  await page.locator('#note').focus()
  await page.keyboard.type('REACHKEYS')
  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'REACH-CANARY-paste')
    document
      .querySelector('#note')!
      .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })
  await page.getByRole('heading').click()
  await stop()
  const text = JSON.stringify(await wire.events())
  expect(text).toContain('Desk')
  expect(text).not.toContain('REACH-CANARY')
  for (let at = 0; at + 3 <= 'REACHKEYS'.length; at += 1)
    expect(text).not.toContain('REACHKEYS'.slice(at, at + 3))
})
