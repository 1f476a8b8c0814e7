import { type Group } from './case.ts'

const PRIVATE = '<section data-private><p id="p">%WORD%</p></section><div id="d">x</div>'

/** What leaves a private region by any way stays private. */
export const moves: Group = {
  kind: 'moved out of private regions',
  cases: [
    { id: 'move-append', html: PRIVATE, act: '$("#d").append($("#p"))' },
    { id: 'move-before-start', html: PRIVATE, before: '$("#d").append($("#p"))', in: ['strict'] },
    { id: 'move-text-node', html: PRIVATE, act: '$("#d").append($("#p").firstChild)' },
    { id: 'move-text-part', html: PRIVATE, act: '$("#d").append($("#p").firstChild.splitText(0))' },
    {
      id: 'move-extract',
      html: PRIVATE,
      act: 'const r = document.createRange(); r.selectNodeContents($("#p")); $("#d").append(r.extractContents())',
    },
    {
      id: 'move-clone-range',
      html: PRIVATE,
      act: 'const r = document.createRange(); r.selectNodeContents($("#p")); $("#d").append(r.cloneContents())',
    },
    { id: 'move-clone', html: PRIVATE, act: '$("#d").append($("#p").cloneNode(true))' },
    { id: 'move-import', html: PRIVATE, act: '$("#d").append(document.importNode($("#p"), true))' },
    {
      id: 'move-adopt',
      html: PRIVATE,
      act: 'const o = document.implementation.createHTMLDocument(); o.body.append($("#p")); $("#d").append(o.body.firstChild)',
    },
    {
      id: 'move-clone-late',
      html: PRIVATE,
      act: 'const c = $("#p").cloneNode(true); await frame(); $("#d").append(c)',
    },
    {
      id: 'move-removed-and-back',
      html: PRIVATE,
      act: 'const p = $("#p"); p.remove(); await frame(); $("#d").append(p)',
    },
    {
      id: 'move-unmark',
      html: PRIVATE,
      act: '$("section").removeAttribute("data-private"); await frame(); $("#p").append(" more")',
    },
    {
      id: 'move-unmark-and-move',
      html: PRIVATE,
      act: '$("#d").append($("#p")); $("section").removeAttribute("data-private")',
    },
    {
      id: 'move-unmark-first',
      html: PRIVATE,
      act: '$("section").removeAttribute("data-private"); $("#d").append($("#p"))',
    },
    {
      id: 'move-new-within-a-task',
      html: '<div id="d">x</div>',
      act: 'const s = document.createElement("section"); s.dataset.private = ""; s.innerHTML = "<p>%WORD%</p>"; document.body.append(s); const p = s.firstChild; $("#d").append(p); s.remove()',
    },
    {
      id: 'move-never-seen-region',
      html: '<div id="d">x</div>',
      act: 'const s = document.createElement("section"); s.setAttribute("data-private", ""); s.innerHTML = "<p>%WORD%</p>"; $("#d").append(s); s.replaceWith(...s.childNodes)',
    },
    { id: 'move-unwrap', html: PRIVATE, act: '$("section").replaceWith(...$("section").childNodes)' },
    { id: 'move-outer-html', html: PRIVATE, act: '$("#d").innerHTML = $("#p").outerHTML', in: ['strict'] },
    {
      id: 'move-copied-text',
      html: PRIVATE,
      act: '$("#d").textContent = $("#p").textContent',
      in: ['strict'],
    },
    {
      id: 'move-title',
      html: PRIVATE,
      act: 'document.title = $("#p").textContent; await frame()',
      in: ['strict'],
    },
    { id: 'move-console', html: PRIVATE, act: 'console.log($("#p"))' },
    {
      id: 'move-slot',
      html: '<section data-private><p id="p">%WORD%</p></section><x-a id="h"><template shadowrootmode="open"><slot></slot></template></x-a>',
      act: '$("#h").append($("#p"))',
    },
    {
      id: 'move-slotted-in-private',
      html: '<x-a><template shadowrootmode="open"><div data-private><slot></slot></div></template><p>%WORD%</p></x-a>',
    },
    {
      id: 'move-slotted-named',
      html: '<x-a><template shadowrootmode="open"><div data-private><slot name="s"></slot></div></template><b slot="s">%WORD%</b></x-a>',
    },
    {
      id: 'move-slot-changes',
      html: '<x-a><template shadowrootmode="open"><div data-private><slot name="s"></slot></div><slot></slot></template><b slot="s">%WORD%</b></x-a>',
      act: '$("b").removeAttribute("slot")',
    },
    {
      id: 'move-slot-fallback',
      html: '<x-a data-private><template shadowrootmode="open"><slot><b>%WORD%</b></slot></template></x-a>',
    },
    {
      id: 'move-slot-assigned',
      html: '<x-a></x-a>',
      before:
        'const r = $("x-a").attachShadow({ mode: "open", slotAssignment: "manual" }); r.innerHTML = "<div data-private><slot></slot></div>"; const b = document.createElement("b"); b.textContent = "%WORD%"; $("x-a").append(b); r.querySelector("slot").assign(b)',
    },
    {
      id: 'move-shadow-host-private',
      html: '<x-a data-private><template shadowrootmode="open"><p>%WORD%</p></template></x-a>',
    },
    {
      id: 'move-shadow-attached-late',
      html: '<x-a data-private></x-a>',
      act: '$("x-a").attachShadow({ mode: "open" }).innerHTML = "<p>%WORD%</p>"',
    },
    {
      id: 'move-out-of-shadow',
      html: '<x-a data-private><template shadowrootmode="open"><p>%WORD%</p></template></x-a><div id="d">x</div>',
      act: '$("#d").append($("x-a").shadowRoot.firstChild)',
    },
    {
      id: 'move-closed-shadow',
      html: '<x-a></x-a>',
      before: '$("x-a").attachShadow({ mode: "closed" }).innerHTML = "<div data-private>%WORD%</div>"',
    },
    {
      id: 'move-mark-late',
      html: '<section><p id="p">x</p></section>',
      act: '$("section").dataset.private = ""; $("#p").textContent = "%WORD%"',
    },
    {
      id: 'move-mark-after-text',
      html: '<section><p id="p">x</p></section>',
      act: '$("#p").textContent = "%WORD%"; $("section").dataset.private = ""',
    },
    {
      id: 'move-frame',
      html: '<section data-private><iframe id="f" srcdoc="<p id=p>%WORD%</p>"></iframe></section><div id="d">x</div>',
      act: 'await wait(30); $("#d").append($("#f").contentDocument.querySelector("#p"))',
    },
    {
      id: 'move-into-frame',
      html: PRIVATE + '<iframe id="f" srcdoc="<p>x</p>"></iframe>',
      act: 'await wait(30); $("#f").contentDocument.body.append($("#p")); await frame()',
    },
    {
      id: 'move-dialog',
      html: '<section data-private><dialog id="g"><p>%WORD%</p></dialog></section>',
      act: '$("#g").showModal(); await frame()',
    },
    {
      id: 'move-popover',
      html: '<section data-private><div id="g" popover>%WORD%</div></section>',
      act: '$("#g").showPopover(); await frame()',
    },
    {
      id: 'move-portal',
      html: PRIVATE,
      act: 'const o = document.createElement("div"); o.className = "overlay"; document.body.append(o); o.append(...$("section").childNodes)',
    },
    {
      id: 'move-before-api',
      html: PRIVATE,
      act: '($("#d").moveBefore ?? $("#d").insertBefore).call($("#d"), $("#p"), null)',
    },
    {
      id: 'move-template',
      html: '<section data-private><template><p>%WORD%</p></template></section><div id="d">x</div>',
      act: '$("#d").append($("template").content.cloneNode(true))',
    },
    {
      id: 'move-svg-use',
      html: '<section data-private><svg width="9" height="9"><symbol id="s"><text y="9">%WORD%</text></symbol></svg></section><svg width="90" height="20"><use href="#s"/></svg>',
    },
    {
      id: 'move-normalized',
      html: '<div id="d">x<b data-private id="b">%WORD%</b></div>',
      act: '$("#b").replaceWith($("#b").firstChild); $("#d").normalize()',
    },
    { id: 'move-after-mark-is-false', html: '<section data-private="false"><p>%WORD%</p></section>' },
    { id: 'move-mark-upper', html: '<section DATA-PRIVATE><p>%WORD%</p></section>' },
    {
      id: 'move-mark-in-svg',
      html: '<svg width="99" height="20"><g data-private><text y="15">%WORD%</text></g></svg>',
    },
    {
      id: 'move-mark-on-body',
      html: '<!doctype html><html><head><title>x</title></head><body data-private><p>%WORD%</p></body></html>',
      dark: true,
    },
    {
      id: 'block-moved-out',
      html: '<section data-block><p id="p">%WORD%</p></section><div id="d">x</div>',
      act: '$("#d").append($("#p"))',
    },
    {
      id: 'block-unmarked',
      html: '<section data-block><p>%WORD%</p></section>',
      act: '$("section").removeAttribute("data-block"); await frame()',
    },
    {
      id: 'block-shadow-late',
      html: '<section data-block><div id="h"></div></section><div id="d">x</div>',
      act: '$("#h").attachShadow({ mode: "open" }).innerHTML = "<p>%WORD%</p>"; $("#d").title = "y"; await frame(); $("#d").append($("#h").shadowRoot.firstChild)',
    },
    {
      id: 'block-cloned',
      html: '<section data-block><p id="p">%WORD%</p></section><div id="d">x</div>',
      act: '$("#d").append($("#p").cloneNode(true))',
    },
    { id: 'block-itself', html: '<section data-block class="%WORD%" title="%OTHER%">x</section>' },
    {
      id: 'block-slotted',
      html: '<x-a><template shadowrootmode="open"><div data-block><slot></slot></div></template><p>%WORD%</p></x-a>',
    },
    {
      id: 'block-clicked',
      html: '<section data-block><button id="b" aria-label="%WORD%">%OTHER%</button></section>',
      act: '$("#b").click()',
    },
    {
      id: 'private-clicked',
      html: '<section data-private><button id="b" class="%WORD%">%OTHER%</button></section>',
      act: '$("#b").click()',
    },
    {
      id: 'private-field-changed',
      html: '<section data-private><label>%WORD% <input id="f" name="%OTHER%"></label></section>',
      act: 'type($("#f"), "abc"); leave($("#f"))',
    },
    {
      id: 'private-labelled-elsewhere',
      html: '<section data-private><span id="l">%WORD%</span></section><input id="f" aria-labelledby="l">',
      act: 'type($("#f"), "abc"); leave($("#f"))',
    },
  ],
}
