/** What every KeyStore must do. A host runs it on its own implementation. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { KeyStore } from '../../src/auth/recording-keys.ts'

/** @param open a store with nothing in it */
export const testKeyStore = (name: string, open: () => KeyStore | Promise<KeyStore>): void => {
  describe(`the key store contract on ${name}`, () => {
    let store: KeyStore
    beforeEach(async () => {
      store = await open()
    })
    const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values)

    it('what was never put is null, and no names are listed', async () => {
      expect(await store.get('recordings/aa/aa1')).toBeNull()
      expect(await store.list('')).toEqual([])
      expect(await store.list('recordings/')).toEqual([])
    })

    it('bytes come back as they went, and none at all is not nothing', async () => {
      await store.put('check', bytes(0, 255, 10))
      await store.put('recordings/aa/aa1', bytes())
      expect(await store.get('check')).toEqual(bytes(0, 255, 10))
      expect(await store.get('recordings/aa/aa1')).toEqual(bytes())
    })

    it('[C16] what is put again takes the place of what was there', async () => {
      await store.put('recordings/aa/aa1', bytes(1, 2, 3))
      await store.put('recordings/aa/aa1', bytes())
      expect(await store.get('recordings/aa/aa1')).toEqual(bytes())
      expect(await store.list('recordings/')).toEqual(['recordings/aa/aa1'])
    })

    it('of many who put at once each is there whole', async () => {
      const names = Array.from({ length: 20 }, (_, index) => `recordings/aa/aa${index}`)
      await Promise.all(names.map((each, index) => store.put(each, bytes(index, index))))
      await Promise.all(Array.from({ length: 5 }, () => store.put('check', bytes(7, 7))))
      expect(await Promise.all(names.map((each) => store.get(each)))).toEqual(
        names.map((_, index) => bytes(index, index)),
      )
      expect(await store.get('check')).toEqual(bytes(7, 7))
    })

    it('names are listed by prefix, in order of their bytes, from behind one on', async () => {
      const names = [
        'erased/20261120/1.-b',
        'erased/20261120/1.Ab',
        'erased/20261120/1._b',
        'erased/20261120/2.a',
        'erased/20261121/3.a',
        'recordings/-a/-a1',
        'recordings/_a/_a1',
      ]
      for (const each of names.toReversed()) await store.put(each, bytes(1))
      expect(await store.list('')).toEqual(names)
      expect(await store.list('erased/')).toEqual(names.slice(0, 5))
      expect(await store.list('erased/', 'erased/20261120/1.Ab')).toEqual(names.slice(2, 5))
      expect(await store.list('erased/', 'erased/20261120/2.')).toEqual(names.slice(3, 5))
      expect(await store.list('erased/', 'erased/20261121/3.a')).toEqual([])
      expect(await store.list('erased/20261121/')).toEqual(names.slice(4, 5))
      expect(await store.list('recordings/_')).toEqual(names.slice(6))
    })

    it('more names than one list of a bucket holds are all listed', async () => {
      const names = Array.from(
        { length: 1_100 },
        (_, index) => `erased/20261120/${String(index).padStart(13, '0')}.a`,
      )
      for (let from = 0; from < names.length; from += 100) {
        await Promise.all(names.slice(from, from + 100).map((each) => store.put(each, bytes())))
      }
      expect(await store.list('erased/')).toEqual(names)
      expect(await store.list('erased/', names[1_049])).toEqual(names.slice(1_050))
    })
  })
}
