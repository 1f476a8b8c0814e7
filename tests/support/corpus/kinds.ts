/** Kinds of things on a page, and what leaves the browser of each by preset. docs/privacy.md shows it as a table. */
import type { PrivacyPreset } from '../../../src/protocol/privacy.ts'

/** What is masked, another preset, a mark or a rule may show; `never` is what nothing shows. */
export type Cell = 'readable' | 'masked' | 'never'
export type Row = Record<PrivacyPreset, Cell>

const row = (strict: Cell, balanced: Cell, open: Cell): Row => ({ strict, balanced, open })
const inBalanced = row('masked', 'readable', 'readable')
const inOpen = row('masked', 'masked', 'readable')
const readable = row('readable', 'readable', 'readable')
const never = row('never', 'never', 'never')

export const KINDS = {
  'Text that can be seen': inBalanced,
  'Page title': inBalanced,
  'Console messages': inBalanced,
  'Error messages': inBalanced,
  'Ordinary fields': inOpen,
  'Lists of choices': inOpen,
  'Rich-text editors': inOpen,
  'Secret fields': never,
  'Secret shapes': never,
  'Hidden fields and values of buttons': never,
  'Hidden text': never,
  Attributes: never,
  'Queries and fragments of addresses': never,
  'Pieces of a path that look like tokens': never,
  'Strings and addresses in styles': never,
  'Names that a page gives': never,
  'Pictures inside the page': never,
  'Canvas and video': never,
  'Comments, scripts and templates': never,
  'Metadata of the page': never,
  'Frames of other sites': never,
  'Origins and paths of addresses': readable,
  'Own methods of requests': never,
  'Headers of requests': never,
  'Keys of JSON and form bodies': readable,
  'Values in JSON and form bodies': inOpen,
  'All else in bodies of requests': never,
  'Storage, cookies, clipboard and history': never,
  'Names and contents of files': never,
  'Dialogs and notifications': never,
  'Messages of sockets, workers, channels and frames': never,
  'Names of performance entries': never,
  'States of elements that no markup tells': never,
  'Doctypes, namespaces, processing instructions and CDATA': never,
  'Inside data-private': never,
  'Inside data-block': never,
  'Inside marks of other recorders': never,
  'Text inside data-unmask': readable,
  'Ordinary fields inside data-unmask': readable,
} satisfies Record<string, Row>

export type Kind = keyof typeof KINDS
export const kinds = Object.keys(KINDS) as Kind[]
