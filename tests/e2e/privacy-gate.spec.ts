/** The gate between rrweb and the outbox: what it does at the moment that a page changes. */
import { expect } from '@playwright/test'
import { IncrementalSource } from '../../src/protocol/events.ts'
import { test } from '../support/gate-stage.ts'

const MASK = '••••••••'

test('a secret field tells that it was filled, once, and nothing more [L02][L04][L05]', async ({ stage }) => {
  await stage.open(
    `<label>Code <input id="otp" autocomplete="SECTION-a Billing One-Time-Code"></label>
     <input id="cvv" name="card_cvv"><input id="ordinary">`,
    { privacy: 'open' },
  )
  await stage.page.locator('#otp').pressSequentially('730194')
  // Some frameworks write what is typed into the attribute too.
  await stage.page.evaluate(() => {
    const cvv = document.querySelector<HTMLInputElement>('#cvv')!
    cvv.addEventListener('input', () => cvv.setAttribute('value', cvv.value))
  })
  await stage.page.locator('#cvv').pressSequentially('90817')
  await stage.page.locator('#ordinary').pressSequentially('abc')
  await stage.page.locator('#ordinary').blur()
  const texts = (await stage.changes(IncrementalSource.Input)).map(({ text }) => text)
  // Half a card number has no shape yet: an ordinary field is told when it is done.
  expect(texts).toEqual([MASK, MASK, MASK, 'abc'])
  expect(await stage.left()).not.toMatch(/730194|90817/)
  const changes = await stage.changes(IncrementalSource.Mutation)
  // Which field has the focus is told too.
  expect(changes.filter((change) => !JSON.stringify(change).includes('rr_focus')).length).toBeLessThanOrEqual(
    1,
  )
})

test('in balanced, no field tells its length, its choice or its checked state [L01][L06][L07]', async ({
  stage,
}) => {
  await stage.open(
    `<input id="text" value="zqfirst"><textarea id="area">zqsecond</textarea>
     <input type="checkbox" id="check" value="zqthird" checked>
     <select id="list"><option value="zqfourth">zqfifth<option selected value="zqsixth">zqseventh</select>
     <input type="hidden" value="zqhidden"><button value="zqbutton">Pay now</button>
     <input type="submit" value="zqsubmit"><input list="d"><datalist id="d"><option value="zqlist" label="zqlabel"></datalist>`,
  )
  await stage.page.locator('#text').press('x')
  await stage.page.locator('#area').fill('zqtyped')
  await stage.page.locator('#area').fill('')
  await stage.page.evaluate(() => {
    document.querySelector('#area')!.textContent = 'zqscripted'
    document.querySelector('#text')!.setAttribute('value', 'zqattribute')
  })
  await stage.page.locator('#check').uncheck()
  await stage.page.locator('#list').selectOption({ index: 0 })
  await stage.page.evaluate(() => window.stage.snapshot())
  const left = await stage.left()
  expect(left).not.toContain('zq')
  expect(left).not.toContain('"checked"')
  expect(left).toContain('Pay now')
  const texts = (await stage.changes(IncrementalSource.Input)).map(({ text }) => text)
  expect(texts.filter((text) => text !== '' && text !== MASK)).toEqual([])
  expect(texts.length).toBeLessThanOrEqual(3)
})

test('a password stays one when it is shown, and when another field takes its place [L03]', async ({
  stage,
}) => {
  await stage.open(
    `<form><p id="home"><input type="password" id="first" value="zqbefore"></p></form>
     <p id="other"><input id="ordinary" value="readable value"></p>`,
    { privacy: 'open' },
  )
  await stage.page.evaluate(() => {
    const first = document.querySelector<HTMLInputElement>('#first')!
    first.type = 'text'
    first.value = 'zqshown'
    first.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await stage.page.evaluate(() => {
    const next = document.createElement('input')
    next.value = 'zqreplaced'
    next.setAttribute('value', 'zqreplaced')
    document.querySelector('#first')!.replaceWith(next)
  })
  await stage.page.locator('#home input').pressSequentially('zqkeys')
  await stage.page.evaluate(() => window.stage.snapshot())
  const left = await stage.left()
  expect(left).not.toContain('zq')
  expect(left).toContain('readable value')
})

test('hidden text is masked, and told once it is seen', async ({ stage }) => {
  await stage.open(
    `<h1>Welcome back</h1>
     <div id="menu" style="display:none">Menu words</div>
     <details id="more"><summary>Summary words</summary>Details words</details>
     <p id="clear" style="opacity:0">Clear words</p>
     <p id="off" style="position:absolute;left:-9999px">Moved words</p>
     <span id="reader" class="sr">Reader words</span>
     <p id="none" style="font-size:0;line-height:20px">Nothing words</p>
     <p id="indent" style="text-indent:-999px;white-space:nowrap;overflow:hidden">Indent words</p>
     <div style="height:0;overflow:hidden"><p>Folded words</p></div>
     <p style="visibility:hidden">Invisible words</p><p hidden>Attribute words</p>
     <div style="content-visibility:hidden">Skipped words</div>
     <div style="display:contents">Contents words</div>`,
    { head: '<style>.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}</style>' },
  )
  const first = await stage.left()
  for (const seen of ['Welcome back', 'Summary words', 'Contents words']) expect(first).toContain(seen)
  const hidden = ['Menu', 'Details', 'Clear', 'Moved', 'Reader', 'Nothing', 'Indent', 'Folded', 'Invisible']
    .concat('Attribute', 'Skipped')
    .filter((word) => first.includes(`${word} words`))
  expect(hidden).toEqual([])
  await stage.page.evaluate(() => {
    document.querySelector<HTMLElement>('#menu')!.style.display = 'block'
    document.querySelector<HTMLDetailsElement>('#more')!.open = true
    document.querySelector<HTMLElement>('#clear')!.style.opacity = '1'
    document.querySelector<HTMLElement>('#off')!.style.left = '10px'
  })
  for (const word of ['Menu words', 'Details words', 'Clear words', 'Moved words'])
    await expect.poll(() => stage.left()).toContain(word)
  expect(await stage.left()).not.toMatch(/Reader words|Folded words|Attribute words/)
})

test('hidden text with a secret’s shape stays masked when it is seen', async ({ stage }) => {
  await stage.open(`<p id="late" hidden>Card 4556 7375 8689 9855 is yours</p>`)
  await stage.page.evaluate(() => document.querySelector('#late')!.removeAttribute('hidden'))
  await expect.poll(() => stage.left()).toContain('is yours')
  expect(await stage.left()).not.toContain('7375')
})

test('what was once private stays private, wherever it goes [L22]', async ({ stage }) => {
  await stage.open(
    `<section data-private id="private"><p id="loose">zqloose</p><p id="moved">zqmoved <b>zqdeep</b></p></section>
     <section data-block id="blocked"><p id="freed">zqfreed</p></section>
     <p data-private id="marked">zqmarked</p><div id="open">Open words</div>`,
  )
  await stage.page.evaluate(() => {
    const open = document.querySelector('#open')!
    open.append(document.querySelector('#moved')!, document.querySelector('#freed')!)
    open.append(document.querySelector('#loose')!.firstChild!)
  })
  await stage.page.evaluate(() => {
    document.querySelector('#marked')!.removeAttribute('data-private')
    document.querySelector('#marked')!.firstChild!.nodeValue = 'zqmarked again'
    document.querySelector('#moved')!.firstChild!.nodeValue = 'zqedited'
    document.querySelector('#freed')!.append('zqappended')
    // Through a private region and out again before anybody looks.
    const quick = document.createElement('p')
    quick.textContent = 'zqquick'
    document.querySelector('#private')!.append(quick)
    document.querySelector('#open')!.append(quick)
  })
  await stage.page.evaluate(() => window.stage.snapshot())
  const left = await stage.left()
  expect(left).toContain('Open words')
  expect(left).not.toContain('zq')
})

test('a rule that cannot be read masks everything, and is told [L32]', async ({ stage }) => {
  await stage.open(`<h1 data-unmask>zqheading</h1><input value="zqvalue"><p title="zqtitle">zqtext</p>`, {
    privacy: 'open',
    rules: { mask: ['p:::oops'] },
  })
  await expect.poll(() => stage.page.evaluate(() => window.stage.failures.length)).toBe(1)
  expect(await stage.left()).not.toContain('zq')
  expect(await stage.left()).toContain('*********')
})

test('a gate that fails while it judges closes [L32]', async ({ stage }) => {
  await stage.open(`<h1>Heading</h1>`)
  expect(await stage.left()).toContain('Heading')
  await stage.page.evaluate(() => {
    const adds = { [Symbol.iterator]: () => document.querySelector('zqpage >') }
    window.stage.send({ type: 3, timestamp: 0, data: { source: 0, adds } })
    const p = document.createElement('p')
    p.append('zqtext')
    document.body.append(p)
  })
  const failures = () => stage.page.evaluate(() => window.stage.failures)
  await expect.poll(failures).toEqual(['privacy gate: SyntaxError'])
  expect(await stage.left()).not.toContain('zq')
})

test('rules mask, block and unmask; secret kinds stay masked [L04]', async ({ stage }) => {
  await stage.open(
    `<p class="total">zqtotal</p><aside class="chat">zqchat <input value="zqchatfield"></aside>
     <form class="shown"><input id="plain" value="plain value"><input name="iban" value="zqiban"></form>`,
    { rules: { mask: ['.total'], block: ['.chat'], unmask: ['.shown'] } },
  )
  const left = await stage.left()
  expect(left).not.toContain('zq')
  expect(left).toContain('plain value')
})

test('classes and ids leave when a style sheet names them, and a late sheet mends the picture [L11]', async ({
  stage,
}) => {
  await stage.open(`<div class="card md:flex zquser" id="zqid"><p class="late">Words</p></div>`, {
    head: String.raw`<style>.card{color:red} @media (min-width:1px){.md\:flex{display:flex}}</style>`,
  })
  const first = await stage.left()
  expect(first).toContain('"card md:flex"')
  expect(first).not.toMatch(/zq|"late"/)
  await stage.page.addStyleTag({ content: '.late { color: blue }' })
  await expect.poll(() => stage.left()).toContain('"class":"late"')
  expect(await stage.left()).not.toContain('zq')
})

test('CSS keeps its rules and loses its words [L14]', async ({ stage }) => {
  await stage.open(
    `<i class="icon"></i><p style="--mine: zqinline; color: red; background: url('https://shop.test/a.png?sig=zqsig')">Words</p>`,
    {
      head: `<style>
        /* zqcomment */
        .icon::before { content: "\\e900"; font-family: "Icon Font" }
        p::after { content: "zqcontent" attr(title); --size: calc(2px + 1rem); --name: zqcustom }
        a[href*="zqhref"], .icon[data-x=zqx] { background-image: url("data:image/png;base64,zqdata") }
        .grid { grid-template-areas: "head head" "side main" }
        @import url("https://shop.test/zq.css?zqimport");
      </style>`,
    },
  )
  await stage.page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('.adopted::after { content: "zqadopted" }')
    document.adoptedStyleSheets = [sheet]
    sheet.insertRule('.inserted::after { content: "zqinserted"; zqbogus: zqvalue; color: green }')
    sheet.replaceSync('.replaced::after { content: "zqreplaced" } /* zqtail */')
    document.styleSheets[0]!.insertRule('.more { background: url(/b.png?zq) }')
    const [rule] = document.styleSheets[0]!.cssRules
    ;(rule as CSSStyleRule).style.setProperty('content', '"zqset"')
    document.querySelector('p')!.style.setProperty('--mine', 'zqagain')
    document.querySelector('p')!.style.backgroundImage = 'url(https://shop.test/c.png?zq)'
  })
  const left = await stage.left()
  expect(left).not.toContain('zq')
  for (const kept of [
    'e900',
    'Icon Font',
    'calc(2px + 1rem)',
    'head head',
    'color: green',
    'https://shop.test/b.png',
  ])
    expect(left.replaceAll('\\\\e900', 'e900').replaceAll('\ue900', 'e900')).toContain(kept)
})

test('of attributes, only what lays a page out leaves [L10][L13][L15][L18]', async ({ stage }) => {
  await stage.open(
    `<p title="zqtitle" aria-label="zqlabel" data-user="zquser" custom="zqvalue" onclick="zqclick()" aria-expanded="true">Words</p>
     <a href="https://zquser:zqpass@shop.test/orders/zq9k3m7x2p?zq#zq" ping="/zq">Link</a>
     <svg viewBox="0 0 10 10"><title>zqhint</title><defs><linearGradient id="zqg"></linearGradient></defs>
       <path d="M0 0L10 10z" fill="url(#zqg)"></path><text y="5">Drawn</text><path d="zqpath" fill="zqfill"></path></svg>
     <img alt="zqalt" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" width="30" height="20">
     <iframe srcdoc="<p title=zqinner>Frame words</p>"></iframe>
     <noscript>zqnoscript</noscript><template><p>zqtemplate</p></template><!-- zqcomment -->
     <video src="/zq.mp4" poster="/zq.png"></video>`,
    {
      head: `<meta name="csrf-token" content="zqtoken"><base href="/"><link rel="canonical" href="/zqcanonical">`,
    },
  )
  await expect.poll(() => stage.left()).toContain('Frame words')
  const left = await stage.left()
  expect(left).not.toContain('zq')
  for (const kept of ['"aria-expanded":"true"', 'https://shop.test/orders/***', 'M0 0L10 10z', 'Drawn'])
    expect(left).toContain(kept)
  const [, id] = /"id":"(id-\d+)"/.exec(left) ?? []
  expect(left).toContain(`url(\\"#${id}\\")`)
})

test('text in shadow roots and editable elements: at once, added, edited [L08][L17]', async ({ stage }) => {
  await stage.open(`<div id="host"></div><div id="pen" contenteditable>zqdraft</div>`, { privacy: 'strict' })
  await stage.page.evaluate(() => {
    const root = document.querySelector('#host')!.attachShadow({ mode: 'open' })
    root.append('zqdirect')
    window.stage.snapshot()
    root.append('zqadded')
  })
  await stage.page.evaluate(() => {
    document.querySelector('#host')!.shadowRoot!.lastChild!.nodeValue = 'zqedited'
  })
  await stage.page.locator('#pen').pressSequentially('zqtyped')
  expect(await stage.left()).not.toContain('zq')
})

test('strict lets out neither names nor titles; a label has none', async ({ stage }) => {
  await stage.open(`<button id="pay">zqpay</button><h1>zqheading</h1>`, { privacy: 'strict' })
  const described = await stage.page.evaluate(() => window.stage.describe(document.querySelector('#pay')!))
  expect(described).toEqual({ tag: 'button', label: '', selector: 'html > body > button' })
  expect(await stage.left()).not.toContain('A page')
  expect(await stage.left()).not.toContain('zq')
})

test('without the picture, an empty page is all that leaves', async ({ stage }) => {
  await stage.open(`<h1>Heading</h1>`, { scopes: ['console'] })
  await stage.page.evaluate(() => document.body.append('zqadded'))
  await stage.page.evaluate(() => window.stage.snapshot())
  const left = await stage.left()
  expect(left).not.toMatch(/Heading|zq|A page/)
  expect(left).toContain('"tagName":"body"')
})
