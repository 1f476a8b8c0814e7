/** What pages do to the ground under other people's scripts: names of the browser that mean something else there. */

/** Globals that a page has put something of its own in place of. */
export const GLOBALS = `
  Array ArrayBuffer Blob Boolean BroadcastChannel CSS CSSStyleSheet CompressionStream CustomEvent DOMException
  DataView Date Document Element Error ErrorEvent Event EventTarget FormData Function
  HTMLElement HTMLFormElement Headers IDBKeyRange Intl JSON Map Math MessageChannel MouseEvent
  MutationObserver Node NodeFilter Number Object PerformanceObserver Promise Proxy Reflect RegExp
  Request Response Set ShadowRoot String Symbol TextDecoder TextEncoder URL URLSearchParams
  Uint8Array WeakMap WeakSet WebSocket atob cancelAnimationFrame clearInterval clearTimeout fetch getComputedStyle
  isNaN matchMedia parseFloat parseInt queueMicrotask requestAnimationFrame setInterval setTimeout decodeURIComponent encodeURIComponent
  self parent origin event performance screen innerWidth innerHeight devicePixelRatio length
  crypto navigator localStorage sessionStorage indexedDB customElements frames name status external`
  .trim()
  .split(/\s+/)

/** Members that a page has put something of its own in place of. */
export const MEMBERS = `
  Array.from Array.isArray Array.of Object.keys Object.entries Object.fromEntries Object.assign
  Date.now JSON.parse JSON.stringify Math.round Math.max Math.min Number.isNaN Promise.all Promise.resolve Reflect.apply
  Reflect.defineProperty String.raw Function.prototype.toString Promise.prototype.then Promise.prototype.catch Promise.prototype.finally Map.prototype.get Map.prototype.set Set.prototype.has WeakMap.prototype.get
  Date.prototype.getTime Node.prototype.parentNode Node.prototype.childNodes Node.prototype.isConnected Node.prototype.contains Node.prototype.getRootNode Node.prototype.textContent Node.prototype.ownerDocument Element.prototype.shadowRoot Element.prototype.localName
  Element.prototype.id Element.prototype.children Element.prototype.querySelectorAll Element.prototype.getBoundingClientRect Element.prototype.hasAttribute Element.prototype.remove Document.prototype.createTreeWalker
  Document.prototype.getElementById Document.prototype.querySelectorAll Storage.prototype.getItem Storage.prototype.setItem Crypto.prototype.getRandomValues Performance.prototype.now Response.prototype.arrayBuffer Response.prototype.json CSS.supports`
  .trim()
  .split(/\s+/)

/** Names of fields, images, forms and ids that hide a member of a form, of the document or of the window. */
export const NAMES = `
  nodeType nodeName tagName localName namespaceURI attributes getAttribute hasAttribute setAttribute matches
  closest classList className id style childNodes children firstChild lastChild nextSibling
  previousSibling parentNode parentElement textContent innerHTML ownerDocument isConnected getRootNode contains shadowRoot
  host mode querySelector querySelectorAll addEventListener removeEventListener dispatchEvent scrollLeft scrollTop getBoundingClientRect
  elements value name type checked length action method submit reset
  hasChildNodes appendChild remove append nodeValue assignedSlot checkVisibility getAnimations dataset hidden
  title dir lang innerText baseURI constructor hasOwnProperty toString toJSON labels
  body head documentElement defaultView styleSheets adoptedStyleSheets createElement getElementById getElementsByTagName activeElement
  currentScript implementation readyState scrollingElement fonts cookie visibilityState casereel self fetch`
  .trim()
  .split(/\s+/)

/**
 * Members of the document that rrweb itself reads by name, in a way that nothing of ours can stand before
 * (docs/adr/0018-untouched-ground.md).
 */
export const READ_BY_RRWEB = [
  'nodeType',
  'defaultView',
  'createElement',
  'addEventListener',
  'removeEventListener',
]

/** A script that replaces these, so that whoever still calls one fails. */
export const replace = (names: readonly string[]): string => `<script>
  (() => {
    const { defineProperty } = Object
    for (const path of ${JSON.stringify(names)}) {
      const spoilt = function () { throw new TypeError('spoilt: ' + path) }
      const names = path.split('.')
      const last = names.pop()
      let owner = window
      for (const name of names) owner = owner[name]
      defineProperty(owner, last, { configurable: true, writable: true, value: spoilt })
    }
  })()
</script>`
