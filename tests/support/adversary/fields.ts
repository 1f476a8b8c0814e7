import { each, NOT_OPEN, type Group } from './case.ts'

const TYPED = 'type($("#f"), "%WORD%"); leave($("#f"))'

/** Autofill tokens of the HTML standard, in the ways it allows them to be written. */
const TOKENS = [
  ['name', 'name'],
  ['given', 'given-name'],
  ['street', 'section-blue shipping street-address'],
  ['postal', 'billing postal-code'],
  ['upper', 'CC-NAME'],
  ['level', 'address-level2'],
  ['bday', 'bday-year'],
  ['code', 'one-time-code'],
  ['username', 'username webauthn'],
  ['tel', 'work tel-national'],
  ['org', 'organization'],
  ['photo', 'url photo'],
  ['spaces', '  cc-number  '],
] as const

export const fields: Group = {
  kind: 'fields',
  cases: [
    ...each('token', TOKENS, (_, token) => ({
      html: `<p data-unmask>x <input id="f" autocomplete="${token}"></p>`,
      act: TYPED,
    })),
    ...each('type', [['text'], ['search'], ['url'], ['unknown-type']] as const, (type) => ({
      html: `<input id="f" type="${type}">`,
      act: TYPED,
      in: NOT_OPEN,
    })),
    { id: 'type-email', html: '<p data-unmask><input id="f" type="email"></p>', act: TYPED },
    { id: 'type-tel', html: '<p data-unmask><input id="f" type="tel"></p>', act: TYPED },
    { id: 'type-hidden', html: '<input type="hidden" value="%WORD%">' },
    { id: 'type-submit', html: '<input type="submit" value="%WORD%">', in: NOT_OPEN },
    {
      id: 'type-button-late',
      html: '<input type="button" value="x">',
      act: '$("input").value = "%WORD%"',
      in: NOT_OPEN,
    },
    { id: 'type-image', html: '<input type="image" alt="%WORD%" src="/x.png">' },
    { id: 'button-value', html: '<button value="%WORD%">Go</button>' },
    {
      id: 'type-number',
      html: '<input id="f" type="number">',
      act: 'type($("#f"), "%DIGITS%"); leave($("#f"))',
      in: NOT_OPEN,
    },
    {
      id: 'type-date',
      html: '<input id="f" type="date" value="1987-03-19">',
      canary: ['1987-03-19'],
      in: NOT_OPEN,
    },
    {
      id: 'type-month-set',
      html: '<input id="f" type="month">',
      act: '$("#f").value = "1961-07"; leave($("#f"))',
      canary: ['1961-07'],
      in: NOT_OPEN,
    },
    { id: 'type-color', html: '<input type="color" value="#a71f3c">', canary: ['#a71f3c'], in: NOT_OPEN },
    {
      id: 'type-range',
      html: '<input type="range" max="900000" value="713952">',
      canary: ['713952'],
      in: NOT_OPEN,
    },
    { id: 'checkbox-value', html: '<input type="checkbox" value="%WORD%" checked>' },
    { id: 'radio-value', html: '<input type="radio" name="r" value="%WORD%" checked>' },
    {
      id: 'file-name',
      html: '<input id="f" type="file">',
      act: 'const d = new DataTransfer(); d.items.add(new File(["%OTHER%"], "%WORD%.pdf")); $("#f").files = d.files; leave($("#f"))',
    },
    { id: 'file-console', html: '<p>x</p>', act: 'console.log(new File(["%OTHER%"], "%WORD%.pdf"))' },
    { id: 'password-typed', html: '<input id="f" type="password">', act: TYPED },
    {
      id: 'password-shown',
      html: '<input id="f" type="password">',
      act: 'type($("#f"), "%WORD%"); $("#f").type = "text"; await frame(); leave($("#f"))',
    },
    {
      id: 'password-shown-before',
      html: '<input id="f" type="password" value="%WORD%">',
      before: '$("#f").type = "text"',
    },
    {
      id: 'password-re-keyed',
      html: '<div id="d"><input type="password"></div>',
      act: 'type($("input"), "%WORD%"); $("#d").innerHTML = "<input type=text id=f>"; $("#f").value = "%WORD%"; await frame(); leave($("#f"))',
    },
    {
      id: 'password-shown-as-text',
      html: '<input id="f" type="password"><p id="m"></p>',
      act: 'type($("#f"), "%WORD%"); await frame(); $("#m").textContent = "%WORD%"',
    },
    {
      id: 'password-shown-in-spans',
      html: '<input id="f" type="password"><p id="m"></p>',
      act: 'type($("#f"), "%WORD%"); await frame(); for (const c of "%WORD%") { const s = document.createElement("b"); s.textContent = c; $("#m").append(s) }',
    },
    {
      id: 'password-in-console',
      html: '<input id="f" type="password">',
      act: 'type($("#f"), "%WORD%"); leave($("#f")); console.log("signing in", "%WORD%")',
    },
    {
      id: 'password-in-error',
      html: '<input id="f" type="password">',
      act: 'type($("#f"), "%WORD%"); leave($("#f")); reportError(new Error("rejected: %WORD%"))',
    },
    {
      id: 'password-in-title',
      html: '<input id="f" type="password">',
      act: 'type($("#f"), "%WORD%"); leave($("#f")); document.title = "%WORD%"; await frame()',
    },
    {
      id: 'password-copied-to-field',
      html: '<input id="f" type="password"><input id="g">',
      act: 'type($("#f"), "%WORD%"); $("#g").value = "%WORD%"; leave($("#g"))',
    },
    {
      id: 'password-cloned',
      html: '<input id="f" type="password">',
      act: 'type($("#f"), "%WORD%"); const c = $("#f").cloneNode(); c.type = "text"; $("#f").after(c); await frame(); leave(c)',
    },
    {
      id: 'password-strength',
      html: '<input id="f" type="password"><p id="m"></p>',
      act: 'for (const c of "%WORD%") { type($("#f"), c); $("#m").textContent = `"${$("#f").value}" is weak`; await frame() }',
    },
    {
      id: 'password-removed-attr',
      html: '<input id="f" type="password" value="%WORD%">',
      act: '$("#f").removeAttribute("type"); await frame()',
    },
    {
      id: 'password-url',
      html: '<input id="f" type="password">',
      act: 'type($("#f"), "%WORD%"); await fetch("/api/login/%WORD%")',
    },
    { id: 'input-value-attr', html: '<input value="%WORD%">', in: NOT_OPEN },
    {
      id: 'input-default-value',
      html: '<input id="f">',
      act: '$("#f").defaultValue = "%WORD%"',
      in: NOT_OPEN,
    },
    { id: 'textarea-child', html: '<textarea>%WORD%</textarea>', in: NOT_OPEN },
    {
      id: 'textarea-text-set',
      html: '<textarea></textarea>',
      act: '$("textarea").textContent = "%WORD%"',
      in: NOT_OPEN,
    },
    {
      id: 'textarea-text-node',
      html: '<textarea>x</textarea>',
      act: '$("textarea").firstChild.data = "%WORD%"',
      in: NOT_OPEN,
    },
    { id: 'textarea-placeholder', html: '<textarea placeholder="%WORD%"></textarea>' },
    { id: 'input-restored', html: '<input id="f">', before: '$("#f").value = "%WORD%"', in: NOT_OPEN },
    {
      id: 'input-set-range',
      html: '<input id="f" value="abc">',
      act: '$("#f").setRangeText("%WORD%", 0, 3)',
      in: NOT_OPEN,
    },
    {
      id: 'input-custom-validity',
      html: '<form><input id="f" required></form>',
      act: '$("#f").setCustomValidity("%WORD%"); $("#f").reportValidity()',
    },
    {
      id: 'input-in-form-submit',
      html: '<form onsubmit="return false"><input id="f"><button>Go</button></form>',
      act: 'type($("#f"), "%WORD%"); $("button").click()',
      in: NOT_OPEN,
    },
    {
      id: 'input-label-typed',
      html: '<label id="l">Note <input id="f"></label>',
      act: 'type($("#f"), "%WORD%"); $("#f").setAttribute("aria-label", "%WORD%"); $("#f").click()',
      in: NOT_OPEN,
    },
    {
      id: 'input-paste',
      html: '<input id="f">',
      act: 'const d = new DataTransfer(); d.setData("text/plain", "%WORD%"); $("#f").dispatchEvent(new ClipboardEvent("paste", { clipboardData: d, bubbles: true })); type($("#f"), "%WORD%"); leave($("#f"))',
      in: NOT_OPEN,
    },
    {
      id: 'input-drop',
      html: '<div id="d">Drop here</div>',
      act: 'const d = new DataTransfer(); d.setData("text/plain", "%WORD%"); for (const n of ["dragenter", "dragover", "drop"]) $("#d").dispatchEvent(new DragEvent(n, { dataTransfer: d, bubbles: true }))',
    },
    {
      id: 'input-composition',
      html: '<input id="f">',
      act: '$("#f").focus(); $("#f").dispatchEvent(new CompositionEvent("compositionstart", { data: "", bubbles: true })); type($("#f"), "%WORD%"); $("#f").dispatchEvent(new CompositionEvent("compositionend", { data: "%WORD%", bubbles: true })); leave($("#f"))',
      in: NOT_OPEN,
    },
    {
      id: 'input-own-element',
      html: '<x-input></x-input>',
      before:
        'customElements.get("x-input") || customElements.define("x-input", class extends HTMLElement { static formAssociated = true; constructor() { super(); this.attachInternals().setFormValue("%WORD%"); } })',
    },
    {
      id: 'input-events-untrusted',
      html: '<input id="f">',
      act: '$("#f").value = "%WORD%"; $("#f").dispatchEvent(new InputEvent("input", { data: "%WORD%", inputType: "insertText", bubbles: true }))',
      in: NOT_OPEN,
    },
    {
      id: 'keys-global',
      html: '<p tabindex="0">x</p>',
      act: 'for (const k of "%WORD%") $("p").dispatchEvent(new KeyboardEvent("keydown", { key: k, bubbles: true }))',
    },
    {
      id: 'otp-boxes',
      html: '<label>One-time code ' + '<input maxlength="1">'.repeat(6) + '</label>',
      act: 'const f = document.querySelectorAll("input"); [..."%PIN%"].forEach((d, n) => { type(f[n], d); leave(f[n]) })',
    },
    { id: 'meter-value', html: '<p data-private><meter max="9000000" value="%PIN%"></meter></p>' },
    { id: 'progress-value', html: '<p data-private><progress max="9000000" value="%PIN%"></progress></p>' },
    { id: 'output-private', html: '<output data-private>%WORD%</output>' },
  ],
}
