/** What a customer reads while they watch the recording of themselves; sent along with it, in their language. */
export interface OwnWords {
  /** BCP 47 tag, by which times are written. */
  language: string
  play: string
  pause: string
  /** Names the slider. */
  position: string
  /** With `{time}` and `{total}`. */
  at: string
  pages: string
  noPages: string
  loading: string
  preparing: string
  /** Names the picture. */
  picture: string
  noPicture: string
  nothing: string
  failed: string
  again: string
  /** Said over the picture at moments in which nothing of it moves. */
  paused: string
  away: string
  missing: string
  still: string
  over: string
  gone: string
  /** With `{time}`, by who erased it. */
  erased: { customer: string; organisation: string; time: string }
  noScript: string
}
