/** A request as a cURL command. Of headers and body at most the structure is known, so it holds method and address. */
import type { RequestEntry } from '../../../src/protocol/entries.ts'

/** For a POSIX shell: nothing inside single quotes is read by it. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

export const toCurl = (request: RequestEntry): string => {
  const method =
    request.method === 'GET' || request.method === ''
      ? []
      : request.method === 'HEAD'
        ? ['--head']
        : ['--request', quote(request.method)]
  // `--` keeps an address that begins with a dash from being read as an option.
  return ['curl', ...method, '--', quote(request.url)].join(' ')
}
