/** The organisation’s rules of what is masked, left out or shown. */
import { newId } from '../auth/secrets.ts'
import type { Actor } from '../domain/audit.ts'
import { DomainError, notFound } from '../domain/errors.ts'
import { checkSelector, toRules, type PrivacyRule, type RuleAction } from '../domain/privacy-rule.ts'
import { MAX_PRIVACY_RULES } from '../protocol/limits.ts'
import type { PrivacyRules } from '../protocol/privacy.ts'
import { findOrganisation } from '../store/organisation.ts'
import { deleteRule, insertRule, listRules } from '../store/privacy-rules.ts'
import { recordAudit } from './audit.ts'
import type { ActionDeps } from './deps.ts'

type Deps = Pick<ActionDeps, 'database' | 'clock'>

/** Rules and marks as of now. What asks for them must not go on without: a page whose rules are not known is not recorded (L32). */
export const loadRules = async ({ database }: Pick<ActionDeps, 'database'>): Promise<PrivacyRules> => {
  const rules = toRules(await listRules(database))
  const { marksOff = [] } = (await findOrganisation(database)) ?? {}
  return marksOff.length === 0 ? rules : { ...rules, marksOff }
}

/** @throws DomainError `invalid_input` for what is no selector, `conflict` for a rule that is there. */
export const addRule = async (
  deps: Deps,
  input: { action: RuleAction; selector: string },
  by: Actor,
): Promise<PrivacyRule> => {
  const selector = checkSelector(input.selector)
  const rules = await listRules(deps.database)
  if (rules.some((rule) => rule.selector === selector && rule.action === input.action))
    throw new DomainError('conflict', 'This rule already exists.')
  if (rules.length >= MAX_PRIVACY_RULES)
    throw new DomainError(
      'invalid_input',
      `There are already ${MAX_PRIVACY_RULES} rules, which is the limit. Remove one first.`,
    )
  const rule: PrivacyRule = {
    id: newId(),
    action: input.action,
    selector,
    createdAt: deps.clock.now(),
    createdBy: by.name,
  }
  await insertRule(deps.database, rule)
  await tell(deps, 'privacy.rule-added', rule, by)
  return rule
}

/** @throws DomainError `not_found` */
export const removeRule = async (deps: Deps, id: string, by: Actor): Promise<PrivacyRule> => {
  const rule = await deleteRule(deps.database, id)
  if (!rule) throw notFound('rule')
  await tell(deps, 'privacy.rule-removed', rule, by)
  return rule
}

const tell = (
  deps: Deps,
  action: 'privacy.rule-added' | 'privacy.rule-removed',
  rule: PrivacyRule,
  by: Actor,
): Promise<void> =>
  recordAudit(deps, {
    actor: by,
    action,
    subject: { kind: 'rule', id: rule.id },
    detail: { rule: rule.action, selector: rule.selector },
  })
