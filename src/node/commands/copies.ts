/** What the commands that copy data have in common: nothing of it is half there, and nothing is written over. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { ConfigError } from '../config.ts'

/** The path without links in it, also where its end is not there yet. */
const realPath = (path: string): string => {
  const whole = resolve(path)
  if (existsSync(whole)) return realpathSync(whole)
  return dirname(whole) === whole ? whole : join(realPath(dirname(whole)), basename(whole))
}

/** True for the folder itself too. */
export const isInside = (path: string, folder: string): boolean =>
  `${realPath(path)}${sep}`.startsWith(`${realPath(folder)}${sep}`)

/** @throws ConfigError when one of the two lies in the other */
export const requireApart = (what: string, path: string, other: string): void => {
  if (isInside(path, other) || isInside(other, path))
    throw new ConfigError(`${what} ${path} must be apart from ${other}.`)
}

/** Names in a folder; none where there is no folder. */
export const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])

/** Resolves what was written when it is on the disk. */
export const syncToDisk = (path: string): void => {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** Readable by its owner only. */
export const makeFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}
