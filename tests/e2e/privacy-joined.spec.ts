/** Text is judged where a person reads it: secrets in pieces, secrets that grow, and what was typed and is shown again. */
import { expect } from '@playwright/test'
import { test } from '../support/gate-stage.ts'

const CARD = ['4556', '7375', '8689', '9855']
const LINES = ['MIIEvQIBADANBgkqhkiG9w0BAQEF', 'AASCBKcwggSjAgEAAoIBAQCnryZq', 'Zs81qT0vLm3RkYw7pXc2uVhJt0Qd']
const PEM = ['-----BEGIN PRIVATE KEY-----', ...LINES, '-----END PRIVATE KEY-----']

/** In pieces of every kind; the words beside them stay. */
const PIECES = `
  <p id="mail">Write to <b>zqann</b>@<i>host</i>.example today</p>
  <p>Wide zqbob<wbr>@<wbr>host<wbr>.example word</p>
  <p>Pay <span>4556</span> <span>7375</span> <span>8689</span> <span>9855</span> now</p>
  <p>Pay <span>4556</span><span>7375</span><span>8689</span><span>9855</span> soon</p>
  <div class="row"><div>4556</div><div>7375</div><div>8689</div><div>9855</div></div>
  <div>Lines 4556<br>7375<br>8689<br>9855</div>
  <pre>${PEM.map((line) => `<div>${line}</div>`).join('')}</pre>
  <ol>${PEM.map((line) => `<li>${line}</li>`).join('')}</ol>
  <p>See <a>https://shop.test/cart?name=</a>zqmaria&amp;room=<b>zqfour</b> gone</p>
  <x-card><span slot="a">4556 7375</span><span slot="b">8689 9855</span></x-card>
  <p>Key sk_live_<b>Zq81qT0vLm3RkYw7</b> here</p>
  <p>IBAN DE89 <b>3704 0044</b> 0532 0130 00 there</p>
  <table><tr><td>4711</td><td>0815</td><td>1234</td><td>5678</td></tr></table>`
const SECRETS = /zqann|zqbob|zqmaria|zqfour|4556|7375|8689|9855|MIIEvQ|AASCBK|Zs81qT|Zq81qT|3704|0532/

for (const privacy of ['balanced', 'open'] as const) {
  test(`a secret in pieces is one, in a picture and in what comes later, in ${privacy}`, async ({
    stage,
  }) => {
    await stage.open(PIECES, { privacy })
    const first = await stage.left()
    expect(first).not.toMatch(SECRETS)
    for (const word of ['Write to ', ' today', 'Pay ', ' soon', 'Lines ', 'See ', '4711', '0815', ' there'])
      expect(first).toContain(word)
    await stage.page.evaluate((html) => {
      const later = document.createElement('section')
      document.body.append(later)
      later.innerHTML = html
      later.append(document.createElement('p'))
      // As a framework writes it.
      later.lastElementChild!.append('name: ', 'zqann', '@', 'host.example')
    }, PIECES)
    await expect.poll(() => stage.left()).toContain('name: ')
    const left = await stage.left()
    expect(left).not.toMatch(SECRETS)
    expect(left.split('4711').length).toBe(3)
  })
}

test('what grows is held, and the pieces that have left are masked when the last one comes', async ({
  stage,
}) => {
  await stage.open(
    '<p id="mail">Mail: </p><p id="card"></p><p id="spans"></p><p id="words">It</p><p id="end"></p>',
  )
  // Task by task, so that each step could leave by itself.
  await stage.page.evaluate(async (digits) => {
    const of = (id: string) => document.getElementById(id)!
    const task = () => new Promise((done) => setTimeout(done, 20))
    for (const piece of ['zqann', '@', 'host', '.example']) {
      of('mail').append(piece)
      await task()
    }
    for (const digit of digits) {
      of('card').textContent += digit
      of('spans').append(Object.assign(document.createElement('span'), { textContent: digit }))
      await task()
    }
    of('words').firstChild!.nodeValue = 'It is ready'
    of('end').textContent = 'The end.'
  }, CARD.join(''))
  await expect.poll(() => stage.left()).toContain('The end.')
  const texts = await stage.page.evaluate(() => {
    const shown: string[] = []
    const values = new Map<number, string>()
    for (const { data } of window.stage.events) {
      const { texts: changed = [], adds = [] } = data as {
        texts?: { id: number; value: string }[]
        adds?: { node: { id: number; textContent?: string } }[]
      }
      for (const { id, value } of changed) values.set(id, value)
      for (const { node } of adds) if (node.textContent) values.set(node.id, node.textContent)
      for (const { value } of changed) shown.push(value)
      for (const { node } of adds) shown.push(node.textContent ?? '')
    }
    return { shown, last: [...values.values()] }
  })
  // The first piece has no shape yet; no second one left.
  expect(texts.shown.join(' ')).not.toMatch(/host|\.example|\d\d/)
  expect(texts.shown).toContain('It is ready')
  // And the first one was taken back.
  expect(texts.last.join(' ')).not.toContain('zqann')
})

test('what grew and is no secret is shown once it has stayed', async ({ stage }) => {
  await stage.open('<p id="text">Hel</p><p id="count">1</p>')
  await stage.page.evaluate(() => {
    document.getElementById('text')!.firstChild!.nodeValue = 'Hello'
    document.getElementById('count')!.firstChild!.nodeValue = '12'
  })
  await expect.poll(async () => JSON.stringify(await stage.changes(0))).toContain('"Hello"')
  await expect.poll(async () => JSON.stringify(await stage.changes(0))).toContain('"12"')
})

test('what was typed is known wherever the page puts it again', async ({ stage }) => {
  await stage.open(
    `<input id="name"><input id="pass" type="password"><div id="note" contenteditable></div>
     <p id="mirror"></p><p id="shown"></p><ul id="list"></ul><p id="end"></p>`,
  )
  await stage.page.evaluate(() => {
    const of = (id: string) => document.getElementById(id) as HTMLInputElement
    of('name').addEventListener('input', () => (of('mirror').textContent = of('name').value))
    of('pass').addEventListener('input', () => (of('shown').textContent = of('pass').value))
    of('note').addEventListener('input', () => (of('list').innerHTML = `<li>${of('note').textContent}</li>`))
  })
  await stage.page.locator('#name').pressSequentially('Zqmaria Lopez')
  await stage.page.locator('#pass').pressSequentially('zqhunter')
  await stage.page.locator('#note').pressSequentially('zqdiagnosis')
  await stage.page.evaluate(() => {
    document.getElementById('list')!.innerHTML +=
      '<li>Added ZQMARIA LOPEZ to the list</li><li>Your password zqhunter was set</li><li>Somebody else</li>'
    document.getElementById('end')!.textContent = 'The end.'
  })
  await expect.poll(() => stage.left()).toContain('The end.')
  await stage.page.evaluate(() => window.stage.snapshot())
  await expect.poll(async () => (await stage.left()).split('The end.').length).toBeGreaterThan(2)
  const left = await stage.left()
  expect(left.toLowerCase()).not.toMatch(/zqm|lopez|zqhu|zqdi/)
  for (const word of ['Added ', 'Your password ', 'Somebody else']) expect(left).toContain(word)
})
