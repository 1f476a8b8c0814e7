/** Secrets that came through to the server: what, where, and the rule that keeps them in the browser from now on. */
import type { PlayerLeak } from '../../src/protocol/player.ts'
import { Icon } from '../icons.tsx'
import { ActionForm } from '../parts/form.tsx'
import { plural } from '../parts/text.tsx'

/** The player lists all of them. */
const SHOWN = 3

export const Leaks = (props: {
  recordingId: string
  count: number
  leaks: readonly PlayerLeak[]
  mayMask: boolean
}) => {
  const { recordingId, count, leaks, mayMask } = props
  const more = leaks.length - SHOWN
  return (
    <div class="leaks">
      <p class="leaks-title">
        <Icon name="eye-off" />
        <span>
          {plural(count, 'secret')} came through and {count === 1 ? 'was' : 'were'} masked on the server
        </span>
      </p>
      {leaks.length > 0 && (
        <ul>
          {leaks.slice(0, SHOWN).map((leak) => (
            <li class="leak">
              <span>
                {leak.count > 1 && `${leak.count} × `}
                {leak.kind} in {leak.isSelector ? <code>{leak.place}</code> : leak.place}
              </span>
              {mayMask && leak.isSelector && <MaskThis recordingId={recordingId} leak={leak} />}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <a href={`/recordings/${recordingId}`}>{plural(more, 'more place')} in the recording</a>}
    </div>
  )
}

const MaskThis = ({ recordingId, leak: { place, ruled } }: { recordingId: string; leak: PlayerLeak }) =>
  ruled ? (
    <span class="muted">Masked by a rule from now on</span>
  ) : (
    <ActionForm
      action={`/recordings/${recordingId}/mask`}
      label="Always mask this"
      name={`Always mask this: ${place}`}
      class="button button-small"
      fields={{ selector: place }}
      confirm={{
        title: 'Always mask this?',
        text: `A rule masks ${place} and everything in it, on every page, in recordings from now on. An owner can remove it in Settings, under Privacy.`,
        safe: true,
      }}
    />
  )
