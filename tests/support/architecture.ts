/** Which folder may import what (docs/architecture.md), and the checks that hold it. Pure: sources in, complaints out. */
import { posix } from 'node:path'

/** Path from the repository's root → text. */
export type Sources = Record<string, string>

interface Layer {
  /** Other layers it may import; its own files always. */
  layers: string[]
  /** Packages it may import, with all their subpaths unless one is named. */
  packages: string[]
}

const CORE = ['src/protocol', 'src/domain']

/** The recorder, from the top down. What is captured goes the other way: capture, outbox, line. */
const WINGS = ['tab', 'bar', 'line', 'capture', 'outbox', 'ground'] as const

const wings = (): Record<string, Layer> => {
  const below: Record<(typeof WINGS)[number], (typeof WINGS)[number][]> = {
    tab: ['bar', 'line', 'capture', 'outbox', 'ground'],
    bar: ['ground'],
    line: ['outbox', 'ground'],
    capture: ['ground'],
    outbox: ['ground'],
    ground: [],
  }
  const table = WINGS.map((wing): [string, Layer] => [
    `client/recorder/${wing}`,
    {
      // What the loader hands over is a type of its own.
      layers: ['src/protocol', 'client/loader', ...below[wing].map((lower) => `client/recorder/${lower}`)],
      packages: wing === 'capture' || wing === 'ground' ? ['@rrweb/record', '@rrweb/record?instance'] : [],
    },
  ])
  return { ...Object.fromEntries(table), 'client/loader': { layers: ['src/protocol'], packages: [] } }
}

/** The import table. A file belongs to the longest name that its path starts with; a file that fits none is a complaint. */
export const LAYERS: Record<string, Layer> = {
  'src/protocol': { layers: [], packages: [] },
  'src/domain': { layers: ['src/protocol'], packages: ['zod', 'nanoid', 'canonicalize', 'css-what'] },
  'src/auth': { layers: CORE, packages: ['jose', 'nanoid', 'zod'] },
  'src/store': { layers: CORE, packages: ['drizzle-orm', 'nanoid'] },
  'src/room': { layers: CORE, packages: ['zod'] },
  views: { layers: CORE, packages: ['hono/jsx', 'hono/html', 'hono/css'] },
  'src/actions': {
    layers: [...CORE, 'src/auth', 'src/store', 'src/room'],
    packages: ['zod', 'nanoid', 'bowser'],
  },
  'src/http': {
    layers: [...CORE, 'src/auth', 'src/store', 'src/room', 'src/actions', 'src/config', 'src/log', 'views'],
    packages: ['hono', '@hono/zod-openapi', 'zod', 'uqr'],
  },
  'src/config': { layers: CORE, packages: ['zod'] },
  'src/log': { layers: [], packages: [] },
  'src/smtp': { layers: [...CORE, 'src/actions', 'src/config'], packages: ['nodemailer'] },
  'src/node': {
    layers: [
      ...CORE,
      'src/auth',
      'src/store',
      'src/room',
      'src/actions',
      'src/http',
      'src/config',
      'src/log',
      'src/smtp',
      'views',
    ],
    packages: [
      'node:',
      'hono',
      '@hono/node-server',
      'ws',
      'better-sqlite3',
      'drizzle-orm',
      'nanoid',
      'prom-client',
      'zod',
    ],
  },
  'src/worker': {
    layers: [
      ...CORE,
      'src/auth',
      'src/store',
      'src/room',
      'src/actions',
      'src/http',
      'src/config',
      'src/log',
      'src/smtp',
      'migrations',
      'package',
    ],
    packages: ['cloudflare:workers', 'node:net', 'node:tls', 'hono', 'drizzle-orm', 'zod'],
  },
  migrations: { layers: [], packages: [] },
  package: { layers: [], packages: [] },
  ...wings(),
  client: {
    layers: ['src/protocol', 'client/loader', ...WINGS.map((wing) => `client/recorder/${wing}`)],
    packages: ['@rrweb/record', '@rrweb/replay', '@rrweb/types'],
  },
}

/** Only a host may touch these; `tsconfig.core.json` refuses the rest by type. */
const HOST_ONLY_PACKAGES = ['drizzle-orm/better-sqlite3', 'drizzle-orm/d1', 'drizzle-orm/durable-sqlite']
const HOST_GLOBALS =
  /(?<![\w.$'"`/-])(process|Buffer|document|window|localStorage|sessionStorage|__dirname)\.\w+/g
const MAX_LINES = 300

const startsWithPath = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}.`)

const layerOf = (path: string): string | undefined =>
  Object.keys(LAYERS)
    .filter((layer) => startsWithPath(path, layer))
    .toSorted((a, b) => b.length - a.length)[0]

const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<![:'"`\\/])\/\/.*$/gm, '')

const IMPORTS = [
  // import a, { b } from 'x' · import type … · export { a } from 'x' · export * as a from 'x'
  /^\s*(?:import|export)\s+(?:type\s+)?(?:[\w$*][\w$*\s,]*)?(?:\{[^}]*\}\s*)?from\s*['"]([^'"]+)['"]/gm,
  // import 'x'
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  // import('x'), as a value and as a type
  /\bimport\(\s*['"]([^'"]+)['"]/g,
]

/** What a source names in its imports, type imports included. */
export const importsOf = (source: string): string[] => {
  const text = withoutComments(source)
  return IMPORTS.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
}

const resolve = (from: string, specifier: string): string => posix.join(posix.dirname(from), specifier)

/** A global of a host, used as such: a file may well call something of its own `document`. */
const hostGlobalIn = (source: string): string | undefined => {
  const text = withoutComments(source)
  const isOwn = (name = '') =>
    new RegExp(`\\b(?:const|let)\\s+${name}\\b|[({,]\\s*${name}\\s*[:,)}=]`).test(text)
  return [...text.matchAll(HOST_GLOBALS)].find(([, name]) => !isOwn(name))?.[0]
}

const isHost = (layer: string): boolean => layer === 'src/node' || layer === 'src/worker'

const checkImport = (path: string, layer: string, specifier: string): string[] => {
  const { layers, packages } = LAYERS[layer] ?? { layers: [], packages: [] }
  if (specifier.startsWith('.')) {
    const target = layerOf(resolve(path, specifier))
    return target && (target === layer || layers.includes(target))
      ? []
      : [`${path} imports ${resolve(path, specifier)}: ${layer} may not import ${target ?? 'that'}`]
  }
  const named = packages.some(
    (name) => startsWithPath(specifier, name) || (name.endsWith(':') && specifier.startsWith(name)),
  )
  const allowed =
    named && (isHost(layer) || !HOST_ONLY_PACKAGES.some((name) => startsWithPath(specifier, name)))
  return allowed ? [] : [`${path} imports ${specifier}, which ${layer} may not`]
}

const checkFile = (path: string, source: string): string[] => {
  const layer = layerOf(path)
  if (/^client.recorder.[^/]+$/.test(path)) return [`${path} belongs to no wing`]
  if (!layer) return [`${path} belongs to no layer`]
  const lines = source.trimEnd().split('\n').length
  const global = layer.startsWith('client') || isHost(layer) ? undefined : hostGlobalIn(source)
  return [
    ...importsOf(source).flatMap((specifier) => checkImport(path, layer, specifier)),
    ...(global ? [`${path} uses ${global}, which only a host or a browser has`] : []),
    ...(lines > MAX_LINES ? [`${path} has ${lines} lines; ${MAX_LINES} is the most`] : []),
  ]
}

/** The files of each import cycle, written `a → b → a`, each cycle once. */
const cycles = (sources: Sources): string[] => {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) found.push(`Cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`)
    if (done.has(path) || trail.includes(path)) return
    for (const specifier of importsOf(sources[path] ?? '')) {
      const target = resolve(path, specifier)
      if (specifier.startsWith('.') && target in sources) visit(target, [...trail, path])
    }
    done.add(path)
  }
  for (const path of Object.keys(sources)) visit(path, [])
  return found
}

/** Everything that is wrong, one sentence each. */
export const checkArchitecture = (sources: Sources): string[] => [
  ...Object.entries(sources).flatMap(([path, source]) => checkFile(path, source)),
  ...cycles(sources),
]
