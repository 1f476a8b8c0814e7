/** Which routes the app has, as its router knows them. */
import { createApp } from '../../src/http/app.tsx'
import type { HttpDeps } from '../../src/http/deps.ts'
import { createClock } from './clock.ts'

/** `GET /l/:token`, sorted; what stands before routes is left out. */
export const listRoutes = (): string[] => {
  const file = { url: '/x', integrity: '' }
  const manifest = new Proxy({}, { get: () => file })
  // Only built, never asked.
  const deps = { clock: createClock(), publicUrl: 'http://localhost', manifest, observe: () => undefined }
  const { routes } = createApp({ ...deps, metrics: async () => '' } as unknown as HttpDeps)
  const own = routes.filter(({ method }) => method !== 'ALL')
  return [...new Set(own.map(({ method, path }) => `${method} ${path}`))].toSorted()
}
