/** Which parts of the product a changed file belongs to, so that the others need not be built again. */
export type Part = 'client' | 'server'

/** What both sides are built from. */
const SHARED = /^src\/(?:protocol\/|http\/asset-headers\.ts$)/

/** Migrations and what the server reads as it starts need no build, only the start. @param path from the repository's root */
export const partsOf = (path: string): Part[] => {
  const file = path.replaceAll('\\', '/')
  if (SHARED.test(file)) return ['client', 'server']
  if (file.startsWith('client/')) return ['client']
  if (file.startsWith('src/') || file.startsWith('views/')) return ['server']
  return []
}
