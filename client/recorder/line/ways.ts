/** The way that is open, and which one to open next: a WebSocket if it can be had, else POST, with a socket tried beside it. */
import { guarded, tryTo } from '../ground/guard.ts'
import { createDoubts } from './doubts.ts'
import type { Line, Verdict, Way } from './line.ts'
import { openSocket } from './socket.ts'
import { openUpload } from './upload.ts'

export interface Ways {
  readonly current: Way | undefined
  /** Opens one, unless there is one or none may be opened. */
  open: () => void
  openLater: (ms: number) => void
  /** Called every LOOK_MS. */
  look: () => void
  close: () => void
}

export interface WaysOptions {
  mayOpen: () => boolean
  /** The open way was let in. */
  isConnected: () => boolean
  /** It has worked for so long that it was no accident. */
  isProven: () => boolean
  /** The server answered on a new way, which is the current one from now on. */
  onOpen: () => void
  /** The current way has ended. */
  onEnd: (verdict: Verdict) => void
}

export const createWays = (line: Line, options: WaysOptions): Ways => {
  const { mayOpen, isConnected, isProven, onOpen, onEnd } = options
  const doubts = createDoubts()
  let current: Way | undefined
  /** A socket that is tried while frames go by POST. */
  let beside: Way | undefined
  let timer = 0

  const later = (work: () => void, ms: number): void => {
    clearTimeout(timer)
    timer = window.setTimeout(guarded(work), ms)
  }

  /** A socket, which takes over from POST once it is welcomed. */
  const trySocket = (): Way | undefined => {
    let welcomed = false
    const socket = tryTo(() =>
      openSocket(line, {
        onOpen: () => {
          welcomed = true
          if (current !== socket) current?.close()
          current = socket
          beside = undefined
          onOpen()
        },
        onEnd: (verdict) => {
          doubts.count(verdict, welcomed && isProven())
          if (current === socket) return onEnd(verdict)
          beside = undefined
          trySocketLater()
        },
      }),
    )
    if (!socket) doubts.giveUp()
    return socket
  }

  const trySocketLater = (): void =>
    later(() => {
      beside = trySocket()
      if (!beside) trySocketLater()
    }, doubts.retryMs())

  const upload = (): Way =>
    openUpload(line, {
      onOpen: () => {
        onOpen()
        trySocketLater()
      },
      onEnd: (verdict) => {
        if (verdict.kind === 'retry' && verdict.silent && !isConnected()) doubts.clear()
        onEnd(verdict)
      },
    })

  const open = (): void => {
    if (current || !mayOpen()) return
    clearTimeout(timer)
    if (doubts.trustsSockets) current = trySocket()
    current ??= upload()
  }

  return {
    get current() {
      return current
    },
    open,
    openLater: (ms) => later(open, ms),
    look: () => {
      current?.look()
      beside?.look()
    },
    close: () => {
      clearTimeout(timer)
      current?.close()
      beside?.close()
      current = beside = undefined
    },
  }
}
