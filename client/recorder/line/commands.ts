/** The one place where a command of the server is read: what concerns frames is seen to here, the rest is for the tab. */
import type { RecorderCommand } from '../../../src/protocol/messages.ts'
import type { Line } from './line.ts'

/** The way that a command came by. */
export interface CommandWay {
  /** The hello was answered. @returns false when the way has ended meanwhile */
  welcomed: () => boolean
  /** Every frame up to `seq` is stored. */
  stored: (seq: number) => void
  /** A frame is missing on the server: sends again from number `from`. */
  resend: (from: number) => void
}

export const parseCommand = (text: string): RecorderCommand | undefined => {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && 'type' in value
    ? (value as RecorderCommand)
    : undefined
}

export const obey = (command: RecorderCommand, { outbox, events }: Line, way: CommandWay): void => {
  switch (command.type) {
    case 'welcome':
      // The owner may close this connection on a gap, so as to say hello again.
      if (command.lastSeq >= outbox.next) events.onGap(outbox.skipTo(command.lastSeq))
      way.stored(command.lastSeq)
      if (way.welcomed()) events.onWelcome(command)
      break
    case 'ack':
      way.stored(command.seq)
      events.onStored(command.stored)
      break
    case 'resend':
      way.resend(command.from)
      break
    case 'watching':
      events.onWatching(command.count, command.names)
      break
    case 'snapshot':
      events.onSnapshotAsked()
      break
    case 'end':
      events.onEnd(command.reason)
      break
    default:
    // A later version of the server may say more.
  }
}
