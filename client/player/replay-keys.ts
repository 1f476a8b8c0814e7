/** The keys of a replay, as its help lists them. */
import type { Shortcut } from './keys.ts'

export interface ReplayKeys {
  toggle(): void
  /** Moves by this many ms. */
  step(ms: number): void
  /** Goes to this time, ms; Infinity is the end. */
  seek(t: number): void
  setSpeed(speed: number): void
  toggleSkip(): void
  toAny(by: 1 | -1): void
  toError(by: 1 | -1): void
}

export const STEP_MS = 5_000

export const replayShortcuts = (keys: ReplayKeys, ofTabs: Shortcut[], common: Shortcut[]): Shortcut[] => [
  { keys: [' ', 'k'], shown: 'Space', help: 'Play or pause', run: () => keys.toggle() },
  ...[
    { keys: ['ArrowLeft'], shown: '←', help: 'Back 5 seconds', run: () => keys.step(-STEP_MS) },
    { keys: ['ArrowRight'], shown: '→', help: 'Forward 5 seconds', run: () => keys.step(STEP_MS) },
  ].map((shortcut) => ({ ...shortcut, shift: false })),
  { keys: ['ArrowLeft'], shift: true, shown: 'Shift ←', help: 'Previous mark', run: () => keys.toAny(-1) },
  { keys: ['ArrowRight'], shift: true, shown: 'Shift →', help: 'Next mark', run: () => keys.toAny(1) },
  {
    keys: ['1', '2', '4', '8'],
    shown: '1 2 4 8',
    help: 'Speed',
    run: (key) => keys.setSpeed(Number(key)),
  },
  { keys: ['s'], shown: 'S', help: 'Skip inactivity', run: () => keys.toggleSkip() },
  {
    keys: ['n'],
    shift: false,
    shown: 'N',
    help: 'Next error or failed request',
    run: () => keys.toError(1),
  },
  {
    keys: ['n'],
    shift: true,
    shown: 'Shift N',
    help: 'Previous error or failed request',
    run: () => keys.toError(-1),
  },
  ...ofTabs,
  { keys: ['Home'], shown: 'Home', help: 'To the start', run: () => keys.seek(0) },
  { keys: ['End'], shown: 'End', help: 'To the end', run: () => keys.seek(Infinity) },
  ...common,
]
