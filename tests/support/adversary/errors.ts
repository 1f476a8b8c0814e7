import { each, STRICT, type Group } from './case.ts'

const own = (make: string): string => `reportError(${make})`

export const errors: Group = {
  kind: 'errors',
  messages: true,
  cases: [
    ...each(
      'error',
      [
        ['message', own('new Error("GET https://shop.example/a?t=%WORD%")')],
        ['message-secret', own('new Error("POST shop.example/login?p=%WORD%")')],
        ['card', own('new RangeError("No such card: %CARD|-%")')],
        ['email', own('new Error("Unknown user %EMAIL%")')],
        ['iban', own('new Error("Cannot debit %IBAN| %")')],
        ['name', own('Object.assign(new Error("x"), { name: "/a?t=%WORD%" })')],
        [
          'stack',
          own(
            'Object.assign(new Error("x"), { stack: "Error: x\\n    at f (https://shop.example/a.js?v=%WORD%:1:2)" })',
          ),
        ],
        [
          'stack-fragment',
          own(
            'Object.assign(new Error("x"), { stack: "Error: x\\n    at f (https://shop.example/#/u/%WORD%:1:2)" })',
          ),
        ],
        [
          'stack-path',
          own(
            'Object.assign(new Error("x"), { stack: "Error: x\\n    at f (https://shop.example/%HEX%/a.js:1:2)" })',
          ),
        ],
        [
          'stack-file',
          own(
            'Object.assign(new Error("x"), { stack: "Error: x\\n    at f (file:///Users/%WORD%/a.js?x=%OTHER%:1:2)" })',
          ).replace('%WORD%', 'ana'),
        ],
        [
          'stack-blob',
          own(
            'Object.assign(new Error("x"), { stack: "Error: x\\n    at f (blob:https://shop.example/%UUID%:1:2)" })',
          ),
        ],
        [
          'stack-data',
          own(
            'Object.assign(new Error("x"), { stack: "Error: x\\n    at f (data:text/javascript,let%20t=%27%WORD%%27:1:2)" })',
          ),
        ],
        [
          'stack-message',
          own(
            'Object.assign(new Error("x"), { stack: "Error: /a?t=%WORD%\\n    at f (https://shop.example/a.js:1:2)" })',
          ),
        ],
        [
          'stack-function',
          own(
            'Object.assign(new Error("x"), { stack: "Error: x\\n    at Object.get [as /a?t=%WORD%] (https://shop.example/a.js:1:2)" })',
          ),
        ],
        ['cause', own('new Error("x", { cause: new Error("/a?t=%WORD%") })')],
        ['cause-text', own('new Error("x", { cause: "/a?t=%WORD%" })')],
        ['string', own('"/a?t=%WORD%"')],
        ['object', own('{ message: "/a?t=%WORD%" }')],
        ['object-name', own('{ name: "x", message: { from: "/a?t=%WORD%" } }')],
        ['dom-exception', own('new DOMException("/a?t=%WORD%", "AbortError")')],
        ['aggregate', own('new AggregateError([new Error("/a?t=%WORD%")], "/b?t=%OTHER%")')],
        ['getter', own('Object.defineProperty(new Error(""), "message", { get: () => "/a?t=%WORD%" })')],
        ['long', own(`new Error("${'word '.repeat(300)}/a?t=%WORD%")`)],
        ['card-at-the-cut', own('new Error("w".repeat(1990) + " %CARD%")')],
        [
          'eval',
          'const s = document.createElement("script"); s.textContent = "throw new Error(\'/a?t=%WORD%\')"; document.head.append(s); await frame()',
        ],
        [
          'source-url',
          'const s = document.createElement("script"); s.textContent = "throw new Error(\'x\')\\n//# sourceURL=https://shop.example/a.js?t=%WORD%"; document.head.append(s); await frame()',
        ],
        [
          'source-url-word',
          'const s = document.createElement("script"); s.textContent = "throw new Error(\'x\')\\n//# sourceURL=/files/%HEX%.js"; document.head.append(s); await frame()',
        ],
        ['json-parse', 'try { JSON.parse("/a?t=%WORD%") } catch (e) { reportError(e) }'],
        [
          'selector',
          'try { document.querySelector("[data-u=\'/a?t=%WORD%\']]") } catch (e) { reportError(e) }',
        ],
        ['fetch', 'await fetch("https://user:%WORD%@x.example/").catch(reportError)'],
        ['url', 'try { new URL("http://[/a?t=%WORD%") } catch (e) { reportError(e) }'],
        [
          'event',
          'window.dispatchEvent(new ErrorEvent("error", { message: "/a?t=%WORD%", filename: "https://shop.example/a.js?t=%OTHER%", lineno: 1, colno: 1 }))',
        ],
      ] as const,
      (_, act) => ({ html: '<p>x</p>', act }),
    ),
    ...each(
      'rejection',
      [
        ['text', '"/a?t=%WORD%"'],
        ['object', '{ status: 401, config: { url: "/a?t=%WORD%" } }'],
        ['response', '{ data: { to: "%EMAIL%" }, url: "/a?t=%OTHER%" }'],
        ['error', 'new Error("/a?t=%WORD%")'],
        ['map', 'new Map([["from", "/a?t=%WORD%"]])'],
        ['symbol', 'Symbol("/a?t=%WORD%")'],
        ['event', 'new CustomEvent("x", { detail: "/a?t=%WORD%" })'],
        ['array', '["from", "/a?t=%WORD%"]'],
        ['nested', '{ error: { cause: { from: "/a?t=%WORD%" } } }'],
        ['to-string', '{ toString: () => "/a?t=%WORD%" }'],
        ['node', 'Object.assign(document.createElement("input"), { type: "hidden", value: "%WORD%" })'],
      ] as const,
      (_, reason) => ({
        html: '<p>x</p>',
        act: `window.dispatchEvent(new PromiseRejectionEvent("unhandledrejection", { promise: Promise.resolve(), reason: ${reason} }))`,
      }),
    ),
    ...each(
      'error-strict',
      [
        ['message', own('new Error("%WORD%")')],
        ['string', own('"%WORD%"')],
        ['name', own('Object.assign(new Error("x"), { name: "%WORD%" })')],
        [
          'stack-head',
          own(
            '(() => { const e = new Error("%WORD%"); return { name: e.name, message: "x", stack: e.stack } })()',
          ),
        ],
        ['cause', own('new Error("x", { cause: "%WORD%" })')],
        ['lines', own('new Error("first\\n    at %WORD% (https://shop.example/a.js:1:1)\\nlast %OTHER%")')],
        [
          'function-name',
          own(
            '(() => { const o = { ["%WORD% %OTHER%"]: () => new Error("x") }; return o["%WORD% %OTHER%"]() })()',
          ),
        ],
      ] as const,
      (_, act) => ({ html: '<p>x</p>', act, in: STRICT }),
    ),
  ],
}
