/** Set by build.mjs: true in the recorder that can read bodies of requests. esbuild drops from the other what only it needs. */
declare const BODIES: boolean
