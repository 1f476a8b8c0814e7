/**
 * Room that is kept aside on the disk, as a file: a database that cannot grow cannot delete either, and an erasure must
 * work on a full disk too. Recorders get nothing of it; they are taken on again when it is whole.
 */
import { randomFillSync } from 'node:crypto'
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A log of the database (1,000 pages of 4 KiB) and what an erasure writes. */
export const RESERVE_BYTES = 8_000_000
/** Beyond it there must be room to work, or it would be given away again at once. */
const ROOM_BYTES = 2_000_000
/** Below it no commit can be counted on. */
const LAST_BYTES = 65_536

export interface Reserve {
  isHeld(): boolean
  /** Takes the room if there is enough. @returns whether it is held */
  hold(): boolean
  /** True when there is next to nothing left beside it. */
  isNeeded(): boolean
  /** True when the file system takes no writes, as one that has found an error in itself. */
  isReadOnly(): boolean
  /** Gives the room away, for what must be written. */
  release(): void
}

export const createReserve = (dataDir: string): Reserve => {
  const file = join(dataDir, 'reserve')
  let held = false

  const isWhole = (): boolean => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= RESERVE_BYTES

  const free = (): number => {
    const { bavail, bsize } = statfsSync(dataDir)
    return bavail * bsize
  }

  const write = (): boolean => {
    try {
      if (free() < RESERVE_BYTES + ROOM_BYTES) return false
      const handle = openSync(file, 'w', 0o600)
      try {
        // Random: some file systems keep no room for zeros.
        writeSync(handle, randomFillSync(new Uint8Array(RESERVE_BYTES)))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      return isWhole()
    } catch {
      return false
    }
  }

  const isReadOnly = (): boolean => {
    try {
      closeSync(openSync(file, 'a', 0o600))
      return false
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EROFS'
    }
  }

  const release = (): void => {
    held = false
    try {
      rmSync(file, { force: true })
    } catch {
      // A file system that became read-only has other troubles.
    }
  }

  return {
    isHeld: () => held,
    hold: () => {
      if (held) return true
      held = isWhole() || write()
      if (!held) release()
      return held
    },
    isReadOnly,
    isNeeded: () => free() < LAST_BYTES,
    release,
  }
}
