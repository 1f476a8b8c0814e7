/** How verdicts and troubles of a dry run read. */
import type { Trouble } from '../../src/domain/recording.ts'
import type { DryRunVerdict } from '../../src/protocol/dry-run.ts'

export const VERDICT_WORDS: Record<DryRunVerdict, { label: string; tone: string; meaning: string }> = {
  captured: { label: 'Captured', tone: 'accent', meaning: 'Leaves the browser unchanged' },
  masked: { label: 'Masked', tone: 'warning', meaning: 'A mask leaves in its place' },
  dropped: { label: 'Dropped', tone: 'quiet', meaning: 'Does not leave the browser' },
  blocked: { label: 'Left out', tone: 'quiet', meaning: 'The element is left out with everything in it' },
}

const TROUBLE_WORDS: Partial<Record<Trouble['code'], string>> = {
  script_blocked:
    'The tag answered, but the page did not let its script load. A Content-Security-Policy or a content blocker prevents it.',
}

export const troubleWords = (code: Trouble['code']): string =>
  TROUBLE_WORDS[code] ?? 'The tag answered, but looking at the page failed.'
