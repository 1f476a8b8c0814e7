import type { KeyStore } from '../auth/recording-keys.ts'

/** Sealed keys in a bucket of their own: R2 keeps no past of an object, so that one written over is gone. */
export const createR2Keys = (bucket: R2Bucket): KeyStore => ({
  get: async (name) => {
    const object = await bucket.get(name)
    return object ? new Uint8Array(await object.arrayBuffer()) : null
  },
  put: async (name, bytes) => {
    await bucket.put(name, bytes)
  },
  list: async (prefix, after) => {
    const names: string[] = []
    let startAfter = after
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const { objects, truncated } = await bucket.list({ prefix, ...(startAfter && { startAfter }) })
      names.push(...objects.map(({ key }) => key))
      startAfter = names.at(-1)
      if (!truncated) return names
    }
  },
})
