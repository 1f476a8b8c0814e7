const EVERY_MS = 2_000

/** Tells on standard error how far long work is; short work says nothing. */
export const showProgress = (what: string): ((done: number) => void) => {
  let toldAt = Date.now()
  return (done) => {
    if (Date.now() - toldAt < EVERY_MS) return
    toldAt = Date.now()
    process.stderr.write(`${what}: ${Math.floor(done * 100)} %\n`)
  }
}
