import { type Group } from './case.ts'

/** Texts that are no secret yet when they first could leave. */
export const growingTexts: Group = {
  kind: 'growing texts',
  cases: [
    {
      id: 'card-by-digit',
      html: '<p></p>',
      act: 'for (const d of "%CARD%") { $("p").textContent += d; await frame() }',
    },
    {
      id: 'card-append-data',
      html: '<p>4</p>',
      act: 'for (const d of "%CARD%".slice(1)) { $("p").firstChild.appendData(d); await frame() }',
    },
    {
      id: 'card-by-group',
      html: '<p></p>',
      act: 'for (const g of "%CARD| %".split(" ")) { $("p").textContent += g + " "; await frame() }',
    },
    {
      id: 'card-inserted-before',
      html: '<p></p>',
      act: 'for (const d of [..."%CARD%"].reverse()) { $("p").textContent = d + $("p").textContent; await frame() }',
    },
    {
      id: 'card-group-nodes-late',
      html: '<p></p>',
      act: 'for (const g of "%CARD| %".split(" ")) { $("p").append(g, " "); await frame() }',
    },
    {
      id: 'card-group-spans-late',
      html: '<p></p>',
      act: 'for (const g of "%CARD| %".split(" ")) { const s = document.createElement("span"); s.textContent = g; $("p").append(s); await frame() }',
    },
    {
      id: 'card-last-digit-late',
      html: '<p></p>',
      act: '$("p").textContent = "%CARD%".slice(0, 15); await wait(60); $("p").textContent = "%CARD%"',
    },
    {
      id: 'card-first-digit-late',
      html: '<p></p>',
      act: '$("p").textContent = "%CARD%".slice(1); await wait(60); $("p").textContent = "%CARD%"',
    },
    {
      id: 'card-deleted-again',
      html: '<p></p>',
      act: '$("p").textContent = "%CARD%"; await frame(); for (let n = 15; n > 8; n -= 1) { $("p").textContent = "%CARD%".slice(0, n); await frame() }',
    },
    {
      id: 'card-typewriter',
      html: '<p></p>',
      act: 'for (let n = 1; n <= 16; n += 1) { $("p").textContent = "Your card " + "%CARD%".slice(0, n); await frame() }',
    },
    {
      id: 'card-in-title-grows',
      html: '<p>x</p>',
      act: 'for (let n = 1; n <= 16; n += 1) { document.title = "%CARD%".slice(0, n); await frame() }',
    },
    {
      id: 'card-replaced-nodes',
      html: '<p></p>',
      act: 'for (let n = 1; n <= 16; n += 1) { $("p").replaceChildren("%CARD%".slice(0, n)); await frame() }',
    },
    {
      id: 'card-mirrored-slots',
      html: '<x-m><template shadowrootmode="open"><b></b></template></x-m>',
      act: 'const b = $("x-m").shadowRoot.querySelector("b"); for (const d of "%CARD%") { b.append(d); await frame() }',
    },
    {
      id: 'card-preview-masked-rest',
      html: '<p>**** **** **** ****</p>',
      act: 'for (let n = 1; n <= 16; n += 1) { $("p").textContent = "%CARD%".slice(0, n).padEnd(16, "*"); await frame() }',
    },
    {
      id: 'card-console-digits',
      html: '<p>x</p>',
      act: 'let so = ""; for (const d of "%CARD%") console.log(so += d)',
    },
    {
      id: 'card-pushed-address',
      html: '<p>x</p>',
      act: 'for (let n = 8; n <= 16; n += 1) history.pushState(null, "", "/page/card-pushed-address/cards/" + "%CARD%".slice(0, n))',
    },
    {
      id: 'email-by-key',
      html: '<p></p>',
      act: 'for (const c of "%EMAIL%") { $("p").textContent += c; await frame() }',
    },
    { id: 'email-in-three', html: '<p></p>', act: '$("p").append("%EMAIL#1%", "@", "%EMAIL#3%")' },
    {
      id: 'email-in-three-late',
      html: '<p></p>',
      act: 'for (const part of ["%EMAIL#1%", "@", "%EMAIL#3%"]) { $("p").append(part); await frame() }',
    },
    { id: 'email-domain-late', html: '<p>%EMAIL#1%</p>', act: 'await wait(40); $("p").append("@%EMAIL#3%")' },
    {
      id: 'email-spans-late',
      html: '<p><span>%EMAIL#1%</span></p>',
      act: 'await frame(); $("p").insertAdjacentHTML("beforeend", "<span>@</span>"); await frame(); $("p").insertAdjacentHTML("beforeend", "<span>%EMAIL#3%</span>")',
    },
    { id: 'email-prepended', html: '<p>@%EMAIL#3%</p>', act: 'await frame(); $("p").prepend("%EMAIL#1%")' },
    {
      id: 'iban-by-group',
      html: '<p></p>',
      act: 'for (const g of "%IBAN| %".split(" ")) { $("p").append(g + " "); await frame() }',
    },
    {
      id: 'iban-by-key',
      html: '<p></p>',
      act: 'for (const c of "%IBAN%") { $("p").textContent += c; await frame() }',
    },
    {
      id: 'ssn-by-key',
      html: '<p></p>',
      act: 'for (const c of "%SSN%") { $("p").textContent += c; await frame() }',
    },
    {
      id: 'ssn-dashes-late',
      html: '<p><span>%SSN#1%</span><span>%SSN#2%</span><span>%SSN#3%</span></p>',
      act: 'for (const s of document.querySelectorAll("span + span")) s.before("-")',
    },
    {
      id: 'jwt-streamed',
      html: '<p style="overflow-wrap:anywhere"></p>',
      act: 'const t = "%JWT%"; for (let n = 0; n < t.length; n += 12) { $("p").append(t.slice(n, n + 12)); await frame() }',
    },
    {
      id: 'key-streamed',
      html: '<pre></pre>',
      act: 'for (const l of ["-----BEGIN PRIVATE KEY-----\\n", "Wabirudenolakipesutamogefazilo\\n", "Vimetudarosabelikunapogizeraba\\n", "-----END PRIVATE KEY-----"]) { $("pre").append(l); await frame() }',
      canary: ['Wabirudenolakipesutamogefazilo', 'Vimetudarosabelikunapogizeraba'],
    },
    {
      id: 'key-head-comes-last',
      html: '<pre></pre>',
      act: '$("pre").textContent = "Lobikudarenatimosegupavizeladoru\\n-----END PRIVATE KEY-----"; await frame(); $("pre").prepend("-----BEGIN PRIVATE KEY-----\\n")',
      canary: ['Lobikudarenatimosegupavizeladoru'],
    },
    {
      id: 'card-fields-mirrored',
      html: '<input id="f"><p id="m"></p>',
      before: '$("#f").oninput = () => { $("#m").textContent = $("#f").value }',
      act: 'type($("#f"), "%CARD%"); await frame(); leave($("#f"))',
    },
    {
      id: 'card-field-formatted-mirror',
      html: '<input id="f"><output id="m"></output>',
      before: '$("#f").oninput = () => { $("#m").value = $("#f").value.replace(/(.{4})(?=.)/g, "$1 ") }',
      act: 'for (const d of "%CARD%") { type($("#f"), d); await frame() } leave($("#f"))',
    },
    {
      id: 'card-four-fields',
      html: '<fieldset>' + '<input maxlength="4">'.repeat(4) + '</fieldset>',
      act: 'const g = "%CARD| %".split(" "); let n = 0; for (const f of document.querySelectorAll("input")) { type(f, g[n++]); leave(f); await frame() }',
    },
    {
      id: 'card-two-fields',
      html: '<input><input>',
      act: 'const [a, b] = document.querySelectorAll("input"); type(a, "%CARD%".slice(0, 8)); leave(a); await frame(); type(b, "%CARD%".slice(8)); leave(b)',
    },
    {
      id: 'card-sixteen-fields',
      html: '<input maxlength="1" style="width:1em">'.repeat(16),
      act: 'const f = document.querySelectorAll("input"); [..."%CARD%"].forEach((d, n) => { type(f[n], d); leave(f[n]) })',
    },
    {
      id: 'card-field-left-half-way',
      html: '<input id="f">',
      act: 'type($("#f"), "%CARD%".slice(0, 13)); leave($("#f")); await frame(); type($("#f"), "%CARD%".slice(13)); leave($("#f"))',
    },
    {
      id: 'card-value-set-by-script',
      html: '<input id="f">',
      act: 'for (let n = 1; n <= 16; n += 1) { $("#f").value = "%CARD%".slice(0, n); await frame() }',
    },
    {
      id: 'ssn-three-fields',
      html: '<input maxlength="3"><input maxlength="2"><input maxlength="4">',
      act: 'const g = "%SSN%".split("-"); document.querySelectorAll("input").forEach((f, n) => { type(f, g[n]); leave(f) })',
    },
    {
      id: 'email-two-fields',
      html: '<input aria-label="Local part">@<input aria-label="Host">',
      act: 'const [a, b] = document.querySelectorAll("input"); type(a, "%EMAIL#1%"); leave(a); type(b, "%EMAIL#3%"); leave(b)',
    },
  ],
}
