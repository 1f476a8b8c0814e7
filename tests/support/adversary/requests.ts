import { each, NOT_OPEN, type Group } from './case.ts'

const json = (body: string): string =>
  `await fetch("/api/x", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(${body}) })`

/** Bodies in which a secret stands under its name, as services write them. */
const SECRETS = [
  ['plain', json('{ password: "%WORD%" }')],
  ['upper', json('{ PassWord: "%WORD%" }')],
  ['nested', json('{ user: { credentials: { pwd: "%WORD%" } } }')],
  ['snake', json('{ access_token: "%WORD%", refresh_token: "%OTHER%" }')],
  ['camel', json('{ cardSecurityCode: "%WORD%" }')],
  ['object-under', json('{ password: { value: "%WORD%" } }')],
  ['array-under', json('{ passwords: ["%WORD%", "%OTHER%"] }')],
  ['number-under', json('{ pin: %PIN% }')],
  ['pairs', json('[["password", "%WORD%"]]')],
  ['name-value', json('[{ name: "password", value: "%WORD%" }]')],
  ['key-value', json('{ fields: [{ key: "cvv", value: "%WORD%" }] }')],
  ['id-value', json('[{ id: "ssn", val: "%WORD%" }]')],
  ['field-answer', json('{ answers: [{ question: "password", answer: "%WORD%" }] }')],
  ['value-name', json('[{ value: "%WORD%", name: "password" }]')],
  [
    'graphql-variables',
    json(
      '{ query: "mutation L($p: String!) { login(password: $p) { id } }", variables: { p: "%WORD%", password: "%OTHER%" } }',
    ),
  ],
  ['graphql-literal', json('{ query: `mutation { login(password: "%WORD%") { id } }` }')],
  ['json-in-json', json('{ body: JSON.stringify({ password: "%WORD%" }) }')],
  ['json-in-json-twice', json('{ body: JSON.stringify({ a: JSON.stringify({ token: "%WORD%" }) }) }')],
  ['form-in-json', json('{ body: "user=a&password=%WORD%" }')],
  ['address', json('{ next: "/a?t=%WORD%" }')],
  ['card', json('{ number: "%CARD| %", raw: %CARD% }')],
  ['card-parts', json('{ digits: [..."%CARD%"] }')],
  ['card-groups', json('{ card: ["%CARD#1%", "%CARD#2%", "%CARD#3%", "%CARD#4%"] }')],
  ['email', json('{ to: "%EMAIL%" }')],
  ['email-key', json('{ ["%EMAIL%"]: true }')],
  ['iban', json('{ account: "%IBAN| %" }')],
  ['jwt', json('{ s: "%JWT%" }')],
  ['uuid-key', json('{ ["%CARD%"]: 1 }')],
  ['german', json('{ passwort: "%WORD%", kennwort: "%OTHER%" }')],
  ['spanish', json('{ contrasena: "%WORD%", clave: "%OTHER%" }')],
  ['json-api', json('{ data: { attributes: { "new-password": "%WORD%" } } }')],
  ['json-patch', json('[{ op: "replace", path: "/password", value: "%WORD%" }]')],
  ['rpc', json('{ method: "login", params: { apiKey: "%WORD%" } }')],
  [
    'form',
    'await fetch("/api/x", { method: "POST", body: new URLSearchParams({ password: "%WORD%", "user[pin]": "%OTHER%" }) })',
  ],
  [
    'form-json',
    'await fetch("/api/x", { method: "POST", body: new URLSearchParams({ payload: JSON.stringify({ password: "%WORD%" }) }) })',
  ],
  [
    'form-data',
    'const f = new FormData(); f.append("password", "%WORD%"); f.append("scan", new File(["%OTHER%"], "%OTHER%.png")); await fetch("/api/x", { method: "POST", body: f })',
  ],
  ['text', 'await fetch("/api/x", { method: "POST", body: "%WORD%" })'],
  [
    'xml',
    'await fetch("/api/x", { method: "POST", headers: { "content-type": "text/xml" }, body: "<a>%WORD%</a>" })',
  ],
  ['blob', 'await fetch("/api/x", { method: "POST", body: new Blob(["%WORD%"]) })'],
  ['buffer', 'await fetch("/api/x", { method: "POST", body: new TextEncoder().encode("%WORD%") })'],
  [
    'broken-json',
    'await fetch("/api/x", { method: "POST", headers: { "content-type": "application/json" }, body: "{\\"a\\": %WORD%" })',
  ],
  [
    'json-lines',
    'await fetch("/api/x", { method: "POST", headers: { "content-type": "application/x-ndjson" }, body: "{\\"password\\":\\"%WORD%\\"}\\n{\\"password\\":\\"%OTHER%\\"}" })',
  ],
  [
    'xhr',
    'await new Promise((r) => { const x = new XMLHttpRequest(); x.onloadend = r; x.open("POST", "/api/x?t=%OTHER%"); x.setRequestHeader("content-type", "application/json"); x.send(JSON.stringify({ secret: "%WORD%" })) })',
  ],
] as const

const URLS = [
  ['query', 'await fetch("/api/x?t=%WORD%")'],
  ['fragment', 'await fetch("/api/x#%WORD%")'],
  ['path-hex', 'await fetch("/api/u/%HEX%/a")'],
  ['path-digits', 'await fetch("/api/u/%DIGITS%")'],
  ['path-short', 'await fetch("/api/r/k7Qx92")'],
  ['path-email', 'await fetch("/api/u/%EMAIL%")'],
  ['path-card', 'await fetch("/api/pay/%CARD|-%")'],
  ['path-extension', 'await fetch("/api/docs/%HEX%.pdf")'],
  ['path-query-escaped', 'await fetch("/api/x%3Ft=%WORD%")'],
  ['userinfo', 'await fetch("https://ana:%WORD%@127.0.0.1:1/x").catch(() => {})'],
  ['absolute', 'await fetch(location.origin + "/api/x?t=%WORD%")'],
  ['request', 'await fetch(new Request("/api/x?t=%WORD%"))'],
  ['url-object', 'await fetch(new URL("/api/x?t=%WORD%", location.href))'],
  ['method', 'await fetch("/api/x", { method: "GET%WORD%" })'],
  [
    'headers',
    'await fetch("/api/x", { headers: { authorization: "Bearer %WORD%", "x-user": "%OTHER%", cookie2: "%WORD%" } })',
  ],
  [
    'content-type',
    'await fetch("/api/x", { method: "POST", body: "x", headers: { "content-type": "multipart/form-data; boundary=%WORD%" } })',
  ],
  ['header-name', 'await fetch("/api/x", { headers: { "x-%WORD%": "1" } })'],
  [
    'xhr',
    'await new Promise((r) => { const x = new XMLHttpRequest(); x.onloadend = r; x.open("GET", "/api/x?t=%WORD%", true, "ana", "%OTHER%"); x.send() })',
  ],
  [
    'xhr-early',
    'const x = new XMLHttpRequest(); x.open("GET", "/api/x/%HEX%?t=%WORD%"); x.send(); x.abort(); await frame()',
  ],
  ['beacon', 'navigator.sendBeacon("/api/x?t=%WORD%", "%OTHER%"); await frame()'],
  ['socket', 'new WebSocket("ws://127.0.0.1:1/a?t=%WORD%", ["%OTHER%"]).onerror = () => {}; await frame()'],
  ['events', 'const e = new EventSource("/api/x?t=%WORD%"); await frame(); e.close()'],
  ['worker', 'new Worker("data:text/javascript,//%WORD%", { name: "%OTHER%" }).terminate()'],
  ['image', 'new Image().src = "/api/x.png?t=%WORD%"; await frame()'],
  ['import', 'await import("/api/x.js?t=%WORD%").catch(() => {})'],
  ['blob', 'await fetch(URL.createObjectURL(new Blob(["%WORD%"])) + "#%OTHER%")'],
  ['data', 'await fetch("data:text/plain,%WORD%")'],
  ['data-base64', 'await fetch("data:text/plain;base64," + btoa("%WORD%"))'],
  [
    'abort-reason',
    'const a = new AbortController(); const f = fetch("/api/x", { signal: a.signal }); a.abort(new Error("%WORD%")); await f.catch(() => {})',
  ],
  [
    'error-text',
    'await fetch("http://127.0.0.1:1/x?t=%WORD%").catch((e) => console.error(e, "http://127.0.0.1:1/x?t=%WORD%"))',
  ],
] as const

export const requests: Group = {
  kind: 'requests',
  messages: true,
  cases: [
    ...each('request', URLS, (name, act) => ({
      html: '<p>x</p>',
      act: `${act}; await wait(20)`,
      ...(name === 'path-short' && { canary: ['k7Qx92'] }),
    })),
    ...each('body', SECRETS, (_, act) => ({ html: '<p>x</p>', act: `${act}; await wait(20)` })),
    ...each(
      'body-masked',
      [
        ['value', json('{ city: "%WORD%", n: %DIGITS% }')],
        ['list', json('["%WORD%", "%OTHER%"]')],
        ['string', json('"%WORD%"')],
        ['number', json('%DIGITS%')],
        ['form', 'await fetch("/api/x", { method: "POST", body: new URLSearchParams({ city: "%WORD%" }) })'],
      ] as const,
      (_, act) => ({ html: '<p>x</p>', act: `${act}; await wait(20)`, in: NOT_OPEN }),
    ),
    {
      id: 'response-secret',
      html: '<p>x</p>',
      act: 'await (await fetch("/file/response-secret/a.json")).json(); await wait(20)',
      files: { 'a.json': '{"user":{"token":"%WORD%","card":"%CARD| %","list":[["password","%OTHER%"]]}}' },
    },
    {
      id: 'response-masked',
      html: '<p>x</p>',
      act: 'await (await fetch("/file/response-masked/a.json")).json(); await wait(20)',
      files: { 'a.json': '{"city":"%WORD%"}' },
      canary: [],
      in: NOT_OPEN,
    },
    {
      id: 'response-html',
      html: '<p>x</p>',
      act: 'await (await fetch("/file/response-html/a.html")).text(); await wait(20)',
      files: { 'a.html': '<p>%WORD%</p>' },
    },
  ],
}
