/** Whether the logs are whole: what was looked at, and the newest entries' hashes to note elsewhere. */
import { Icon } from '../icons.tsx'
import { formatCount } from '../parts/text.tsx'

/** A log as far as it was looked at. */
export interface ChainView {
  checkedTo: number
  brokenAt: number | null
  newest: { seq: number; hash: string } | null
}

export interface ChainStateProps {
  audit: ChainView
  consent: ChainView
  /** True while a long log is gone through, page after page. */
  running: boolean
}

export const ChainState = ({ audit, consent, running }: ChainStateProps) => {
  const rest = [audit, consent].some(
    ({ checkedTo, brokenAt, newest }) => brokenAt === null && checkedTo < (newest?.seq ?? 0),
  )
  return (
    <section class="card stack-s" aria-label="Are the logs unchanged?">
      <Chain name="Audit log" {...audit} />
      <Chain name="Consent log" {...consent} />
      {rest && !running && (
        <form method="get" action="/settings/audit">
          <input type="hidden" name="check" value="1" />
          <button class="button" type="submit">
            Check every entry
          </button>
        </form>
      )}
      <details class="legal">
        <summary>
          <Icon name="chevron-down" />
          How to notice that the newest entries were removed
        </summary>
        <div class="stack-s">
          <p>
            Each entry carries the hash of the one before it. Write down the number and hash of the newest one
            somewhere else from time to time. If the log ever ends before it, or has another hash there, it
            was tampered with.
          </p>
          <Newest name="Audit log" {...audit} />
          <Newest name="Consent log" {...consent} />
        </div>
      </details>
    </section>
  )
}

const Chain = ({ name, checkedTo, brokenAt, newest }: ChainView & { name: string }) => {
  const count = newest?.seq ?? 0
  if (brokenAt !== null) {
    return (
      <p class="with-icon error" role="alert">
        <Icon name="alert" />
        <span>
          <b>{name}:</b> entry {formatCount(brokenAt)} was changed, or an entry before it is missing.{' '}
          {brokenAt > 1 && `The ${formatCount(brokenAt - 1)} before it are unchanged.`}
        </span>
      </p>
    )
  }
  if (checkedTo < count) {
    return (
      <p class="with-icon muted">
        <Icon name="list" />
        <span>
          <b>{name}:</b>{' '}
          {checkedTo === 0
            ? `${count === 1 ? '1 entry' : `${formatCount(count)} entries`}, not checked now`
            : `${formatCount(checkedTo)} of ${formatCount(count)} checked, none changed so far`}
        </span>
      </p>
    )
  }
  return (
    <p class="with-icon">
      <Icon name="check" />
      <span>
        <b>{name}:</b>{' '}
        {count === 0
          ? 'no entries yet'
          : count === 1
            ? 'its one entry is as it was written'
            : `${formatCount(count)} entries, none changed`}
      </span>
    </p>
  )
}

const Newest = ({ name, newest }: ChainView & { name: string }) =>
  newest && (
    <p>
      {name}, entry {formatCount(newest.seq)}: <code class="hash">{newest.hash}</code>
    </p>
  )
