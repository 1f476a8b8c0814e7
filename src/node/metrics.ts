/** Numbers for Prometheus. No label has a value that anybody outside could choose or that tells of a person. */
import { statSync } from 'node:fs'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { HttpHappening } from '../http/happenings.ts'
import { databaseFile } from './database.ts'
import type { Journals } from './journal.ts'
import type { NodeRooms } from './rooms.ts'

export interface Metrics {
  observe(happening: HttpHappening): void
  /** Frames of all recordings that were committed together, and how long it took. */
  committed(frames: number, ms: number): void
  /** Adds what is read when somebody asks: the rooms, the journal, the files. */
  watch(sources: { rooms: NodeRooms; journals: Journals; dataDir: string }): void
  /** Everything, in the text format of Prometheus. */
  read(): Promise<string>
}

const QUICK_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
const SLOW_SECONDS = [0.01, 0.05, 0.25, 1, 5, 30]

/** A registry of our own: another part of the process, or another server in it, has its own numbers. */
export const createMetrics = (version: string): Metrics => {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `casereel_${name}`, help, labelNames, registers })
  const histogram = <Label extends string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: Label[] = [],
  ) => new Histogram({ name: `casereel_${name}`, help, buckets, labelNames, registers })
  const gauge = (name: string, help: string, read: () => number): void => {
    const collect = (): void => made.set(read())
    const made: Gauge = new Gauge({ name: `casereel_${name}`, help, registers, collect })
  }

  const frames = counter('frames_total', 'Frames that came, by what came of them.', ['way', 'outcome'])
  const events = counter('events_total', 'Events in stored frames.', ['way'])
  const bytes = counter('frame_bytes_total', 'Bytes of stored frames on the wire.', ['way'])
  const lost = counter('frames_lost_total', 'Frames that recorders told are lost for good.')
  const refusals = counter('refusals_total', 'Connections and uploads refused by a room.', ['way', 'code'])
  const slow = counter('viewers_slow_total', 'Times a viewer fell behind and was cut loose.')
  const ackDelay = histogram(
    'ack_delay_seconds',
    'From the arrival of a frame until it is durable.',
    QUICK_SECONDS,
  )
  const commit = histogram('commit_seconds', 'A commit of frames that waited together.', QUICK_SECONDS)
  const groups = histogram('commit_frames', 'Frames in one commit.', [1, 2, 5, 10, 20, 50, 100, 200, 500])
  const started = counter('recordings_started_total', 'Recordings whose page began to record.')
  const ended = counter('recordings_ended_total', 'Recordings that ended.', ['reason'])
  const erased = counter('recordings_erased_total', 'Recordings that were erased.', ['why'])
  const sealing = histogram(
    'sealing_seconds',
    'From the end of a recording until it is sealed.',
    SLOW_SECONDS,
  )
  const requests = histogram('http_request_seconds', 'Requests, by pattern of their route.', SLOW_SECONDS, [
    'method',
    'route',
    'status',
  ])
  new Gauge({
    name: 'casereel_build_info',
    help: 'Always 1; the labels tell what runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.version }, 1)

  return {
    observe: (happening) => {
      switch (happening.name) {
        case 'frame-stored': {
          const { way } = happening
          frames.inc({ way, outcome: 'stored' })
          events.inc({ way }, happening.events)
          bytes.inc({ way }, happening.bytes)
          return ackDelay.observe(happening.ackMs / 1_000)
        }
        case 'frame-known':
          return frames.inc({ way: happening.way, outcome: 'known' })
        case 'frame-early':
          return frames.inc({ way: happening.way, outcome: 'early' })
        case 'frames-lost':
          return lost.inc(happening.frames)
        case 'refused':
          return refusals.inc({ way: happening.way, code: happening.code })
        case 'viewer-slow':
          return slow.inc()
        case 'recording-started':
          return started.inc()
        case 'recording-ended':
          return ended.inc({ reason: happening.reason })
        case 'recording-sealed':
          return sealing.observe(happening.ms / 1_000)
        case 'recording-erased':
          return erased.inc({ why: happening.why })
        case 'request': {
          const { method, route, status } = happening
          return requests.observe({ method, route, status }, happening.ms / 1_000)
        }
      }
    },
    committed: (count, ms) => {
      groups.observe(count)
      commit.observe(ms / 1_000)
    },
    watch: ({ rooms, journals, dataDir }) => {
      gauge('rooms', 'Rooms that are open.', () => rooms.census().rooms)
      gauge('recorders', 'Recorders connected by socket.', () => rooms.census().recorders)
      gauge('viewers', 'Viewers connected.', () => rooms.census().viewers)
      gauge(
        'unsealed',
        'Recordings that are over and wait to be sealed, or are being sealed.',
        () => rooms.census().unsealed,
      )
      gauge('journal_waiting_frames', 'Frames that wait for their commit.', () => journals.depth().waiting)
      gauge('journal_frames', 'Frames on the disk that are not sealed yet.', () => journals.depth().stored)
      const file = databaseFile(dataDir)
      gauge('database_bytes', 'Size of the database.', () => sizeOf(file))
      gauge('wal_bytes', 'Size of its write-ahead log.', () => sizeOf(`${file}-wal`))
    },
    read: () => register.metrics(),
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
