/**
 * What is on the screen of each of the customer's tabs, while live. Each tab's events since its last snapshot are kept, so
 * that a change of tab, or a picture gone wrong, is rebuilt here without asking the server.
 */
import { entryOf } from '../../src/protocol/entries.ts'
import { EventType, isActivity, type RecordedEvent } from '../../src/protocol/events.ts'
import { cursorTrack, pointsOf } from './cursor.ts'
import type { Stage } from './stage.ts'

export interface LivePictures {
  add(tab: string, events: readonly RecordedEvent[]): void
  /** Shows this tab; undefined follows the customer. */
  choose(tab: string | undefined): void
  shown(): string
  tabs(): string[]
  /** Forgets all pictures; what is on the stage stays until the next snapshot. */
  forget(): void
}

export interface LivePicturesOptions {
  stage: Stage
  onTabs(): void
  /** Changes come but there is no picture that they fit. */
  onLost(): void
}

/** Changes that found no place before the picture counts as broken. */
const MISSES_ALLOWED = 20
const LONGEST_GLIDE_MS = 500

/** Somebody does something in this tab, or it has come to the front. */
const isFront = (event: RecordedEvent): boolean => {
  if (isActivity(event)) return true
  const entry = entryOf(event)
  return entry?.kind === 'control' && entry.action === 'visible'
}

export const createLivePictures = ({ stage, onTabs, onLost }: LivePicturesOptions): LivePictures => {
  const pictures = new Map<string, RecordedEvent[]>()
  const known = new Set<string>()
  let shown = ''
  let chosen: string | undefined
  let onStage = false

  const show = (tab: string): void => {
    const isOther = tab !== shown
    shown = tab
    const events = pictures.get(tab)
    onStage = events !== undefined
    if (events) {
      stage.start(events)
      if (isOther) stage.pointTo(cursorTrack(events).at(-1))
    }
    onTabs()
  }

  const point = (event: RecordedEvent): void => {
    const points = pointsOf(event)
    const first = points[0]
    for (const at of points) {
      // A move tells several places at once: they are shown as far apart as they were made.
      const later = Math.min(LONGEST_GLIDE_MS, at.time - (first?.time ?? at.time))
      setTimeout(() => {
        stage.pointTo(at)
        if (at.press) stage.press(at)
      }, later)
    }
  }

  return {
    add(tab, events) {
      if (!known.has(tab)) {
        known.add(tab)
        onTabs()
      }
      for (const event of events) {
        const begins = event.type === EventType.Meta
        if (begins) pictures.set(tab, [])
        const picture = pictures.get(tab)
        if (!picture) continue
        picture.push(event)
        const follows = chosen === undefined && tab !== shown && (shown === '' || isFront(event))
        if (follows && picture.length > 1) show(tab)
        if (tab !== shown) continue
        if (event.type === EventType.FullSnapshot && !onStage) show(tab)
        else if (onStage) stage.apply(event)
        point(event)
      }
      if (tab !== shown) return
      if (!pictures.has(tab)) onLost()
      else if (stage.misses() > MISSES_ALLOWED) onLost()
    },
    choose(tab) {
      chosen = tab
      if (tab !== undefined && tab !== shown) show(tab)
    },
    shown: () => shown,
    tabs: () => [...known],
    forget() {
      pictures.clear()
      onStage = false
    },
  }
}
