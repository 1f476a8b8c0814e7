/** Two clicks from a line of the report to a rule for recordings. */
import type { RuleAction } from '../../src/domain/privacy-rule.ts'
import { INSIDE, type DryRunItem, type DryRunVerdict } from '../../src/protocol/dry-run.ts'
import { MAX_SELECTOR_LENGTH } from '../../src/protocol/limits.ts'
import { RULE_WORDS } from '../settings/privacy.tsx'

/** What would change something; secret kinds are never shown, whatever a rule says. */
const ACTIONS: Record<DryRunVerdict, readonly RuleAction[]> = {
  captured: ['mask', 'block'],
  masked: ['unmask', 'block'],
  dropped: ['block'],
  blocked: [],
}

/** Nothing could be done about these by a rule: they never leave. */
const isFixed = ({ verdict, part }: DryRunItem): boolean =>
  verdict === 'dropped' && (part === 'element' || part === 'comment')
/** As the recorder calls what no rule may show. */
const NEVER_SHOWN = /^(?:password|secret|hidden field|has the shape)/

/** A rule is matched inside of a frame or shadow root as on the page: the innermost part is the rule's. */
const ruleSelector = (selector: string): string => selector.split(INSIDE).at(-1) ?? selector

export const RuleMenu = (props: {
  id: string
  item: DryRunItem
  place: number
  back: string
  mayShow: boolean
}) => {
  const { item, place } = props
  const mayShow = props.mayShow && !NEVER_SHOWN.test(item.reason)
  const actions = ACTIONS[item.verdict].filter((action) => action !== 'unmask' || mayShow)
  if (actions.length === 0 || isFixed(item)) return null
  const field = `rule-${place}`
  return (
    <details class="menu rule-menu" data-menu>
      <summary class="button button-small" aria-label={`Rule for ${item.selector}, ${item.part}`}>
        Rule…
      </summary>
      <form class="menu-panel" method="post" action={`/settings/dry-run/${props.id}/rule`}>
        <input type="hidden" name="back" value={props.back} />
        <div class="field">
          <label for={field}>Elements</label>
          <input
            id={field}
            class="mono"
            name="selector"
            value={ruleSelector(item.selector)}
            required
            maxlength={MAX_SELECTOR_LENGTH}
            spellcheck={false}
            autocomplete="off"
          />
          <p class="hint">A CSS selector. The rule applies on every page, to every recording from now on.</p>
        </div>
        <div class="actions">
          {actions.map((action) => (
            <button class="button button-small" type="submit" name="action" value={action}>
              {RULE_WORDS[action].label}
            </button>
          ))}
        </div>
      </form>
    </details>
  )
}
