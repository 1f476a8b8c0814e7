/** What everything in a simulated world shares: its time, its chance, its history, and what goes wrong in it now. */
import { chanceOf, type Chance } from '../support/fuzz/random.ts'
import { START } from '../support/clock.ts'
import { createTimeline, type Timeline } from './timeline.ts'

export interface Weather {
  /** One way, ms. */
  latency: number
  jitter: number
  /** Of one connection in one direction, bytes each ms. */
  rate: number
  /** Nothing gets through: attempts fail, or hang. */
  down: boolean
  /** Requests and answers get lost, are late, or come twice. */
  lossy: boolean
  /** What becomes of WebSockets: a proxy may refuse them, or cut each after some time. */
  sockets: 'pass' | 'refused' | 'short'
}

export interface World {
  seed: number
  time: Timeline
  chance: Chance
  weather: Weather
  /** One line of the history. */
  tell(who: string, what: string): void
  /** The last lines of the history, oldest first. */
  history(lines: number): string
  /** A rule was broken. */
  complain(what: string): void
  complaints: string[]
  /** A span between the two, ms. */
  between(from: number, to: number): number
  /** One way over the network, ms. */
  trip(): number
  /** The server's clock, ms since the epoch. */
  serverNow(): number
}

export const createWorld = (seed: number): World => {
  const time = createTimeline()
  const chance = chanceOf(seed)
  const lines: [at: number, who: string, what: string][] = []
  const complaints: string[] = []
  const between = (from: number, to: number): number => from + chance.below(to - from + 1)
  const weather: Weather = {
    latency: 20,
    jitter: 20,
    rate: Infinity,
    down: false,
    lossy: true,
    sockets: 'pass',
  }
  return {
    seed,
    time,
    chance,
    weather,
    tell: (who, what) => void lines.push([time.now(), who, what]),
    history: (count) =>
      lines
        .slice(-count)
        .map(([at, who, what]) => `${(at / 1_000).toFixed(3).padStart(8)}  ${who.padEnd(10)} ${what}`)
        .join('\n'),
    complain: (what) => {
      lines.push([time.now(), '!!', what])
      complaints.push(`${(time.now() / 1_000).toFixed(3)}: ${what}`)
    },
    complaints,
    between,
    trip: () => weather.latency + chance.below(weather.jitter + 1),
    serverNow: () => START + time.now(),
  }
}
