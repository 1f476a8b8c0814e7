/** `.dev.vars`: the variables and secrets of the local Worker, which wrangler reads. Never in version control. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newKey } from '../../auth/cipher.ts'
import { generateKey, type StoredKey } from '../../auth/keys.ts'
import { root } from '../paths.ts'

const file = join(root, '.dev.vars')

const line = (name: string, value: string): string => `${name}='${value}'\n`

export const readDevVars = (): Record<string, string> =>
  Object.fromEntries(
    (existsSync(file) ? readFileSync(file, 'utf8') : '').split('\n').flatMap((text) => {
      const [, name, value] = /^(\w+)='?([^']*)'?$/.exec(text.trim()) ?? []
      return name === undefined || value === undefined ? [] : [[name, value]]
    }),
  )

const write = (values: Record<string, string>): void =>
  writeFileSync(
    file,
    Object.entries(values)
      .map(([name, value]) => line(name, value))
      .join(''),
    { mode: 0o600 },
  )

/** What is missing is made; what somebody wrote stays. */
export const makeDevVars = async (publicUrl: string, now: number): Promise<Record<string, string>> => {
  const known = readDevVars()
  const values = {
    PUBLIC_URL: publicUrl,
    ...known,
    CASEREEL_MASTER_KEY: known['CASEREEL_MASTER_KEY'] ?? Buffer.from(newKey()).toString('base64'),
    SIGNING_KEYS: known['SIGNING_KEYS'] ?? JSON.stringify([await generateKey(now)]),
  }
  if (Object.keys(values).length !== Object.keys(known).length) write(values)
  return values
}

/** @param retireOld the older keys go */
export const rotateDevKeys = (fresh: StoredKey, retireOld: boolean): void => {
  const values = readDevVars()
  const old = retireOld ? [] : (JSON.parse(values['SIGNING_KEYS'] ?? '[]') as StoredKey[])
  write({ ...values, SIGNING_KEYS: JSON.stringify([fresh, ...old]) })
}
