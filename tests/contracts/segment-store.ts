/** What every SegmentStore must do. A host runs it on its own implementation. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { SegmentStore } from '../../src/store/segments.ts'

/** @param open a store with nothing in it */
export const testSegmentStore = (name: string, open: () => SegmentStore | Promise<SegmentStore>): void => {
  describe(`the segment store contract on ${name}`, () => {
    let store: SegmentStore
    beforeEach(async () => {
      store = await open()
    })
    const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values)

    it('what was never put is null', async () => {
      expect(await store.get('recordings/a/tab/1')).toBeNull()
    })

    it('bytes come back as they went, also a megabyte and none at all', async () => {
      const large = new Uint8Array(1_000_000).map((_, index) => index % 251)
      await store.put('recordings/a/tab/1', large)
      await store.put('recordings/a/tab/2', bytes())
      expect(await store.get('recordings/a/tab/1')).toEqual(large)
      expect(await store.get('recordings/a/tab/2')).toEqual(bytes())
    })

    it('[R25] the same segment can be put again', async () => {
      await store.put('recordings/a/tab/1', bytes(1, 2))
      await store.put('recordings/a/tab/1', bytes(1, 2))
      expect(await store.get('recordings/a/tab/1')).toEqual(bytes(1, 2))
    })

    it('[C15] a recording is deleted whole, and no neighbour of a like name with it', async () => {
      const gone = ['recordings/a_b/tab/1', 'recordings/a_b/tab/10', 'recordings/a_b/other/1']
      const kept = [
        'recordings/a_bc/tab/1',
        'recordings/axb/tab/1',
        'recordings/A_B/tab/1',
        'recordings/a%/tab/1',
        'xrecordings/a_b/tab/1',
      ]
      for (const key of [...gone, ...kept]) await store.put(key, bytes(1))
      await store.deleteAll('recordings/a_b/')
      for (const key of gone) expect([key, await store.get(key)]).toEqual([key, null])
      for (const key of kept) expect([key, await store.get(key)]).toEqual([key, bytes(1)])
    })

    it('[T34] a prefix is taken letter for letter', async () => {
      await store.put('recordings/a/tab/1', bytes(1))
      for (const prefix of ['recordings/%', 'recordings/_/', '%', '*', 'recordings/[a]/', `' OR 1=1 --`]) {
        await store.deleteAll(prefix)
      }
      expect(await store.get('recordings/a/tab/1')).toEqual(bytes(1))
    })

    it('more keys than one list of a bucket holds are all deleted', async () => {
      const keys = Array.from({ length: 1_100 }, (_, index) => `recordings/a/tab/${index}`)
      await Promise.all(keys.map((key) => store.put(key, bytes(1))))
      await store.deleteAll('recordings/a/')
      const left = await Promise.all(keys.map((key) => store.get(key)))
      expect(left.filter((one) => one !== null)).toEqual([])
    })
  })
}
