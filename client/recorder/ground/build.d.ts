/** Set by build.mjs: true in the recorder that can read bodies of requests. esbuild drops from the other what only it needs. */
declare const BODIES: boolean

/** Made by client/bundle-for-host.mjs of the package as it is. */
declare module '@rrweb/record?instance' {
  import type { record } from '@rrweb/record'

  export type Record = typeof record
  export type RecordOptions = NonNullable<Parameters<Record>[0]>
  /** An rrweb of its own, without anything that an earlier one keeps. @param setTimeout what its timers are made by */
  export const createRecord: (setTimeout: (work: () => void, ms?: number) => number) => Record
}
