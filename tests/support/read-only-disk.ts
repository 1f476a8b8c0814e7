/** A disk whose file system finds an error, and goes read-only under those who write: what Linux does with a broken one. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

export interface ReadOnlyDisk {
  folder: string
  /** From now on every write gets EROFS, of files that are open too. */
  breakDown(): void
  /** As an operator would, while nothing runs on it: checked, and mounted anew. */
  repair(): void
  remove(): void
}

/** As root, or as who may become root without a password. @returns what it printed, null when it failed */
const asRoot = (command: string, args: string[], input = ''): string | null => {
  const own = process.getuid?.() === 0
  const { status, stdout } = own
    ? spawnSync(command, args, { input })
    : spawnSync('sudo', ['-n', command, ...args], { input })
  return status === 0 ? stdout.toString().trim() : null
}

/** @returns null where no disk can be made of a file: without root, or in a container without loop devices */
export const mountReadOnlyDisk = (megabytes: number): ReadOnlyDisk | null => {
  const place = mkdtempSync(join(tmpdir(), 'casereel-disk-'))
  const image = join(place, 'image')
  const folder = join(place, 'mounted')
  mkdirSync(folder)
  writeFileSync(image, '')
  truncateSync(image, megabytes * 1_000_000)
  const owner = `root_owner=${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`
  const made = asRoot('mkfs.ext4', ['-q', '-F', '-E', owner, image]) !== null
  const device = made ? asRoot('losetup', ['--find', '--show', image]) : null
  const mount = (): boolean =>
    device !== null && asRoot('mount', ['-o', 'errors=remount-ro', device, folder]) !== null
  const remove = (): void => {
    asRoot('umount', ['-l', folder])
    if (device !== null) asRoot('losetup', ['--detach', device])
    rmSync(place, { recursive: true, force: true })
  }
  if (device === null || !mount()) {
    remove()
    return null
  }
  const must = (done: boolean): void => {
    if (!done) throw new Error('The disk does not do what it is told.')
  }
  return {
    folder,
    breakDown: () =>
      must(asRoot('tee', [`/sys/fs/ext4/${basename(device)}/trigger_fs_error`], 'a test') !== null),
    repair: () => {
      must(asRoot('umount', [folder]) !== null)
      // 1: errors were corrected, as they should be.
      asRoot('e2fsck', ['-p', device])
      must(mount())
    },
    remove,
  }
}
