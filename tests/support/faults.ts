/** What can go wrong under a server that runs: a full disk, a disk with errors, a lock that somebody holds. */
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { databaseFile } from '../../src/node/database.ts'

export interface SmallDisk {
  folder: string
  /** Takes all room that is left. */
  fill(): void
  /** Gives it back. */
  free(): void
  remove(): void
}

/** A disk of some megabytes; null where this user may mount nothing. */
export const mountSmallDisk = (megabytes: number): SmallDisk | null => {
  const folder = mkdtempSync(join(tmpdir(), 'casereel-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true })
    return null
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: () => {
      const handle = openSync(ballast, 'a')
      try {
        for (;;) writeSync(handle, new Uint8Array(4_096))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(handle)
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true })
    },
  }
}

const limitFiles = (pid: number, bytes: number | 'unlimited'): void => {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}

/**
 * No file of the process grows any more: SQLite gets EFBIG from the kernel and tells a disk I/O error. Any user may do that.
 * @returns what ends it
 */
export const breakWrites = (pid: number, dataDir: string): (() => void) => {
  limitFiles(pid, statSync(`${databaseFile(dataDir)}-wal`).size)
  return () => limitFiles(pid, 'unlimited')
}

/** Holds the lock of the database as another process would. @returns what lets it go */
export const lockDatabase = (dataDir: string): (() => void) => {
  const sqlite = new Sqlite(databaseFile(dataDir))
  sqlite.exec('BEGIN IMMEDIATE')
  return () => {
    sqlite.exec('ROLLBACK')
    sqlite.close()
  }
}

export const checkIntegrity = (dataDir: string): unknown => {
  const sqlite = new Sqlite(databaseFile(dataDir), { readonly: true })
  const found = sqlite.pragma('integrity_check', { simple: true })
  sqlite.close()
  return found
}
