/** What of the platform's streams the product uses, without threads: the same bytes in the same order every time. */
import { gunzipSync, gzipSync } from 'node:zlib'

type Bytes = Uint8Array<ArrayBuffer>
type Codec = (bytes: Bytes) => Bytes

const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)

/** A stream of one chunk. */
class OneChunk {
  readonly take: () => Promise<Bytes>
  constructor(take: () => Promise<Bytes>) {
    this.take = take
  }
  pipeThrough({ run }: { run: Codec }): OneChunk {
    return new OneChunk(async () => run(await this.take()))
  }
  getReader() {
    let done = false
    const read = async () => {
      if (done) return { done: true as const, value: undefined }
      done = true
      return { done: false as const, value: await this.take() }
    }
    return { read, cancel: async () => {} }
  }
}

/** @param pause waited for before anything comes out of a stream */
export const codecs = (pause: () => Promise<void>) => ({
  Blob: class {
    readonly #parts: (Bytes | string)[]
    constructor(parts: (Bytes | string)[]) {
      this.#parts = parts
    }
    stream(): OneChunk {
      return new OneChunk(async () => {
        await pause()
        return own(Buffer.concat(this.#parts.map((part) => Buffer.from(part as string))))
      })
    }
  },
  Response: class {
    readonly #body: OneChunk
    constructor(body: OneChunk) {
      this.#body = body
    }
    async arrayBuffer(): Promise<ArrayBuffer> {
      return (await this.#body.take()).buffer
    }
  },
  CompressionStream: class {
    run(bytes: Bytes): Bytes {
      return own(gzipSync(bytes, { level: 1 }))
    }
  },
  DecompressionStream: class {
    run(bytes: Bytes): Bytes {
      return own(gunzipSync(bytes))
    }
  },
})
