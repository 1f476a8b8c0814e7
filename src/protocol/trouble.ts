/** What keeps a page from being recorded as agreed, as the page reports it: for the agent, beside what the recording says. */

export const TROUBLE_CODES = [
  /** The link led to a page of another origin than the one that was agreed to. */
  'wrong_origin',
  /** The page came with a code that was too old. */
  'code_expired',
  /** The loader could not load the recorder. */
  'script_blocked',
  /** The page may keep nothing, so that the recording ends with it. */
  'storage_blocked',
  'recorder_failed',
  /** A privacy rule cannot be read, or the gate failed: everything is masked. */
  'rules_failed',
  /** The site's own consent settings forbid it. */
  'consent_refused',
  /** A page has no picture; everything else of it is recorded. */
  'no_picture',
  /** A part of the recorder failed; the others go on. */
  'part_failed',
  /** The page is connected, and nothing of it is stored. */
  'nothing_stored',
  /** Frames are lost for good. */
  'frames_lost',
  /** What is not sent yet is lost with the page. */
  'memory_only',
] as const
export type TroubleCode = (typeof TROUBLE_CODES)[number]

export interface Trouble {
  code: TroubleCode
  /** An address, a rule, or the part that failed; never what an error of the page said. */
  detail: string
  /** Server time, ms since the epoch. */
  at: number
}

/** A sentence for the agent, in two halves: the detail stands between them. */
const WORDS: Readonly<Record<TroubleCode, readonly [before: string, after: string]>> = {
  wrong_origin: [
    'Nothing is recorded: the link led the customer to ',
    ', and they agreed to be recorded on another address. Create a link to the page where they end up; its origin has to be among the allowed origins in Settings.',
  ],
  code_expired: [
    'Nothing is recorded: the customer came to ',
    ' too late. Ask them to open the link again and to press Continue.',
  ],
  script_blocked: [
    'Nothing is recorded: the recorder could not load on ',
    '. The site’s Content-Security-Policy has to allow this server under script-src, or a blocker in the customer’s browser stopped it.',
  ],
  storage_blocked: [
    'The customer’s browser stores nothing for ',
    ', so the recording ends when they leave the page.',
  ],
  recorder_failed: ['The recorder failed on the page, so nothing of it is recorded: ', ''],
  rules_failed: [
    'Everything is masked, because the customer’s browser cannot read one of your privacy rules or the recorder failed to apply them: ',
    '. Correct a rule in Settings, under Privacy.',
  ],
  consent_refused: [
    'The site’s own consent settings refused it (',
    '), not the customer’s answer to your link. The customer can change their choice on the site; then send them a new link.',
  ],
  no_picture: ['One page has no picture: ', ' Clicks, errors, the console and requests on it are recorded.'],
  part_failed: ['A part of the recorder failed, and what it records is missing: ', '.'],
  nothing_stored: [
    'The page is connected, and yet nothing of it arrives: ',
    '. Ask the customer to reload it, or to open the link again.',
  ],
  frames_lost: ['A part of the recording is lost: ', ''],
  memory_only: [
    'The customer’s browser keeps nothing for later: what has not been sent when they leave the page is lost (',
    ').',
  ],
}

export const troubleWords = ({ code }: Pick<Trouble, 'code'>): readonly [before: string, after: string] =>
  WORDS[code]

/** The whole sentence, for where it is plain text. */
export const troubleSentence = (trouble: Pick<Trouble, 'code' | 'detail'>): string => {
  const [before, after] = troubleWords(trouble)
  return `${before}${trouble.detail}${after}`
}

/** What the agent reads of a customer who accepted so long ago, where no page has come or said why; stands behind how long ago. */
export const NOT_STARTED =
  'but the page has not started recording. They may still be signing in there. Otherwise check that the page carries the Casereel tag and that its Content-Security-Policy lets the page connect to this server (script-src and connect-src); then ask the customer to open the link again and to press Continue.'
