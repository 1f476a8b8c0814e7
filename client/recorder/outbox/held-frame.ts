/** A frame on its way to the server (docs/architecture.md, "An unsent frame"), and what keeps it on the device meanwhile. */
export interface HeldFrame {
  seq: number
  sentAt: number
  /** Bytes on the wire, or characters of JSON while it is not encoded yet. */
  size: number
  /** How many events are in it. */
  events: number
  /** It begins with Meta and FullSnapshot. */
  fresh: boolean
  json?: string
  /** The encoded frame; absent while it is being compressed. */
  bytes?: Uint8Array<ArrayBuffer>
  /** It is on the device as well, just as it is here. */
  kept?: boolean
}

/** Keeps frames on the device until they are stored. */
export interface FrameKeeper {
  /** There may be something to keep. */
  nudge: () => void
  /** The server has stored every frame up to `seq`, or nobody needs it any more. */
  acked: (seq: number) => void
}
