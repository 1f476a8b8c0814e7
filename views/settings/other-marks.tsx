/** On `/settings/privacy`: marks that pages carry for other recorders, and which of them hide here too. */
import { marksOf, OTHER_RECORDERS, type OtherRecorder } from '../../src/protocol/other-recorders.ts'

export const OtherMarks = ({ off }: { off: readonly OtherRecorder[] }) => (
  <section class="card" aria-labelledby="other-marks-title">
    <h2 id="other-marks-title">Marks of other recorders</h2>
    <form method="post" action="/settings/privacy/marks" class="form">
      <p class="hint">
        Pages that were prepared for another recorder carry its marks. What they hide there is hidden here
        too, without a change to your pages; what they show there shows nothing here. Untick one whose mark
        means something else in your pages.
      </p>
      <fieldset class="other-marks">
        <legend class="visually-hidden">Whose marks hide</legend>
        {OTHER_RECORDERS.map((recorder) => (
          <OtherMark recorder={recorder} on={!off.includes(recorder)} />
        ))}
      </fieldset>
      <div class="form-end">
        <button class="button button-primary" type="submit">
          Save marks
        </button>
      </div>
    </form>
  </section>
)

const OtherMark = ({ recorder, on }: { recorder: OtherRecorder; on: boolean }) => {
  const { name, mask, block } = marksOf(recorder)
  return (
    <div class="other-mark">
      <label class="check">
        <input
          type="checkbox"
          name="honoured"
          value={recorder}
          checked={on}
          aria-describedby={`marks-of-${recorder}`}
        />
        <span>{name}</span>
      </label>
      <dl id={`marks-of-${recorder}`}>
        {mask.length > 0 && <Selectors does="masks" selectors={mask} />}
        {block.length > 0 && <Selectors does="leaves out" selectors={block} />}
      </dl>
    </div>
  )
}

const Selectors = ({ does, selectors }: { does: string; selectors: readonly string[] }) => (
  <div>
    <dt>{does}</dt>
    <dd>
      {selectors.map((selector) => (
        <code>{selector}</code>
      ))}
    </dd>
  </div>
)
