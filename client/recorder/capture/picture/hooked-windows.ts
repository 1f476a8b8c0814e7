/** The windows that rrweb observes, ours and those of frames, with our functions in the places that it writes to (page-hooks.ts). */
import { frameDocumentOf, isShadowRoot, ownerDocumentOf, viewOf } from '../../ground/dom.ts'
import { attempt, type Stop } from '../../ground/guard.ts'
import { createHook, placesIn, type Hook, type Place } from './page-hooks.ts'
import { noteSheetText } from './sheet-texts.ts'

type Win = Window & typeof globalThis

interface Hooked {
  win: Win
  hooks: Hook[]
  installed: boolean
}

export interface HookedWindows {
  /** Runs `work`, in which rrweb begins or ends in this window; then the page has its own functions again. */
  around: (work: () => void) => void
  /** The same for a frame, in which rrweb begins before the current task is over. */
  frame: (frame: HTMLIFrameElement) => void
  /** rrweb observes this document or shadow tree. */
  observes: (root: Node) => void
  /** Runs what rrweb does a moment later: it then writes to shadow roots. */
  later: (work: () => void) => void
  /** rrweb hears of nothing any more, until it begins anew. */
  mute: () => void
  /** Gives everything back that nobody else has put something around. */
  remove: Stop
}

/** @returns puts the properties back as they are now, or takes them off where there are none */
const keep = (places: readonly { at: object; name: string }[]): Stop => {
  const kept = places.map(({ at, name }) => ({
    at,
    name,
    property: Object.getOwnPropertyDescriptor(at, name),
  }))
  return () => {
    for (const { at, name, property } of kept) {
      if (property) Reflect.defineProperty(at, name, property)
      else Reflect.deleteProperty(at, name)
    }
  }
}

const both = (places: readonly Place[]): { at: object; name: string }[] =>
  places.flatMap(({ owner, at, name }) => [
    { at: owner, name },
    { at, name },
  ])

const named = (
  hooks: readonly Hook[],
  type: { prototype: object } | undefined,
  name: string,
): Hook | undefined => {
  const owner = type?.prototype
  return hooks.find((hook) => hook.owner === owner && hook.name === name)
}

/** Older names for the same: the browser does not come by the newer ones, and rrweb knows only these. */
const learnOldNames = ({ win, hooks }: Hooked): void => {
  const sheets = win.CSSStyleSheet
  named(hooks, sheets, 'addRule')?.learn({
    value(this: CSSStyleSheet, selector: unknown, style: unknown, index: unknown = this.cssRules.length) {
      const rule = `${String(selector)} { ${String(style)} }`
      hearText(this, 'insertRule', rule)
      named(hooks, sheets, 'insertRule')?.tell(this, [rule, index])
    },
  })
  named(hooks, sheets, 'removeRule')?.learn({
    value(this: CSSStyleSheet, index: unknown = 0) {
      named(hooks, sheets, 'deleteRule')?.tell(this, [index])
    },
  })
}

/** What takes CSS as a text. */
const TEXTS = /^(?:insertRule|replace|replaceSync)$/

const hearText: typeof noteSheetText = (...call) => attempt(() => noteSheetText(...call))

const SHEETS = 'adoptedStyleSheets'
const OLD_NAMES = /^(?:add|remove)Rule$/

export const createHookedWindows = (): HookedWindows => {
  const windows = new Map<Document, Hooked>()
  const roots = new Set<ShadowRoot>()
  const fresh = new Set<ShadowRoot>()

  const hooked = (doc: Document): Hooked | undefined => {
    const win = viewOf(doc)
    if (!win) return undefined
    const known = windows.get(doc)
    if (known) return known
    const hooks = placesIn(win).flatMap(
      (place) => createHook(place, TEXTS.test(place.name) ? hearText : undefined) ?? [],
    )
    const made = { win, hooks, installed: false }
    windows.set(doc, made)
    return made
  }

  /** Of a frame that went elsewhere, also what its window has now: rrweb would put the old functions there. */
  const keepAll = (): Stop => {
    const places = [...windows.values()].flatMap(({ win, hooks }) => [
      ...both(hooks),
      ...both(attempt(() => placesIn(win)) ?? []),
    ])
    return keep([...places, ...[...roots].map((at) => ({ at, name: SHEETS }))])
  }

  const offer = ({ hooks }: Hooked): void => {
    for (const { owner, name, inner } of hooks) Reflect.defineProperty(owner, name, inner)
  }

  const learn = (each: Hooked): void => {
    for (const hook of each.hooks) {
      if (OLD_NAMES.test(hook.name)) continue
      const self = hook.name === SHEETS && hook.at !== hook.owner ? hook.at : undefined
      hook.learn(Object.getOwnPropertyDescriptor(hook.at, hook.name), self)
    }
    learnOldNames(each)
  }

  const install = (each: Hooked): void => {
    if (each.installed) return
    each.installed = true
    for (const hook of each.hooks) hook.install()
  }

  return {
    around: (work) => {
      const here = hooked(document)
      const putBack = keepAll()
      if (here) offer(here)
      try {
        work()
      } finally {
        if (here) learn(here)
        putBack()
        if (here) install(here)
      }
    },
    frame: (frame) => {
      const contentDocument = frameDocumentOf(frame)
      const there = contentDocument ? hooked(contentDocument) : undefined
      if (!contentDocument || !there) return
      const putBack = keep(both(there.hooks))
      offer(there)
      queueMicrotask(() =>
        attempt(() => {
          learn(there)
          putBack()
          install(there)
        }),
      )
    },
    observes: (root) => {
      if (!isShadowRoot(root)) return
      roots.add(root)
      fresh.add(root)
    },
    later: (work) => {
      const owners = new Set([...fresh].map((root) => hooked(ownerDocumentOf(root))))
      const hooks = [...owners].flatMap(
        (each) => (each && named(each.hooks, each.win.ShadowRoot, SHEETS)) ?? [],
      )
      const putBack = keep([...both(hooks), ...[...fresh].map((at) => ({ at, name: SHEETS }))])
      for (const { owner, name, inner } of hooks) Reflect.defineProperty(owner, name, inner)
      try {
        work()
      } finally {
        for (const root of fresh) {
          const made = Object.getOwnPropertyDescriptor(root, SHEETS)
          if (!made) continue
          for (const hook of hooks) hook.learn(made, root)
          fresh.delete(root)
        }
        putBack()
      }
    },
    mute: () => {
      for (const { hooks } of windows.values()) for (const hook of hooks) hook.mute()
      for (const doc of windows.keys()) if (!viewOf(doc)) windows.delete(doc)
      roots.clear()
      fresh.clear()
    },
    remove: () => {
      for (const { hooks } of windows.values()) for (const hook of hooks) hook.remove()
      windows.clear()
    },
  }
}
