/** Text: what the customer sees, what is hidden from them, shadow trees, frames, what changes after the first picture. */
import type { Part, Planter } from './plant.ts'

/** The recorder looks for text that is seen by now within this time, on a busy machine too. */
const REVEAL_MS = 1_000

const HIDDEN = {
  'the hidden attribute': (text: string) => `<p hidden>${text}</p>`,
  'hidden until found': (text: string) => `<p hidden="until-found">${text}</p>`,
  'display: none': (text: string) => `<p style="display:none">${text}</p>`,
  'display: none, further up': (text: string) => `<div style="display:none"><ul><li>${text}</li></ul></div>`,
  'display: none by a class': (text: string) => `<p class="gone">${text}</p>`,
  'visibility: hidden': (text: string) => `<p style="visibility:hidden">${text}</p>`,
  'visibility: collapse': (text: string) => `<p style="visibility:collapse">${text}</p>`,
  'opacity: 0': (text: string) => `<p style="opacity:0">${text}</p>`,
  'opacity: 0, further up': (text: string) => `<div style="opacity:0"><p>${text}</p></div>`,
  'content-visibility: hidden': (text: string) =>
    `<div style="content-visibility:hidden"><p>${text}</p></div>`,
  'closed details': (text: string) => `<details><summary>More</summary><p>${text}</p></details>`,
  'closed dialog': (text: string) => `<dialog><p>${text}</p></dialog>`,
  'a popover that is not shown': (text: string) => `<div popover><p>${text}</p></div>`,
  'text for screen readers alone': (text: string) =>
    `<p style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)">${text}</p>`,
  'text far off the page': (text: string) => `<p style="position:absolute;left:-9999px">${text}</p>`,
  'text indented off the page': (text: string) =>
    `<p style="text-indent:-9999px;overflow:hidden;white-space:nowrap">${text}</p>`,
  'text without a size': (text: string) => `<p style="font-size:0">${text}</p>`,
  'a box without a height': (text: string) => `<div style="height:0;overflow:hidden"><p>${text}</p></div>`,
  'a host without a slot': (text: string) =>
    `<div class="unslotted"><p>${text}</p></div><div class="unslotted">bare ${text}</div>`,
  'the annotation of a formula': (text: string) =>
    `<math><semantics><mi>x</mi><annotation>${text}</annotation></semantics></math>`,
  noscript: (text: string) => `<noscript><p>${text}</p></noscript>`,
  'the content of a video': (text: string) => `<video>${text}</video>`,
  'the content of a canvas': (text: string) => `<canvas width="1" height="1">${text}</canvas>`,
  'the title of a drawing': (text: string) => `<svg width="9" height="9"><title>${text}</title></svg>`,
  'the description of a drawing': (text: string) => `<svg width="9" height="9"><desc>${text}</desc></svg>`,
  'definitions of a drawing': (text: string) =>
    `<svg width="9" height="9"><defs><text>${text}</text></defs></svg>`,
}

const SEEN = {
  'a heading': (text: string) => `<h1>${text}</h1>`,
  'a paragraph': (text: string) => `<p>Some ${text} words</p>`,
  'a label': (text: string) => `<label>${text} <input></label>`,
  'a button': (text: string) => `<button type="button" id="press">${text}</button>`,
  'a link': (text: string) => `<a href="#">${text}</a>`,
  'a cell': (text: string) => `<table><caption>Prices</caption><tr><td>${text}</td></tr></table>`,
  'a list': (text: string) => `<ul><li><em>${text}</em></li></ul>`,
  'a legend': (text: string) => `<fieldset><legend>${text}</legend></fieldset>`,
  'a summary': (text: string) => `<details><summary>${text}</summary></details>`,
  'open details': (text: string) => `<details open><summary>Less</summary><p>${text}</p></details>`,
  'an output': (text: string) => `<output>${text}</output>`,
  'a definition': (text: string) => `<dl><dt>Total</dt><dd>${text}</dd></dl>`,
  'a code block': (text: string) => `<pre><code>${text}</code></pre>`,
  'a drawing': (text: string) => `<svg width="300" height="20"><text y="15">${text}</text></svg>`,
  'HTML in a drawing': (text: string) =>
    `<svg width="300" height="40"><foreignObject width="300" height="40"><p>${text}</p></foreignObject></svg>`,
  'an element of the page’s own': (text: string) => `<own-card>${text}</own-card>`,
  'an element nobody knows': (text: string) => `<unknowntag>${text}</unknowntag>`,
  'a slot': (text: string) => `<div class="slotted"><span>${text}</span></div>`,
}

const inAll = (plant: Planter, kind: 'Hidden text' | 'Text that can be seen', places: object): string =>
  Object.entries(places as typeof SEEN)
    .map(([place, markup]) => markup(plant('L09', kind, `text in ${place}`)))
    .join('\n')

export const texts = (plant: Planter): Part => {
  const seen = (id: string): string => plant('L09', 'Text that can be seen', id)
  const hidden = (id: string): string => plant('L09', 'Hidden text', id)
  const later = {
    added: seen('text that is added'),
    edited: seen('text that is edited'),
    replaced: seen('text set as HTML'),
    moved: seen('text that is moved'),
    typedOut: seen('text set as nodeValue'),
    hidden: hidden('text that is added hidden'),
    closed: hidden('text that is added to closed details'),
    removed: hidden('text edited after it was hidden'),
    revealed: seen('text that is opened'),
    privately: plant('L22', 'Inside data-private', 'private text that is opened'),
  }
  return {
    head: '<style>.gone{display:none}</style>',
    body: `${inAll(plant, 'Text that can be seen', SEEN)}<div id="places"><p id="edited">Wait</p><div id="replaced"></div>
      <p id="moved">${later.moved}</p><p id="value">Wait</p></div><div id="elsewhere"></div>
      ${inAll(plant, 'Hidden text', HIDDEN)}<details id="closed"><summary>Even more</summary></details><p id="leaving">Bye</p>
      <details id="opening"><summary>Open</summary><p>${later.revealed}</p><p data-private>${later.privately}</p></details>
      <script>
        document.querySelector('.slotted').attachShadow({ mode: 'open' }).innerHTML = '<slot></slot>'
        for (const host of document.querySelectorAll('.unslotted')) host.attachShadow({ mode: 'open' })
      </script>`,
    act: async (page) => {
      await page.locator('#press').click()
      await page.evaluate((text) => {
        const at = (id: string): HTMLElement => document.getElementById(id)!
        at('places').append(Object.assign(document.createElement('p'), { textContent: text.added }))
        at('edited').textContent = text.edited
        at('replaced').innerHTML = `<b>${text.replaced}</b>`
        at('value').firstChild!.nodeValue = text.typedOut
        at('elsewhere').append(at('moved'))
        at('places').insertAdjacentHTML('beforeend', `<p style="display:none">${text.hidden}</p>`)
        at('closed').insertAdjacentHTML('beforeend', `<p>${text.closed}</p>`)
        at('leaving').style.display = 'none'
        at('leaving').textContent = text.removed
      }, later)
      await page.locator('#opening summary').click()
      // What has come into view is looked for a few times a second.
      await page.waitForTimeout(REVEAL_MS)
    },
  }
}

export const shadows = (plant: Planter): Part => {
  const seen = (id: string): string => plant('L17', 'Text that can be seen', id)
  const first = {
    root: seen('text right in a shadow root'),
    inside: seen('text in a shadow tree'),
    hidden: plant('L17', 'Hidden text', 'hidden text in a shadow tree'),
    masked: plant('L17', 'Inside data-private', 'text in a shadow tree of a private host'),
    comment: plant('L17', 'Comments, scripts and templates', 'comment in a shadow tree'),
    placeholder: plant('L17', 'Attributes', 'placeholder in a shadow tree'),
    value: plant('L17', 'Ordinary fields', 'value in a shadow tree'),
    declared: seen('text in a declared shadow tree'),
  }
  const later = {
    appended: seen('text appended to a shadow root'),
    edited: seen('text edited in a shadow root'),
    fresh: seen('text in a shadow root that is added'),
    masked: plant('L17', 'Inside data-private', 'text appended to a private host’s shadow root'),
  }
  return {
    body: `<div id="host"></div><div id="private-host" data-private></div><div id="late"></div>
      <div><template shadowrootmode="open"><p>${first.declared}</p></template></div><script>{
        const root = document.getElementById('host').attachShadow({ mode: 'open' })
        root.innerHTML = '${first.root}<p>${first.inside}</p><p hidden>${first.hidden}</p><!--${first.comment}--><input placeholder="${first.placeholder}" value="${first.value}">'
        document.getElementById('private-host').attachShadow({ mode: 'open' }).innerHTML = '${first.masked}'
      }</script>`,
    act: (page) =>
      page.evaluate((text) => {
        const at = (id: string): HTMLElement => document.getElementById(id)!
        const root = at('host').shadowRoot!
        root.append(text.appended)
        root.firstChild!.nodeValue = text.edited
        at('private-host').shadowRoot!.append(text.masked)
        const card = document.createElement('section')
        card.attachShadow({ mode: 'open' }).append(text.fresh)
        at('late').append(card)
      }, later),
  }
}

/** @param foreign origin of another site @param frame path of a page without the tag */
export const frames = (plant: Planter, foreign: string, frame: string): Part & { page: string } => {
  const seen = (id: string): string => plant('L18', 'Text that can be seen', id)
  const query = plant('L18', 'Queries and fragments of addresses', 'address of a frame')
  const inside = `<p>${seen('text in a srcdoc frame')}</p><!-- ${plant('L18', 'Comments, scripts and templates', 'comment in srcdoc')} -->
    <input value='${plant('L18', 'Ordinary fields', 'value in a srcdoc frame')}'
      placeholder='${plant('L18', 'Attributes', 'placeholder in a srcdoc frame')}'>`
  const later = seen('text added to a frame')
  const secret = plant('L18', 'Secret fields', 'password in a frame')
  const posted = plant('L19', 'Frames of other sites', 'event posted by a hostile frame')
  return {
    page: `<h1>${seen('text in a frame')}</h1><p hidden>${plant('L18', 'Hidden text', 'hidden text in a frame')}</p>
      <p data-private>${plant('L18', 'Inside data-private', 'private text in a frame')}</p>
      <label>Key <input type="password" value="${secret}"></label><p id="later">Wait</p>`,
    body: `<iframe id="same" title="same" src="${frame}?customer=${query}"></iframe>
      <iframe title="written" srcdoc="${inside.replaceAll('"', '&quot;')}"></iframe>
      <div data-private><iframe title="private" srcdoc="<p>${plant('L18', 'Inside data-private', 'text in a frame in a private region')}</p>"></iframe></div>
      <iframe title="locked" sandbox srcdoc="<p>${plant('L18', 'Frames of other sites', 'text in a sandboxed frame')}</p>"></iframe>
      <iframe title="foreign" src="${foreign}/foreign?t=${plant('L18', 'Queries and fragments of addresses', 'address of a frame of another site')}"></iframe>`,
    act: async (page) => {
      await page
        .frameLocator('#same')
        .locator('#later')
        .evaluate((element, text) => {
          element.textContent = text
        }, later)
      await page.evaluate((text) => {
        const data = {
          type: 'rrweb',
          event: { type: 3, timestamp: Date.now(), data: { text } },
          isCheckout: false,
        }
        postMessage(data, '*')
        postMessage({ ...data, origin: location.origin }, '*')
      }, posted)
    },
  }
}
