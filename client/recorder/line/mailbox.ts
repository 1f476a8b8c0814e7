/** The messages of this page that no server has got yet, in order. */
import type { RecorderMessage } from '../../../src/protocol/messages.ts'
import type { TabState } from '../ground/state.ts'

export interface Mailbox {
  readonly isEmpty: boolean
  /** Adds one. A new count of what is late takes the place of the old one. */
  add: (message: RecorderMessage) => void
  /** What may go out now. @param all every frame has gone: the page's last words may follow them */
  due: (all: boolean) => RecorderMessage[]
  /** These have gone out. */
  remove: (said: readonly RecorderMessage[]) => void
  /** A new way knows nothing of what an old one was told: says again how things stand. */
  restate: (state: Pick<TabState, 'paused' | 'stop'>) => void
}

/** These stand behind all frames; other messages overtake the frames that wait to be sent. */
export const isLast = ({ type }: RecorderMessage): boolean => type === 'stop' || type === 'leave'

export const createMailbox = (...messages: RecorderMessage[]): Mailbox => {
  let unsaid = messages
  const has = (...types: string[]): boolean => unsaid.some(({ type }) => types.includes(type))
  return {
    get isEmpty() {
      return unsaid.length === 0
    },
    add: (message) => {
      if (message.type === 'holding') unsaid = unsaid.filter(({ type }) => type !== 'holding')
      unsaid.push(message)
    },
    due: (all) => unsaid.filter((message) => all || !isLast(message)),
    remove: (said) => {
      unsaid = unsaid.filter((message) => !said.includes(message))
    },
    restate: ({ paused, stop }) => {
      if (stop && !has('stop')) unsaid.push({ type: 'stop', reason: stop })
      else if (!stop && !has('pause', 'resume')) unsaid.unshift({ type: paused ? 'pause' : 'resume' })
    },
  }
}
