/** The table of what is planted. Every canary of the corpus is a row of it. */
import { PRIVACY_PRESETS, type PrivacyPreset } from '../../../src/protocol/privacy.ts'
import type { Page } from '@playwright/test'
import type { Needle } from '../canaries.ts'
import { KINDS, type Kind } from './kinds.ts'
import { SHAPES, word, type Shape, type Shaped } from './values.ts'

export interface Canary extends Needle {
  /** Where it stands, in words. */
  id: string
  value: string
  /** Row of the leak corpus that asks for it. */
  where: `L${number}`
  kind: Kind
  /** Presets in which it may be read; all others must not show it. */
  readableIn: readonly PrivacyPreset[]
}

export interface Planter {
  /** Plants a word that has the shape of nothing, or a value that its place asks for. @returns the value */
  (where: Canary['where'], kind: Kind, id: string, value?: string): string
  /** Plants a secret that its shape gives away, whatever the place. @returns the value */
  shaped(where: Canary['where'], shape: Shape, place: string): string
  readonly table: Canary[]
}

/** A part of the corpus: what it puts into a page, and what it does there once the page is recorded. */
export interface Part {
  head?: string
  body?: string
  /** Before the recording starts, by the page itself. */
  script?: string
  act?: (page: Page) => Promise<void>
}

export const createPlanter = (): Planter => {
  const table: Canary[] = []
  const add = (canary: Omit<Canary, 'readableIn'>): string => {
    if (table.some(({ id, value }) => id === canary.id || value === canary.value))
      throw new Error(`Two canaries are called "${canary.id}", or have its value.`)
    const readableIn = PRIVACY_PRESETS.filter((preset) => KINDS[canary.kind][preset] === 'readable')
    table.push({ ...canary, readableIn })
    return canary.value
  }
  const plant = (where: Canary['where'], kind: Kind, id: string, value = word(id)): string =>
    add({ id, value, where, kind, ...(value.includes(word(id)) && { parts: [word(id)] }) })
  const shaped: Planter['shaped'] = (where, shape, place) => {
    const id = `${shape} in ${place}`
    const { value, parts = [] }: Shaped = SHAPES[shape](id)
    // All but its last characters is most of the secret: it must not leave while it is typed.
    const most = value.slice(0, -3)
    return add({ id, value, parts: [...parts, most], where, kind: 'Secret shapes' })
  }
  return Object.assign(plant, { shaped, table })
}

/** Text for markup: a planted value may hold what HTML takes for its own. */
export const html = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
