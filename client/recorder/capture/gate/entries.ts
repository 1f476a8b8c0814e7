/** Trackers hand over what they saw; what of it may leave is decided here. */
import type { Entry, ErrorEntry, RequestEntry } from '../../../../src/protocol/entries.ts'
import { redactUrlsIn } from '../../../../src/protocol/addresses.ts'
import { MAX_BODY_TEXT, MAX_ENTRY_TEXT } from '../../../../src/protocol/limits.ts'
import type { CaptureScope, PrivacyPreset } from '../../../../src/protocol/privacy.ts'
import { cut, redactUrl } from '../../../../src/protocol/redact.ts'
import { STANDARD_ERROR } from '../../ground/faults.ts'
import { cleanArguments } from './arguments.ts'
import { withoutGrown } from './growing.ts'
import { cleanBody, cleanHeaders } from './http.ts'
import { maskField } from './mask.ts'
import { readable as withoutSecrets } from './readable.ts'
import type { TypedTexts } from './typed-texts.ts'

/** `file:line:column` at the end of a line of a stack. */
const PLACE = /((?:https?|wss?):\/\/[^\s()]+:\d+:\d+)\)?$/

/** A stack as places alone: names of functions, and the message on top, are gone. */
const placesOf = (stack: string): string =>
  stack
    .split('\n')
    .map((line) => PLACE.exec(line)?.[1])
    .filter((place) => place !== undefined)
    .map((place) => `at ${redactUrlsIn(place)}`)
    .join('\n')

/** The methods of HTTP (IANA's registry) that pages use; '' is one that the browser does not tell. A page may make up its own. */
const METHODS =
  /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|QUERY|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|SEARCH|REPORT)?$/

const blank = (entry: ErrorEntry): void => {
  entry.name = 'Error'
  entry.message = ''
  delete entry.stack
  delete entry.file
}

export interface EntryOptions {
  privacy: PrivacyPreset
  scopes: readonly CaptureScope[]
  /** What was typed, which is masked wherever the page says it again. */
  typed: Pick<TypedTexts, 'mask' | 'maskPath'>
}

/** @returns a function that cleans an entry in place, and says false of one that may not leave */
export const createEntries = ({ privacy, scopes, typed }: EntryOptions): ((entry: Entry) => boolean) => {
  const strict = privacy === 'strict'
  const allowed = (scope: CaptureScope): boolean => scopes.includes(scope)
  const readable = (text: string): string => withoutSecrets(typed.mask(text))
  const address = (url: string): string => typed.maskPath(redactUrl(url))
  const words = (text: string): string => cut(strict ? maskField(text) : readable(text), MAX_ENTRY_TEXT)
  let lastTitle = ''
  let lastMessage = ''

  const cleanMessage = (args: readonly string[]): string[] => {
    if (strict) return args.map(words)
    const before = lastMessage
    lastMessage = args.length === 1 ? args[0]! : ''
    const grown = args.length === 1 ? [withoutGrown(before, args[0]!)] : args
    return cleanArguments(grown, readable).map((text) => cut(text, MAX_ENTRY_TEXT))
  }

  const cleanTitle = (title: string): string => {
    const before = lastTitle
    lastTitle = title
    return strict ? '' : readable(withoutGrown(before, title))
  }
  const stackOf = strict ? placesOf : readable

  const cleanStack = (entry: { stack?: string }): void => {
    if (entry.stack === undefined) return
    entry.stack = stackOf(entry.stack)
    if (entry.stack === '') delete entry.stack
  }

  const cleanRequest = (entry: RequestEntry): void => {
    entry.url = address(entry.url)
    if (!METHODS.test(entry.method)) entry.method = 'OTHER'
    for (const side of ['request', 'response'] as const) {
      const headers = entry[`${side}Headers`]
      const body = entry[`${side}Body`]
      delete entry[`${side}Headers`]
      delete entry[`${side}Body`]
      if (!BODIES || !allowed('network-bodies')) continue
      if (headers) entry[`${side}Headers`] = cleanHeaders(headers)
      const cleaned = body === undefined ? undefined : cleanBody(body, privacy === 'open')
      if (cleaned !== undefined) entry[`${side}Body`] = cut(cleaned, MAX_BODY_TEXT)
    }
  }

  return (entry) => {
    switch (entry.kind) {
      case 'page':
        entry.url = address(entry.url)
        entry.title = cleanTitle(entry.title)
        return true
      case 'request':
        cleanRequest(entry)
        return allowed('network')
      case 'console':
        entry.args = cleanMessage(entry.args)
        cleanStack(entry)
        return allowed('console')
      case 'error':
        // That there was an error is part of every recording.
        if (!allowed('console')) blank(entry)
        entry.message = words(entry.message)
        entry.name = !strict ? readable(entry.name) : STANDARD_ERROR.test(entry.name) ? entry.name : 'Error'
        cleanStack(entry)
        if (entry.file !== undefined) entry.file = address(entry.file)
        return true
      case 'click':
      case 'input':
      case 'submit':
        entry.target.label = strict || !allowed('picture') ? '' : readable(entry.target.label)
        return true
      case 'environment':
      case 'control':
        return true
      default:
        return false
    }
  }
}
