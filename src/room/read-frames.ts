import type { JournalFrame, JournalReader } from './journal.ts'

/** As many as are read at once: a minute of a page that is watched, some MB at most as a rule. */
const AT_ONCE = 200

/** All frames of a tab, in order of seq, batch by batch. */
export async function* readFrames(
  journal: Pick<JournalReader, 'read'>,
  tab: string,
): AsyncGenerator<JournalFrame[]> {
  let next = 1
  for (;;) {
    const frames = await journal.read(tab, next, AT_ONCE)
    const last = frames.at(-1)
    if (!last) return
    yield frames
    next = last.seq + 1
  }
}
