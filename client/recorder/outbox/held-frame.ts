/** A frame that waits until it is stored, and who keeps it on the device meanwhile. */
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
  /** It is kept on the device, as it is. */
  kept?: boolean
}

/** Keeps frames on the device until they are stored. */
export interface FrameKeeper {
  /** There may be something to keep. */
  nudge: () => void
  /** Frames up to `seq` are not needed any more. */
  forget: (seq: number) => void
}
