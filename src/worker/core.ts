/** What the Worker and its rooms share: the database, the segments, the tokens. */
import { createHappeningLog } from '../actions/log-happening.ts'
import type { RoomActionDeps } from '../actions/room-deps.ts'
import { createCipher } from '../auth/cipher.ts'
import { openKeyRing, type KeyRing } from '../auth/keys.ts'
import type { SealDeps } from '../actions/seal.ts'
import { createRecordingKeys } from '../auth/recording-keys.ts'
import { createTokenMaker } from '../auth/tokens.ts'
import type { Cipher } from '../domain/cipher.ts'
import { systemClock } from '../domain/clock.ts'
import { unpack } from '../protocol/codec.ts'
import { createLog } from '../log.ts'
import { createEncryptedSegments } from '../store/encrypted-segments.ts'
import { openD1 } from './database.ts'
import { readSettingsOf, requireBindings, type Bindings, type Settings } from './environment.ts'
import { createR2Keys } from './key-store.ts'
import { createR2Segments } from './segment-store.ts'

export interface Core extends RoomActionDeps, SealDeps {
  bindings: Bindings
  settings: Settings
  ring: KeyRing
  master: Cipher
}

/** Lines go to Workers Logs. */
export const log = createLog((line) => console.error(line))

const NEVER = new AbortController().signal

/** A change of a secret is a deployment, so that what was read stays right. @throws ConfigError */
export const openCore = async (env: object): Promise<Core> => {
  const bindings = requireBindings(env)
  const settings = readSettingsOf(env)
  const ring = await openKeyRing(settings.keys)
  const master = await createCipher(settings.masterKey)
  const recordingKeys = createRecordingKeys(createR2Keys(bindings.KEYS), master, systemClock)
  return {
    bindings,
    settings,
    ring,
    master,
    database: openD1(bindings.DB),
    segments: createEncryptedSegments(createR2Segments(bindings.SEGMENTS), recordingKeys.cipherOf),
    recordingKeys,
    tokens: createTokenMaker(async () => ring, settings.publicUrl),
    clock: systemClock,
    log,
    observe: createHappeningLog(log, systemClock),
    unpack: (frame) => unpack(frame, Infinity),
    // Each room has memory and a thread of its own.
    endTurn: (task) => task(NEVER),
  }
}
