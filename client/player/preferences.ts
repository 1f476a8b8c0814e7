/** What the player remembers of a person's choices, in localStorage; without storage it forgets quietly. */

interface Preferences {
  skipInactivity: boolean
  speed: number
  panelOpen: boolean
  /** Width of the panel in CSS px. */
  panelWidth: number
  panelTab: string
}

const KEY = 'casereel-player'
const DEFAULTS: Preferences = {
  skipInactivity: true,
  speed: 1,
  panelOpen: true,
  panelWidth: 380,
  panelTab: 'events',
}

const read = (): Preferences => {
  const preferences = { ...DEFAULTS }
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
    for (const name of Object.keys(DEFAULTS) as (keyof Preferences)[]) {
      if (typeof stored[name] === typeof DEFAULTS[name]) Object.assign(preferences, { [name]: stored[name] })
    }
  } catch {
    // Storage is blocked or holds something else: the defaults stand.
  }
  return preferences
}

let current: Preferences | undefined

export const preference = <K extends keyof Preferences>(name: K): Preferences[K] => (current ??= read())[name]

export const remember = <K extends keyof Preferences>(name: K, value: Preferences[K]): void => {
  current = { ...(current ?? read()), [name]: value }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // Remembered for this page only.
  }
}
