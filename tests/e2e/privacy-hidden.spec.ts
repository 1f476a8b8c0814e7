/** Text that nobody sees: however a page hides it, it leaves as a mask, and as itself once it is seen. */
import { expect } from '@playwright/test'
import { test, type GateStage } from '../support/gate-stage.ts'

/** Waiting for an answer has no end here, so that no test depends on how soon a machine draws a frame. */
const PATIENT = { turns: Infinity }

/** Ways to hide: an element whose text is a canary. `$` stands for it. */
const HIDDEN: Readonly<Record<string, string>> = {
  'not drawn': '<p style="display:none">$</p>',
  invisible: '<p style="visibility:hidden">$</p>',
  collapsed: '<p style="visibility:collapse">$</p>',
  transparent: '<p style="opacity:0">$</p>',
  'almost transparent': '<div style="opacity:.2"><p style="opacity:.2">$</p></div>',
  'off to the left, in a nested rule': '<p class="off">$</p>',
  'off in a scope': '<p class="scoped">$</p>',
  'off in a container': '<div style="container-type:inline-size"><p class="contained">$</p></div>',
  'off above': '<p style="position:absolute;top:-400px">$</p>',
  'moved away': '<p style="transform:translateX(-9999px)">$</p>',
  'fixed beside the window': '<p style="position:fixed;right:-400px;width:200px">$</p>',
  'fixed below the window': '<p style="position:fixed;top:100vh">$</p>',
  'without height': '<div style="height:0;overflow:hidden"><p>$</p></div>',
  'cut off': '<div style="height:20px;overflow:hidden"><p style="height:40px;margin:0">Top</p><p>$</p></div>',
  'cut off in its own element': '<p style="height:20px;line-height:20px;overflow:hidden">Top<br><br>$</p>',
  'cut off beside':
    '<div style="width:99px;overflow:hidden;white-space:nowrap"><i style="padding-left:300px">Next</i><i>$</i></div>',
  'in a closed scroller': '<div style="height:0;overflow:auto"><p>$</p></div>',
  'clipped by a path': '<p style="clip-path:inset(50%)">$</p>',
  'clipped by a polygon': '<p style="clip-path:polygon(0 0,0 0,0 0)">$</p>',
  'in what a path clips': '<div style="clip-path:circle(0)"><p>$</p></div>',
  'clipped as of old': '<p style="position:absolute;clip:rect(0,0,0,0)">$</p>',
  'of one pixel': '<p class="reader">$</p>',
  'shrunk to nothing': '<p style="transform:scale(0)">$</p>',
  'without a size': '<p style="font-size:0">$</p>',
  'of a size of one': '<p style="font-size:1px">$</p>',
  indented: '<p style="text-indent:-9999px">$</p>',
  'indented out of its box':
    '<p style="text-indent:100%;white-space:nowrap;overflow:hidden;width:90px">$</p>',
  'letter on letter': '<p style="letter-spacing:-1em">$</p>',
  'without a colour': '<p style="color:transparent">$</p>',
  'filled with nothing': '<p style="-webkit-text-fill-color:transparent">$</p>',
  'almost without a colour': '<p style="color:rgb(0 0 0 / 2%)">$</p>',
  'mixed to nothing': '<p style="color:color-mix(in srgb, transparent 99%, red)">$</p>',
  'white on white': '<p style="color:#fff;background:#fff">$</p>',
  'white on the page': '<p style="color:white">$</p>',
  'in the colour around it':
    '<div style="background:oklch(0.5 0.1 200)"><p style="color:oklch(0.5 0.1 200)">$</p></div>',
  'filtered away': '<p style="filter:opacity(0)">$</p>',
  blurred: '<div style="filter:blur(9px)"><p>$</p></div>',
  masked: '<p style="-webkit-mask-image:linear-gradient(transparent,transparent)">$</p>',
  'masked by a picture': '<p style="mask-image:url(#nothing)">$</p>',
  'on a back': '<p style="transform:rotateY(180deg);backface-visibility:hidden">$</p>',
  'on the back of a card':
    '<div style="transform-style:preserve-3d"><p style="rotate:y 180deg;backface-visibility:hidden">$</p></div>',
  'behind its background': '<div style="background:#ccc"><p style="position:relative;z-index:-1">$</p></div>',
  'drawn as discs': '<p style="-webkit-text-security:disc">$</p>',
  'skipped by the browser': '<div style="content-visibility:hidden"><p>$</p></div>',
  'closed away': '<details><summary>More</summary><p>$</p></details>',
  'in a closed dialog': '<dialog><p>$</p></dialog>',
  'in a closed popover': '<div popover><p>$</p></div>',
  'drawn without a fill': '<svg width="90" height="20"><text y="15" fill="none">$</text></svg>',
  'drawn in what is not painted': '<svg width="90" height="20"><text y="15" opacity="0">$</text></svg>',
  'drawn outside of the drawing': '<svg width="90" height="20"><text y="-90">$</text></svg>',
  'on its way out': '<p class="leaving">$</p>',
}

const HEAD = `<style>
  .off { position: absolute; left: -9999px; b { color: red } }
  @scope (body) { .scoped { position: absolute; left: -9999px } }
  @container (min-width: 1px) { .contained { position: absolute; left: -9999px } }
  .reader { position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0,0,0,0) }
  @keyframes leave { to { translate: -9999px } } .leaving { animation: leave 10ms 20ms forwards }
</style>`

/** Ways that look like those and are seen. */
const SEEN: Readonly<Record<string, string>> = {
  plain: '<p>$</p>',
  'in a nested rule': '<p class="on">$</p>',
  'below the window': '<p style="position:absolute;top:3000px">$</p>',
  'to the right': '<p style="position:absolute;left:3000px">$</p>',
  'to be scrolled to': '<div style="height:20px;overflow:auto"><p style="height:40px">Top</p><p>$</p></div>',
  'without a box': '<div style="display:contents">$</div>',
  'in a box without height': '<div style="height:0"><p>$</p></div>',
  'cut short': '<p style="width:30px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">$</p>',
  'clipped a little': '<p style="clip-path:inset(1px round 4px)">$</p>',
  'half transparent': '<p style="opacity:.5">$</p>',
  'grey on a filter': '<p style="filter:grayscale(1) drop-shadow(0 0 2px)">$</p>',
  'fading out below': '<p style="mask-image:linear-gradient(black 80%,transparent)">$</p>',
  'cut out of a gradient':
    '<p style="background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent">$</p>',
  'white on a picture':
    '<div style="background-image:linear-gradient(red,blue)"><p style="color:white">$</p></div>',
  'white on a neighbour':
    '<div style="position:relative"><i style="position:absolute;inset:0;background:red"></i><p style="color:white;position:relative">$</p></div>',
  'white on dark': '<div style="background:#123"><p style="color:white">$</p></div>',
  'fixed in the window': '<p style="position:fixed;bottom:0">$</p>',
  'turned to the front':
    '<div style="transform-style:preserve-3d;transform:rotateY(180deg)"><p style="transform:rotateY(180deg);backface-visibility:hidden">$</p></div>',
  small: '<p style="font-size:9px;letter-spacing:-.2px">$</p>',
  drawn: '<svg width="90" height="20"><text y="15" fill="navy">$</text></svg>',
  'in an open dialog': '<dialog open><p>$</p></dialog>',
  'in front of its background':
    '<div style="background:#ccc;isolation:isolate"><p style="position:relative;z-index:-1">$</p></div>',
}

const canary = (index: number): string =>
  `zqhide${String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26))}x`
const seenWord = (index: number): string => `seenword${String.fromCharCode(97 + index)}x`

const fill = (ways: Readonly<Record<string, string>>, word: (index: number) => string): string =>
  Object.values(ways)
    .map((html, index) => `<section style="position:static">${html.replace('$', word(index))}</section>`)
    .join('')

/** How often a word left. */
const count = (text: string, word: string): number => text.split(word).length - 1

const leakingWays = (left: string): string[] =>
  Object.keys(HIDDEN).filter((_, index) => left.includes(canary(index)))

const add = (stage: GateStage, html: string): Promise<void> =>
  stage.page.evaluate((given) => document.body.insertAdjacentHTML('beforeend', given), html)

for (const privacy of ['balanced', 'open', 'strict'] as const) {
  test(`${Object.keys(HIDDEN).length} ways to hide a text, from the start and added later, in ${privacy}`, async ({
    stage,
  }) => {
    const head = `${HEAD}<style>.on { position: relative; b { left: -9999px } }</style>`
    await stage.open(fill(HIDDEN, canary) + fill(SEEN, seenWord), { head, privacy, ...PATIENT })
    await add(stage, fill(HIDDEN, canary))
    const left = await stage.left()
    expect(leakingWays(left)).toEqual([])
    const shown = Object.keys(SEEN).filter((_, index) => count(left, seenWord(index)) === 1)
    expect(shown).toEqual(privacy === 'strict' ? [] : Object.keys(SEEN))
    // And when it is asked again.
    await stage.page.evaluate(() => window.stage.snapshot())
    expect(leakingWays(await stage.left())).toEqual([])
  })
}

test('what is seen leaves readable exactly once, and again only with a snapshot', async ({ stage }) => {
  await stage.open('<ul></ul>', PATIENT)
  await stage.page.evaluate(() => {
    for (let i = 0; i < 200; i += 1)
      document.querySelector('ul')!.insertAdjacentHTML('beforeend', `<li>Item ${i}.</li>`)
  })
  // Of so many, a slow machine judges some a little later.
  await expect
    .poll(async () => {
      const left = await stage.left()
      return Array.from({ length: 200 }, (_, i) => count(left, `Item ${i}.`)).filter((times) => times !== 1)
    })
    .toEqual([])
  // What was told before is told again with the next snapshot.
  await stage.page.evaluate(() => window.stage.snapshot())
  await expect.poll(async () => count(await stage.left(), 'Item 7.')).toBe(2)
})

test('a text that was never painted as it is does not leave because its element is seen later', async ({
  stage,
}) => {
  await stage.open('<p id="swap" style="display:none"></p><p id="out"></p>', PATIENT)
  await stage.page.evaluate(async () => {
    const [swap, out] = [
      document.querySelector<HTMLElement>('#swap')!,
      document.querySelector<HTMLElement>('#out')!,
    ]
    swap.append('zqfirst')
    out.append('zqgone')
    // Two tasks before the next frame.
    await Promise.resolve().then(() => undefined)
    swap.firstChild!.nodeValue = 'Second words'
    swap.style.display = 'block'
    out.firstChild!.remove()
  })
  await expect.poll(() => stage.left()).toContain('Second words')
  expect(await stage.left()).not.toContain('zq')
})

test('hidden text is told when it comes into sight, in any way', async ({ stage }) => {
  await stage.open(
    `<details id="a"><summary>More</summary>Words of a</details><div id="b" style="height:0;overflow:hidden">Words of b</div>
     <p id="c" style="position:absolute;left:-9999px">Words of c</p><p id="d" style="color:white">Words of d</p>
     <p id="e" style="clip-path:inset(50%)">Words of e</p><p id="f" style="filter:blur(9px)">Words of f</p>
     <p id="g" style="opacity:0;transition:opacity 50ms">Words of g</p>`,
    PATIENT,
  )
  expect(await stage.left()).not.toContain('Words of')
  await stage.page.evaluate(() => {
    document.querySelector<HTMLDetailsElement>('#a')!.open = true
    const styles = {
      b: 'height:auto',
      c: 'left:0',
      d: 'color:black',
      e: 'clip-path:none',
      f: 'filter:none',
      g: 'opacity:1',
    }
    for (const [id, style] of Object.entries(styles))
      document.getElementById(id)!.style.cssText += `;${style}`
  })
  for (const id of 'abcdefg') await expect.poll(() => stage.left()).toContain(`Words of ${id}`)
})

test('what has to go at once goes in its order, looked at once', async ({ stage }) => {
  await stage.open('<p>First words</p>', PATIENT)
  const [before, after] = await stage.page.evaluate(async () => {
    window.stage.events.length = 0
    document.body.insertAdjacentHTML('beforeend', '<p>Later words</p><p hidden>zqnever</p>')
    await Promise.resolve()
    document.body.setAttribute('dir', 'rtl')
    await Promise.resolve()
    const early = JSON.stringify(window.stage.events)
    window.stage.flush()
    return [early, JSON.stringify(window.stage.events)]
  })
  expect(before).toBe('[]')
  expect(after).toMatch(/Later words.*"dir":"rtl"/)
  expect(after).not.toContain('zq')
})

test('where no frame answers nothing is lost: text leaves masked, in its order, and as itself later', async ({
  stage,
}) => {
  // Late from the first turn on.
  await stage.open('<p>First words</p>', { turns: 0 })
  const events = await stage.page.evaluate(async () => {
    window.stage.events.length = 0
    document.body.append('Later words')
    await Promise.resolve()
    document.body.setAttribute('dir', 'rtl')
    // No frame comes while a task runs, and timers of ours are turns as well.
    await window.stage.rest()
    return window.stage.events
  })
  const order = events.map((event) => JSON.stringify(event))
  expect(order.findIndex((each) => each.includes('"dir":"rtl"'))).toBeGreaterThan(0)
  await expect.poll(() => stage.left()).toContain('Later words')
})
