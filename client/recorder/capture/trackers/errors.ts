import type { Entry, ErrorEntry } from '../../../../src/protocol/entries.ts'
import { MAX_RAW_TEXT } from '../../../../src/protocol/limits.ts'
import { cutRaw } from '../../../../src/protocol/redact.ts'
import { describeThrown } from '../format.ts'
import { all, listen, type Stop } from '../../ground/guard.ts'
import { withoutOwnFrames } from '../../ground/own-frames.ts'

const HIDDEN = 'Script error. The browser hides the details of a script from another origin.'

const errorEntry = (source: ErrorEntry['source'], thrown: unknown): ErrorEntry => {
  const { name, message, stack } = describeThrown(thrown)
  return {
    kind: 'error',
    source,
    name: cutRaw(name, 100),
    message: cutRaw(message, MAX_RAW_TEXT),
    ...(stack !== undefined && { stack: withoutOwnFrames(stack) }),
  }
}

const place = ({ filename, lineno, colno }: ErrorEvent): Partial<ErrorEntry> => ({
  ...(filename && { file: filename }),
  ...(lineno && { line: lineno }),
  ...(colno && { column: colno }),
})

/**
 * Uncaught errors and unhandled rejections. Only listens: whether the browser reports them stays with the page.
 * @param texts false where the customer allowed no messages: that there was an error is told, and nothing of it is read
 */
export const trackErrors = (emit: (entry: Entry) => void, texts: boolean): Stop => {
  const onError = (event: Event): void => {
    // Resources that fail to load come as plain events, and only while capturing.
    if (!(event instanceof ErrorEvent)) return
    if (!texts) return emit({ kind: 'error', source: 'uncaught', name: 'Error', message: '' })
    const { error, message } = event as { error: unknown; message: string }
    if ((error === null || error === undefined) && /^script error\.?$/i.test(message)) {
      emit({ kind: 'error', source: 'uncaught', name: 'Error', message: HIDDEN })
      return
    }
    emit({
      ...errorEntry('uncaught', error ?? { name: 'Error', message, stack: undefined }),
      ...place(event),
    })
  }
  const onRejection = (event: PromiseRejectionEvent): void =>
    emit(
      texts
        ? errorEntry('rejection', event.reason)
        : { kind: 'error', source: 'rejection', name: 'Error', message: '' },
    )
  return all([listen(window, 'error', onError), listen(window, 'unhandledrejection', onRejection)])
}
