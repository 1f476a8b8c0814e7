/** Who uploads is known before more is kept than says so. */
import { expect, it } from 'vitest'
import { createUploads, readUpload } from '../../src/http/read-upload.ts'
import { encodeUpload } from '../../src/protocol/codec.ts'
import { MAX_UPLOAD_BYTES } from '../../src/protocol/limits.ts'

const HELLO = { type: 'hello', v: 1, token: 'token', tab: 'tab_of-Ana', from: 1, clock: 1 }

/** A body in pieces, which counts those that were asked for. */
const bodyOf = (bytes: Uint8Array, size = 1_000) => {
  const asked = { pieces: 0, cancelled: false }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const start = asked.pieces * size
        if (start >= bytes.length) return controller.close()
        asked.pieces += 1
        controller.enqueue(bytes.subarray(start, start + size))
      },
      cancel: () => {
        asked.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, asked }
}

const upload = (frames: Uint8Array[], head: object = { hello: HELLO }): Uint8Array<ArrayBuffer> =>
  encodeUpload(JSON.stringify(head), frames)

it('[L9] the head is let in after as much as it takes to read it, and then comes the rest', async () => {
  const bytes = upload([new Uint8Array(3_000_000)])
  const { stream, asked } = bodyOf(bytes)
  let before = 0
  const body = await readUpload(stream, async ({ hello }) => {
    before = asked.pieces
    expect(hello).toEqual(HELLO)
  })
  expect(before).toBe(1)
  expect(body).toEqual(bytes)
})

it('[L9] what is not let in is read to its end, and not kept', async () => {
  const { stream, asked } = bodyOf(upload([new Uint8Array(3_000_000)]))
  const refused = readUpload(stream, async () => {
    throw new Error('The token is not valid.')
  })
  await expect(refused).rejects.toThrow('not valid')
  expect(asked.pieces).toBeGreaterThan(3_000)
})

it.each([
  ['of nothing', new Uint8Array(), 'malformed'],
  ['of less than a length', new Uint8Array(3), 'malformed'],
  ['that ends in its head', upload([]).subarray(0, 40), 'malformed'],
  ['whose head is too long', upload([], { hello: { ...HELLO, token: 'a'.repeat(20_000) } }), 'too-big'],
  ['that is too long', upload([new Uint8Array(MAX_UPLOAD_BYTES)]), 'too-big'],
  ['without an end', upload([new Uint8Array(3 * MAX_UPLOAD_BYTES)]), 'too-big'],
])('[L1][L3] a body %s is refused', async (_, bytes, kind) => {
  const { stream, asked } = bodyOf(bytes, 100_000)
  await expect(readUpload(stream, async () => undefined)).rejects.toMatchObject({ kind })
  expect(asked.pieces * 100_000).toBeLessThanOrEqual(MAX_UPLOAD_BYTES + 200_000)
})

it('[L9] a recording has a fixed number of uploads under way, and others have theirs', () => {
  const uploads = createUploads(2)
  expect([uploads.begin('a'), uploads.begin('a'), uploads.begin('a'), uploads.begin('b')]).toEqual([
    true,
    true,
    false,
    true,
  ])
  uploads.done('a')
  expect(uploads.begin('a')).toBe(true)
})
