/** What `setup-link` and `rotate-keys` do with `--worker`. */
import { makeOwnerLink } from '../../actions/sign-in.ts'
import { generateKey } from '../../auth/keys.ts'
import { systemClock } from '../../domain/clock.ts'
import { ConfigError } from '../../config.ts'
import { readDevVars, rotateDevKeys } from './dev-vars.ts'
import { openD1ByCommand, runWrangler } from './wrangler.ts'

/** @param publicUrl of the deployed Worker, as PUBLIC_URL says */
export const workerSetupLink = async (remote: boolean, publicUrl: string | undefined): Promise<string> => {
  const known = remote ? publicUrl : (readDevVars()['PUBLIC_URL'] ?? 'http://localhost:8787')
  if (known === undefined) {
    throw new ConfigError(
      'PUBLIC_URL is not set; write the address of the deployed Worker before the command.',
    )
  }
  const database = openD1ByCommand(remote ? '--remote' : '--local')
  return makeOwnerLink({ database, clock: systemClock, publicUrl: new URL(known).origin })
}

const SIGNING_KEYS = /^SIGNING_KEYS(_|$)/

/** A secret cannot be read back, so the fresh key goes into one of its own, and the older ones stay where they are. */
export const rotateWorkerKeys = async (remote: boolean, retireOld: boolean): Promise<string> => {
  const fresh = await generateKey(systemClock.now())
  if (!remote) {
    rotateDevKeys(fresh, retireOld)
    return fresh.kid
  }
  const old = (JSON.parse(runWrangler(['secret', 'list', '--format', 'json'])) as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => SIGNING_KEYS.test(name))
  const name = old.length === 0 ? 'SIGNING_KEYS' : `SIGNING_KEYS_${fresh.createdAt}`
  runWrangler(['secret', 'put', name], JSON.stringify([fresh]))
  if (retireOld) for (const one of old) runWrangler(['secret', 'delete', one])
  return fresh.kid
}
