/**
 * A Chromium for the browser tests: the one that is there, or else one that is fetched.
 * Runs under Node's type stripping, before anything is built.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** Containers run as root, where Chromium's sandbox refuses to start; the rest keeps the browser off the network. */
export const CHROMIUM_FLAGS: string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Chromium without the parts that draw windows. It needs a quarter less processor time, and has no back/forward cache. */
const SHELL_NAMES = ['chromium-headless-shell']

const INSTALL_LIMIT_MS = 6 * 60_000

/** True when the program starts: a browser without its system libraries is there, but does not. */
const starts = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0

/**
 * Path or name of a Chromium that starts: `CHROMIUM_PATH`, else Playwright's download, else the system's.
 * @throws Error when `CHROMIUM_PATH` names none, since falling back would test another browser than was asked for.
 */
export const findChromium = (): string | undefined => {
  const asked = process.env['CHROMIUM_PATH']
  if (!asked) return [chromium.executablePath(), ...SYSTEM_NAMES.flatMap(pathOf)].find(starts)
  if (!starts(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, which does not start.`)
  return asked
}

/** A headless shell of the same kind, for the tests that need no more; undefined where there is none. */
export const findHeadlessShell = (): string | undefined => SHELL_NAMES.flatMap(pathOf).find(starts)

/** Playwright wants a whole path, so a name is looked up in PATH. */
const pathOf = (name: string): string[] => {
  const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  return status === 0 ? [stdout.trim()] : []
}

/**
 * A Chromium that starts, installing one if there is none: Playwright's own, else Debian's or Ubuntu's package.
 * @throws Error with what a person can do when neither is possible.
 */
export const ensureChromium = (): string => {
  for (const install of [undefined, playwrightInstall, packageInstall]) {
    const command = install?.()
    if (command) {
      console.log(`No Chromium that starts. Running: ${command}`)
      spawnSync('sh', ['-c', command], { stdio: ['ignore', 'inherit', 'inherit'], timeout: INSTALL_LIMIT_MS })
    }
    const found = findChromium()
    if (found) return found
  }
  throw new Error(
    'The browser tests need Chromium and none could be installed: ' +
      'install one (for example `apt-get install chromium`) or set CHROMIUM_PATH to its program.',
  )
}

const playwrightInstall = (): string => 'npx --no-install playwright install chromium'

/** By apt: the libraries that Playwright's download lacks, or a whole Chromium; with fonts, as a bare image has none. */
const packageInstall = (): string | undefined => {
  const sudo = process.getuid?.() === 0 ? '' : 'sudo -n '
  if (spawnSync('sh', ['-c', `command -v apt-get && ${sudo}true`], { stdio: 'ignore' }).status !== 0)
    return undefined
  if (existsSync(chromium.executablePath())) return 'npx --no-install playwright install-deps chromium'
  const apt = `${sudo}env DEBIAN_FRONTEND=noninteractive apt-get`
  const install = `${apt} install -y --no-install-recommends`
  // The shell only saves time, and not every system has a package of it.
  return `${apt} update && ${install} chromium fonts-liberation && { ${install} chromium-headless-shell || true; }`
}
