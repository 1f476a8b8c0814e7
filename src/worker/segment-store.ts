import type { SegmentStore } from '../store/segments.ts'

/** Segments in R2, in a bucket that only this Worker reads. */
export const createR2Segments = (bucket: R2Bucket): SegmentStore => ({
  put: async (key, bytes) => {
    // R2 takes one write a second to a key, and a segment never changes: what is there is not written again.
    await bucket.put(key, bytes, {
      onlyIf: { etagDoesNotMatch: '*' },
      httpMetadata: { contentType: 'application/octet-stream' },
    })
  },
  get: async (key) => {
    const object = await bucket.get(key)
    return object ? new Uint8Array(await object.arrayBuffer()) : null
  },
  deleteAll: async (prefix) => {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- page after page; what was deleted is on no later one
      const { objects, truncated } = await bucket.list({ prefix })
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key))
      if (!truncated) return
    }
  },
})
