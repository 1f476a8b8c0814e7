import { each, type Group } from './case.ts'

/** Addresses as messages carry them. */
const WRITTEN = [
  ['relative', 'GET /api/x?token=%WORD% 500'],
  ['no-slash', 'failed: api/orders?key=%WORD%'],
  ['two-slashes', 'loading //cdn.shop.example/a.js?u=%WORD%'],
  ['www', 'see www.shop.example/me?session=%WORD%'],
  ['host-path', 'POST shop.example/login?next=%WORD%'],
  ['host-port', 'connect localhost:8080/ws?auth=%WORD%'],
  ['dots', 'open ../users?name=%WORD%'],
  ['here', 'open ./users#%WORD%'],
  ['query-alone', 'navigated to ?code=%WORD%'],
  ['fragment-alone', 'hash #access_token=%WORD%'],
  ['fragment-route', 'route #/reset/%HEX%'],
  ['ws', 'wss://shop.example/live?ticket=%WORD% closed'],
  ['ftp', 'ftp://ana:%WORD%@files.example/a'],
  ['userinfo', 'https://ana:%WORD%@shop.example/a'],
  ['user-only', 'https://%WORD%@shop.example/a'],
  ['app-scheme', 'myapp://callback?code=%WORD%'],
  ['scheme-no-slashes', 'intent:pay?iban=%WORD%'],
  ['postgres', 'postgres://app:%WORD%@db.internal:5432/shop'],
  ['redis', 'redis://:%WORD%@cache:6379/0'],
  ['mailto', 'mailto:?subject=%WORD%&body=x'],
  ['sms', 'sms:+15550100?body=%WORD%'],
  ['blob', 'blob:https://shop.example/%UUID%'],
  ['data', 'data:text/plain,%WORD%'],
  ['data-base64', 'data:text/plain;base64,'],
  ['in-json', '{"url":"https://shop.example/a?sig=%WORD%"}'],
  ['in-json-escaped', '{\\"url\\":\\"https:\\/\\/shop.example\\/a?sig=%WORD%\\"}'],
  ['in-html', '<a href="/a?sig=%WORD%">x</a>'],
  ['in-markdown', '[x](https://shop.example/a?sig=%WORD%)'],
  ['in-quotes', "url('/a?sig=%WORD%')"],
  ['in-angle', '<https://shop.example/a?sig=%WORD%>'],
  ['in-parentheses', '(https://shop.example/a?sig=%WORD%)'],
  ['escaped', 'https%3A%2F%2Fshop.example%2Fa%3Fsig%3D%WORD%'],
  ['double-escaped', 'next=https%253A%252F%252Fshop.example%252Fa%253Fsig%253D%WORD%'],
  ['redirect', '/login?next=https%3A%2F%2Fshop.example%2Fa%3Fsig%3D%WORD%'],
  ['backslash', 'https:\\\\shop.example\\a?sig=%WORD%'],
  ['upper', 'HTTPS://SHOP.EXAMPLE/A?SIG=%WORD%'],
  ['tabbed', 'https://shop.example/a\t?sig=%WORD%'],
  ['unicode-host', 'https://bücher.example/a?sig=%WORD%'],
  ['ip', 'http://192.0.2.10/a?sig=%WORD%'],
  ['ip-six', 'http://[2001:db8::1]/a?sig=%WORD%'],
  ['semicolon', 'https://shop.example/a;jsessionid=%HEX%'],
  ['path-uuid', 'GET /users/%UUID%/orders 404'],
  ['path-hex', 'https://shop.example/t/%HEX%/x'],
  ['path-digits', 'https://shop.example/orders/%DIGITS%'],
  ['path-short-code', 'https://shop.example/r/k7Qx92'],
  ['path-hyphens', 'https://shop.example/i/4f8-2a1-9c7-b03'],
  ['path-extension', 'https://shop.example/files/%HEX%.pdf'],
  ['path-email', 'https://shop.example/users/%EMAIL%/edit'],
  ['path-email-escaped', 'https://shop.example/users/%EMAIL#1%%40%EMAIL#3%/edit'],
  ['path-jwt', 'https://shop.example/verify/%JWT%'],
  ['path-card', 'https://shop.example/pay/%CARD%'],
  ['path-base64', 'https://shop.example/u/dmVsb21hcml0dWtlbmFsb3A='],
  ['path-session', 'https://shop.example/(S(%HEX%))/a'],
  ['two', 'moved https://shop.example/a?x=1 to https://shop.example/b?y=%WORD%'],
  ['comma-joined', 'https://shop.example/a,https://shop.example/b?k=%WORD%'],
  ['after-long-text', `${'word '.repeat(900)}https://shop.example/a?sig=%WORD%`],
  ['cut-in-query', `https://shop.example/a?${'x=1&'.repeat(480)}sig=%WORD%`],
] as const

const FIXED: Record<string, string[]> = {
  'path-short-code': ['k7Qx92'],
  'path-hyphens': ['4f8-2a1-9c7-b03'],
  'path-base64': ['dmVsb21hcml0dWtlbmFsb3A'],
  'data-base64': ['cm92dW1lbGFkaWtv'],
}

const withCanary = (name: string): { canary?: string[] } => (FIXED[name] ? { canary: FIXED[name] } : {})

const tail = (name: string, text: string): string =>
  name === 'data-base64' ? `${text}cm92dW1lbGFkaWtv` : text

const quoted = (text: string): string => JSON.stringify(text)

export const addresses: Group = {
  kind: 'addresses',
  messages: true,
  cases: [
    ...each('address-console', WRITTEN, (name, text) => ({
      html: '<p>x</p>',
      act: `console.error(${quoted(tail(name, text))})`,
      ...withCanary(name),
    })),
    ...each(
      'address-error',
      WRITTEN.filter((_, at) => at % 4 === 0),
      (name, text) => ({
        html: '<p>x</p>',
        act: `reportError(new Error(${quoted(tail(name, text))}))`,
        ...withCanary(name),
      }),
    ),
    ...each(
      'address-text',
      WRITTEN.filter((_, at) => at % 5 === 1),
      (name, text) => ({
        html: '<p style="overflow-wrap:anywhere"></p>',
        before: `$("p").textContent = ${quoted(tail(name, text))}`,
        in: ['strict'],
        ...withCanary(name),
      }),
    ),
    { id: 'page-query', html: '<p>x</p>', path: '?token=%WORD%' },
    { id: 'page-fragment', html: '<p>x</p>', path: '#access_token=%WORD%' },
    { id: 'page-path-uuid', html: '<p>x</p>', path: 'users/%UUID%' },
    { id: 'page-path-digits', html: '<p>x</p>', path: 'orders/%DIGITS%' },
    { id: 'page-path-email', html: '<p>x</p>', path: 'users/%EMAIL#1%%40%EMAIL#3%' },
    { id: 'page-matrix', html: '<p>x</p>', path: 'a;sid=%HEX%' },
    {
      id: 'push-query',
      html: '<p>x</p>',
      act: 'history.pushState({ a: "%OTHER%" }, "%OTHER%", "?q=%WORD%")',
    },
    { id: 'push-fragment', html: '<p>x</p>', act: 'location.hash = "%WORD%"; await frame()' },
    { id: 'push-path', html: '<p>x</p>', act: 'history.pushState(null, "", "/page/push-path/reset/%HEX%")' },
    {
      id: 'replace-code',
      html: '<p>x</p>',
      act: 'history.replaceState(null, "", "/page/replace-code/i/k7Qx92Lm")',
      canary: ['k7Qx92Lm'],
    },
    { id: 'link-query', html: '<a href="/a?t=%WORD%">x</a>' },
    { id: 'link-fragment', html: '<a href="#%WORD%">x</a>' },
    {
      id: 'link-clicked',
      html: '<a href="#%WORD%" id="a-%WORD%">x</a>',
      act: '$("a").click(); await frame()',
    },
    { id: 'link-download', html: '<a href="/a" download="%WORD%.pdf">x</a>' },
    { id: 'link-ping', html: '<a href="/a" ping="/p?u=%WORD%">x</a>' },
    { id: 'link-javascript', html: '<a href="javascript:void(%27%WORD%%27)">x</a>' },
    { id: 'link-mailto', html: '<a href="mailto:%EMAIL%?subject=%WORD%">Write</a>' },
    { id: 'link-tel', html: '<a href="tel:+4915%DIGITS%">Call</a>' },
    { id: 'link-space', html: '<a href=" /a?t=%WORD%">x</a>' },
    { id: 'link-newline', html: '<a href="/a\n?t=%WORD%">x</a>' },
    {
      id: 'form-action',
      html: '<form action="/a?t=%WORD%"><button formaction="/b?t=%OTHER%">x</button></form>',
    },
    { id: 'base-query', html: '<p>x</p>', head: '<base href="/b/?t=%WORD%">' },
    { id: 'image-query', html: '<img alt="" src="/x.png?u=%WORD%" width="9" height="9">' },
    {
      id: 'image-srcset',
      html: '<img alt="" srcset="/x.png?u=%WORD% 1x, /y.png?u=%OTHER% 2x" width="9" height="9">',
    },
    { id: 'image-path-code', html: '<img alt="" src="/photos/%HEX%.jpg" width="9" height="9">' },
    {
      id: 'image-data',
      html: '<img alt="" width="9" height="9" src="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27%3E%3Ctext%3E%WORD%%3C/text%3E%3C/svg%3E">',
    },
    {
      id: 'source-query',
      html: '<picture><source srcset="/a.webp?u=%WORD%"><img alt="" src="/a.png?u=%OTHER%"></picture>',
    },
    { id: 'video-query', html: '<video src="/a.mp4?u=%WORD%" poster="/a.png?u=%OTHER%"></video>' },
    {
      id: 'audio-track',
      html: '<audio controls src="/a.mp3?u=%WORD%"><track src="/a.vtt?u=%OTHER%" label="x"></audio>',
    },
    {
      id: 'object-data',
      html: '<object data="/a.pdf?u=%WORD%" type="application/pdf"></object><embed src="/b.pdf?u=%OTHER%">',
    },
    {
      id: 'area-href',
      html: '<map name="m"><area alt="" shape="rect" coords="0,0,9,9" href="/a?u=%WORD%"></map>',
    },
    { id: 'cite-query', html: '<blockquote cite="/a?u=%WORD%">x</blockquote>' },
  ],
}
