/** The player's clock: ms on the recording's timeline. It only counts; what is shown follows from it. */

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const
/** A hidden tab or a long task must not make the replay leap. */
const LONGEST_STEP_MS = 250

export interface ClockOptions {
  duration: number
  speed: number
  /** The time moved by itself; `from` is where it was. Answers where it is to go on from (to skip, or to wait). */
  onTick(t: number, from: number): number
  /** Playing, speed or duration changed, or the end was reached. */
  onChange(): void
}

export interface Clock {
  t(): number
  duration(): number
  speed(): number
  playing(): boolean
  /** From the start again when it stands at the end. */
  play(): void
  pause(): void
  setSpeed(speed: number): void
  /** Moves the hand without telling onTick. */
  set(t: number): void
  /** Stands still while something loads, without a change of what the person asked for. */
  hold(on: boolean): void
  destroy(): void
}

export const createClock = (options: ClockOptions): Clock => {
  const { duration } = options
  let t = 0
  let { speed } = options
  let playing = false
  let held = false
  let frame = 0
  let last = 0

  const clamp = (value: number): number => Math.min(duration, Math.max(0, value))
  const step = (now: number): void => {
    const elapsed = Math.min(LONGEST_STEP_MS, now - last)
    last = now
    if (!held && elapsed > 0) {
      const from = t
      t = clamp(options.onTick(clamp(from + elapsed * speed), from))
      if (t >= duration) {
        playing = false
        options.onChange()
      }
    }
    if (playing) frame = requestAnimationFrame(step)
  }
  const stop = (): void => {
    cancelAnimationFrame(frame)
    playing = false
  }
  return {
    t: () => t,
    duration: () => duration,
    speed: () => speed,
    playing: () => playing,
    play() {
      if (playing) return
      playing = true
      last = performance.now()
      frame = requestAnimationFrame(step)
      options.onChange()
    },
    pause() {
      if (!playing) return
      stop()
      options.onChange()
    },
    setSpeed(next) {
      speed = next
      options.onChange()
    },
    set(next) {
      t = clamp(next)
    },
    hold(on) {
      held = on
    },
    destroy: stop,
  }
}
