/** Watches what scripts of ours do in a page. Runs in the page, before any script of it. */

/** What was set up by our scripts and not taken down, by kind. */
export interface Traces {
  timers: string[]
  listeners: string[]
  sockets: number
  storage: string[]
  requests: string[]
}

declare global {
  interface Window {
    traces: () => Traces
    /** True when everything that we patch is what it was before any script ran. */
    untouched: () => string[]
  }
}

/** For `addInitScript`: its argument tells which scripts are ours, by a part of their address. */
export const instrument = (ours: string[]): void => {
  const isOurs = (): boolean => ours.some((part) => (new Error('who').stack ?? '').includes(part))
  const timers = new Map<number, string>()
  const listeners = new Map<object, Map<string, number>>()
  const sockets: WebSocket[] = []
  const storage: string[] = []
  const requests: string[] = []

  const { setTimeout: later, setInterval: every, clearTimeout: unset, clearInterval: unrepeat } = window
  window.setTimeout = ((work: () => void, ms?: number, ...rest: unknown[]) => {
    if (!isOurs()) return later(work, ms, ...rest)
    const id: number = later(() => {
      timers.delete(id)
      work()
    }, ms)
    timers.set(id, `timeout ${ms}`)
    return id
  }) as typeof setTimeout
  window.setInterval = ((work: () => void, ms?: number, ...rest: unknown[]) => {
    const id = every(work, ms, ...rest)
    if (isOurs()) timers.set(id, `interval ${ms}`)
    return id
  }) as typeof setInterval
  window.clearTimeout = (id) => {
    timers.delete(Number(id))
    unset(id)
  }
  window.clearInterval = (id) => {
    timers.delete(Number(id))
    unrepeat(id)
  }

  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype
  const capturing = (options?: boolean | EventListenerOptions | null): boolean =>
    typeof options === 'object' ? options?.capture === true : options === true
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    add.call(this, type, listener, options)
    const global = (this as unknown) === window || (this as unknown) === document
    if (!listener || !global || !isOurs()) return
    const own = listeners.get(listener) ?? new Map<string, number>()
    own.set(`${type} ${capturing(options)}`, 1)
    listeners.set(listener, own)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    remove.call(this, type, listener, options)
    if (listener) listeners.get(listener)?.delete(`${type} ${capturing(options)}`)
  }

  const RealSocket = window.WebSocket
  window.WebSocket = new Proxy(RealSocket, {
    construct: (target, args: [string]) => {
      const socket = new target(...args)
      sockets.push(socket)
      return socket
    },
  })

  for (const name of ['setItem', 'removeItem', 'clear'] as const) {
    const original = Storage.prototype[name]
    Storage.prototype[name] = function (...args: string[]) {
      storage.push(`${name} ${args.join(' ')}`)
      Reflect.apply(original, this, args)
    }
  }
  const realFetch = window.fetch
  window.fetch = (...args) => {
    requests.push(String(args[0]))
    return realFetch(...args)
  }

  const places: [string, object, string][] = [
    ['fetch', window, 'fetch'],
    ...['debug', 'log', 'info', 'warn', 'error'].map((name): [string, object, string] => [
      `console.${name}`,
      console,
      name,
    ]),
    ...['pushState', 'replaceState'].map((name): [string, object, string] => [name, History.prototype, name]),
    ...['open', 'send'].map((name): [string, object, string] => [
      `xhr.${name}`,
      XMLHttpRequest.prototype,
      name,
    ]),
    ['attachShadow', Element.prototype, 'attachShadow'],
    ...['insertRule', 'deleteRule', 'replace', 'replaceSync'].map((name): [string, object, string] => [
      name,
      CSSStyleSheet.prototype,
      name,
    ]),
    ...['setProperty', 'removeProperty'].map((name): [string, object, string] => [
      name,
      CSSStyleDeclaration.prototype,
      name,
    ]),
    ['input value', HTMLInputElement.prototype, 'value'],
    ['input checked', HTMLInputElement.prototype, 'checked'],
    ['textarea value', HTMLTextAreaElement.prototype, 'value'],
    ['select value', HTMLSelectElement.prototype, 'value'],
    ['option selected', HTMLOptionElement.prototype, 'selected'],
    ['onerror', window, 'onerror'],
  ]
  const look = () => places.map(([, owner, name]) => Object.getOwnPropertyDescriptor(owner, name))
  const before = look()
  const same = (a?: PropertyDescriptor, b?: PropertyDescriptor): boolean =>
    a?.value === b?.value && a?.get === b?.get && a?.set === b?.set

  window.traces = () => ({
    timers: [...timers.values()],
    listeners: [...listeners.values()].flatMap((own) => [...own.keys()]),
    sockets: sockets.filter(({ readyState }) => readyState !== WebSocket.CLOSED).length,
    storage,
    requests,
  })
  window.untouched = () => {
    const now = look()
    return places.filter((_, i) => !same(before[i], now[i])).map(([label]) => label)
  }
}
