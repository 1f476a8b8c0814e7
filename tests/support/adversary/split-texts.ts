import { each, READABLE, type Group } from './case.ts'

/** A card number in four pieces, with something between them that a person does not see. */
const cardIn = (piece: (text: string, at: number) => string): string =>
  [1, 2, 3, 4].map((at) => piece(`%CARD#${at}%`, at)).join('')

export const splitTexts: Group = {
  kind: 'split texts',
  cases: [
    ...each(
      'card',
      [
        ['spans', '<span>', '</span>'],
        ['bold', '<b>', '</b> '],
        ['cells', '<span style="display:inline-block">', '</span>'],
        ['digits-dir', '<bdi>', '</bdi>'],
        ['slots-of-own', '<x-digits>', '</x-digits>'],
        ['links', '<a href="#">', '</a>'],
        ['breaks', '', '<wbr>'],
        ['lines', '', '<br>'],
        ['soft', '', '&shy;'],
        ['comments', '', '<!-- -->'],
        ['empty-spans', '', '<span></span>'],
        ['icons', '', '<i class="dot"></i>'],
        ['hidden-between', '', '<span hidden>x</span>'],
        ['images-between', '', '<img alt="" width="1" height="1">'],
        ['ruby', '<ruby>', '</ruby>'],
        ['marked', '<mark>', '</mark>&nbsp;'],
        ['list', '<li style="display:inline">', '</li>'],
        ['code', '<code>', '</code>'],
      ] as const,
      (_, before, after) => ({
        html: `<p>Card ${cardIn((text) => before + text + after)} added</p>`,
        shows: { text: 'added', in: READABLE },
      }),
    ),
    {
      id: 'card-flex',
      html: `<div style="display:flex;gap:4px">${cardIn((text) => `<div>${text}</div>`)}</div>`,
    },
    {
      id: 'card-grid',
      html: `<div style="display:grid;grid-template-columns:repeat(4,4em)">${cardIn((text) => `<div>${text}</div>`)}</div>`,
    },
    { id: 'card-table-row', html: `<table><tr>${cardIn((text) => `<td>${text}</td>`)}</tr></table>` },
    { id: 'card-nested', html: '<p>%CARD#1%<b>%CARD#2%<i>%CARD#3%<u>%CARD#4%</u></i></b></p>' },
    {
      id: 'card-reversed-order',
      html: '<p style="display:flex;flex-direction:row-reverse"><span>%CARD#4%</span><span>%CARD#3%</span><span>%CARD#2%</span><span>%CARD#1%</span></p>',
    },
    {
      id: 'card-order-property',
      html: '<p style="display:flex"><span style="order:2">%CARD#3%</span><span style="order:1">%CARD#2%</span><span>%CARD#1%</span><span style="order:3">%CARD#4%</span></p>',
    },
    {
      id: 'card-shadow-slots',
      html: '<x-card><template shadowrootmode="open"><slot name="a"></slot><slot name="b"></slot><slot></slot></template><span slot="a">%CARD#1%%CARD#2%</span><span slot="b">%CARD#3%</span>%CARD#4%</x-card>',
    },
    {
      id: 'card-shadow-each',
      html: `<p>${cardIn((text) => `<x-d><template shadowrootmode="open">${text}</template></x-d>`)}</p>`,
    },
    {
      id: 'card-split-text',
      html: '<p></p>',
      act: '$("p").textContent = "Card %CARD%"; const t = $("p").firstChild; t.splitText(9); t.splitText(7)',
    },
    {
      id: 'card-every-digit',
      html: '<p></p>',
      act: 'for (const d of "%CARD%") { const s = document.createElement("span"); s.textContent = d; $("p").append(s) }',
    },
    {
      id: 'card-digit-divs',
      html: '<div id="d" style="display:flex"></div>',
      before:
        'for (const d of "%CARD%") { const s = document.createElement("div"); s.textContent = d; $("#d").append(s) }',
    },
    {
      id: 'card-text-nodes',
      html: '<p></p>',
      before: 'for (const d of "%CARD%") $("p").append(document.createTextNode(d))',
    },
    { id: 'card-two-lines', html: '<pre>%CARD#1% %CARD#2%\n%CARD#3% %CARD#4%</pre>' },
    {
      id: 'card-svg-tspans',
      html: `<svg width="300" height="30"><text y="20">${cardIn((text) => `<tspan>${text}</tspan>`)}</text></svg>`,
    },
    {
      id: 'card-svg-texts',
      html: `<svg width="300" height="30">${cardIn((text, at) => `<text x="${at * 50}" y="20">${text}</text>`)}</svg>`,
    },
    { id: 'card-math', html: `<math><mrow>${cardIn((text) => `<mn>${text}</mn>`)}</mrow></math>` },
    {
      id: 'card-label-and-bold',
      html: '<p>Number: <strong>%CARD#1%</strong>-<em>%CARD#2%</em>-%CARD#3%-<small>%CARD#4%</small>.</p>',
    },
    {
      id: 'iban-spans',
      html: '<p>IBAN <span>%IBAN#1%</span> <span>%IBAN#2%</span> <span>%IBAN#3%</span> <span>%IBAN#4%</span> <span>%IBAN#5%</span> <span>%IBAN#6%</span></p>',
    },
    { id: 'iban-wbr', html: '<p>%IBAN|<wbr>%</p>' },
    {
      id: 'iban-country-apart',
      html: '<p><b>DE</b><span id="s"></span></p>',
      before: '$("#s").textContent = "%IBAN%".slice(2)',
    },
    { id: 'email-spans', html: '<p><span>%EMAIL#1%</span><span>@</span><span>%EMAIL#3%</span></p>' },
    { id: 'email-bold-name', html: '<p>Signed in as <b>%EMAIL#1%</b>@%EMAIL#3%</p>' },
    { id: 'email-wbr', html: '<p>%EMAIL#1%<wbr>@<wbr>%EMAIL#3%</p>' },
    { id: 'email-react', html: '<p>%EMAIL#1%<!-- -->@<!-- -->%EMAIL#3%</p>' },
    {
      id: 'email-vue-fragments',
      html: '<p></p>',
      before: '$("p").append("", "%EMAIL#1%", "", "@", "", "%EMAIL#3%", "")',
    },
    {
      id: 'email-letters',
      html: '<p></p>',
      before:
        'for (const c of "%EMAIL%") { const s = document.createElement("span"); s.textContent = c; $("p").append(s) }',
    },
    { id: 'email-domain-link', html: '<p>%EMAIL#1%@<a href="#">%EMAIL#3%</a></p>' },
    {
      id: 'email-two-blocks',
      html: '<p style="display:flex"><span style="display:block">%EMAIL#1%@</span><span style="display:block">%EMAIL#3%</span></p>',
    },
    {
      id: 'email-truncated-middle',
      html: '<p><span style="display:inline-block;overflow:hidden;text-overflow:ellipsis">%EMAIL#1%</span>@%EMAIL#3%</p>',
    },
    { id: 'ssn-spans', html: '<p><span>%SSN#1%</span>-<span>%SSN#2%</span>-<span>%SSN#3%</span></p>' },
    { id: 'ssn-boxes', html: '<p>SSN <b>%SSN#1%</b> <b>%SSN#2%</b> <b>%SSN#3%</b></p>' },
    { id: 'jwt-lines', html: '<pre>%JWT#1%.\n%JWT#2%.\n%JWT#3%</pre>' },
    {
      id: 'jwt-coloured',
      html: '<p style="overflow-wrap:anywhere"><span style="color:red">%JWT#1%</span>.<span style="color:purple">%JWT#2%</span>.<span style="color:teal">%JWT#3%</span></p>',
    },
    {
      id: 'private-key-lines',
      html: '<pre></pre>',
      before:
        'const lines = ["-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ", "C7vadoruZimelaKobatunidoPerisaLugamefiTozabuNekilo", "-----END PRIVATE KEY-----"]; $("pre").append(...lines.flatMap((l) => [l, document.createElement("br")]))',
      canary: ['C7vadoruZimelaKobatunidoPerisaLugamefiTozabuNekilo'],
    },
    {
      id: 'private-key-line-divs',
      html: '<code><div>-----BEGIN RSA PRIVATE KEY-----</div><div>MIIEpAIBAAKCAQEAmodurivatelopsanebugitazo</div><div>Kufelidanoratimebsuvigolapezanuditorabemi</div><div>-----END RSA PRIVATE KEY-----</div></code>',
      canary: ['Kufelidanoratimebsuvigolapezanuditorabemi'],
    },
    {
      id: 'ssh-key-wrapped',
      html: '<pre>-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\nZubatelimodarekisugavonipedalutomirabezafu\n-----END OPENSSH PRIVATE KEY-----</pre>',
      canary: ['Zubatelimodarekisugavonipedalutomirabezafu'],
    },
  ],
}
