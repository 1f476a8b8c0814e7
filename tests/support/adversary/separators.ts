import { each, variants, type Group } from './case.ts'

const GAPS = [
  ['space', ' '],
  ['no-break', '\u00a0'],
  ['thin', '\u2009'],
  ['narrow', '\u202f'],
  ['figure', '\u2007'],
  ['em-space', '\u2003'],
  ['ideographic', '\u3000'],
  ['ogham', '\u1680'],
  ['hyphen', '-'],
  ['hyphen-u', '\u2010'],
  ['no-break-hyphen', '\u2011'],
  ['figure-dash', '\u2012'],
  ['en-dash', '\u2013'],
  ['em-dash', '\u2014'],
  ['minus', '\u2212'],
  ['full-hyphen', '\uff0d'],
  ['dot', '.'],
  ['middle-dot', '\u00b7'],
  ['slash', '/'],
  ['underscore', '_'],
  ['comma', ','],
  ['colon', ':'],
  ['pipe', '|'],
  ['bullet', '\u2022'],
  ['two-spaces', '  '],
  ['spaced-dash', ' - '],
  ['line', '\n'],
  ['tab', '\t'],
  ['zero-width', '\u200b'],
  ['joiner', '\u2060'],
  ['zwj', '\u200d'],
  ['bom', '\ufeff'],
  ['soft-hyphen', '\u00ad'],
  ['rtl-mark', '\u200f'],
  ['isolate', '\u2068'],
  ['grapheme-joiner', '\u034f'],
  ['mongolian', '\u180e'],
] as const

/** Digits of other scripts and styles, from 0 on. */
const DIGITS = [
  ['full-width', 0xff10],
  ['arabic', 0x0660],
  ['persian', 0x06f0],
  ['devanagari', 0x0966],
  ['math-bold', 0x1d7ce],
  ['mono', 0x1d7f6],
] as const

/** `"%CARD%"` in other digits. */
const inDigits = (from: number): string =>
  `[..."%CARD%"].map((d) => String.fromCodePoint(${from} + Number(d))).join("")`

export const separators: Group = {
  kind: 'separators and scripts',
  cases: [
    ...each('card-gap', GAPS, (_, gap) => ({ html: `<pre>Card %CARD|${gap}% saved</pre>` })),
    ...variants(
      'iban-gap',
      GAPS.filter((_, at) => at % 3 === 1),
      (_, gap) => ({ html: `<pre>%IBAN|${gap}%</pre>` }),
    ),
    ...each(
      'ssn-gap',
      GAPS.filter(([name]) => /dash|hyphen|minus|no-break|dot$/.test(name)),
      (_, gap) => ({
        html: `<pre>SSN: %SSN|${gap}%</pre>`,
      }),
    ),
    ...each(
      'console-gap',
      GAPS.filter((_, at) => at % 4 === 2),
      (_, gap) => ({
        html: '<p>x</p>',
        act: `console.info("paid with", ${JSON.stringify(`%CARD|${gap}%`)})`,
      }),
    ),
    ...DIGITS.map(([name, from]) => ({
      id: `card-digits-${name}`,
      html: '<p></p>',
      before: `$("p").textContent = ${inDigits(from)}`,
    })),
    { id: 'card-console-full-width', html: '<p>x</p>', act: `console.log(${inDigits(0xff10)})` },
    { id: 'card-mixed-gaps', html: '<p>%CARD#1%-%CARD#2% %CARD#3%.%CARD#4%</p>' },
    { id: 'card-threes', html: '<p></p>', before: '$("p").textContent = "%CARD%".replace(/(...)/g, "$1 ")' },
    { id: 'card-spaced-out', html: '<p></p>', before: '$("p").textContent = [..."%CARD%"].join(" ")' },
    { id: 'card-spaced-dashes', html: '<p></p>', before: '$("p").textContent = [..."%CARD%"].join("-")' },
    {
      id: 'card-zero-width-each',
      html: '<p></p>',
      before: '$("p").textContent = [..."%CARD%"].join("\\u200b")',
    },
    { id: 'card-combining', html: '<p></p>', before: '$("p").textContent = [..."%CARD%"].join("\\u0332")' },
    { id: 'card-array', html: '<p>x</p>', act: 'console.log([..."%CARD%"].map(Number))' },
    { id: 'card-array-groups', html: '<p>x</p>', act: 'console.log("%CARD| %".split(" ").map(Number))' },
    { id: 'card-args', html: '<p>x</p>', act: 'console.log(..."%CARD| %".split(" "))' },
    { id: 'card-digit-args', html: '<p>x</p>', act: 'console.log(...[..."%CARD%"].map(Number))' },
    { id: 'card-bytes', html: '<p>x</p>', act: 'console.log(new Uint8Array([..."%CARD%"].map(Number)))' },
    { id: 'card-bigint', html: '<p>x</p>', act: 'console.log(BigInt("%CARD%"), { n: 1n })' },
    { id: 'card-number', html: '<p>x</p>', act: 'console.log(Number("%CARD%"))' },
    { id: 'card-glued-to-letters', html: '<p>ref%CARD%x</p>' },
    { id: 'card-glued-with-underscore', html: '<p>card_%CARD%_visa</p>' },
    { id: 'card-in-parentheses', html: '<p>(%CARD#1%)(%CARD#2%)(%CARD#3%)(%CARD#4%)</p>' },
    { id: 'card-amex-groups', html: '<p>%AMEX| %</p>' },
    { id: 'card-amex-dashes', html: '<p>%AMEX|–%</p>' },
    { id: 'card-track-two', html: '<p>;%CARD%=29122011000012300000?</p>' },
    { id: 'card-track-one', html: '<p>&#37;B%CARD%^NAME/TEST^29122011000012300000?</p>' },
    { id: 'card-with-expiry', html: '<p>%CARD%|12|29|123</p>' },
    { id: 'card-after-a-digit-group', html: '<p>12 %CARD| % 29</p>' },
    { id: 'card-two-in-a-row', html: '<p>%CARD% 5185296307418525</p>', canary: ['5185296307418525'] },
    { id: 'iban-lower', html: '<p></p>', before: '$("p").textContent = "%IBAN%".toLowerCase()' },
    {
      id: 'iban-full-width',
      html: '<p></p>',
      before:
        '$("p").textContent = [..."%IBAN%"].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join("")',
    },
    { id: 'iban-glued', html: '<p>IBAN:%IBAN%BIC:DEUTDEFF</p>' },
    { id: 'email-at-spelt', html: '<p>%EMAIL#1% (at) %EMAIL#3%</p>', in: ['strict'] },
    { id: 'email-zero-width', html: '<p>%EMAIL#1%\u200b@\u200b%EMAIL#3%</p>' },
    { id: 'email-full-width-at', html: '<p>%EMAIL#1%＠%EMAIL#3%</p>' },
    { id: 'email-small-at', html: '<p>%EMAIL#1%﹫%EMAIL#3%</p>' },
    {
      id: 'email-soft-hyphens',
      html: '<p></p>',
      before: '$("p").textContent = "%EMAIL%".replace(/(..)/g, "$1\\u00ad")',
    },
    { id: 'email-spaced-at', html: '<p>%EMAIL#1% @ %EMAIL#3%</p>', in: ['strict'] },
    { id: 'ssn-no-gap-labelled', html: '<p>SSN: %SSN#1%%SSN#2%%SSN#3%</p>', in: ['strict'] },
  ],
}
