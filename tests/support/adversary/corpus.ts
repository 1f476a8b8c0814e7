/** All groups of the adversary's corpus, and which of their cases a run takes. */
import { PRIVACY_PRESETS, type PrivacyPreset } from '../../../src/protocol/privacy.ts'
import type { Case, Group } from './case.ts'
import { addresses } from './addresses.ts'
import { attributes } from './attributes.ts'
import { consoles } from './consoles.ts'
import { documents } from './documents.ts'
import { editors } from './editors.ts'
import { errors } from './errors.ts'
import { fieldNames } from './field-names.ts'
import { fields } from './fields.ts'
import { graphics } from './graphics.ts'
import { growingTexts } from './growing-texts.ts'
import { hidden } from './hidden.ts'
import { hiddenWays } from './hidden-ways.ts'
import { moves } from './moves.ts'
import { names } from './names.ts'
import { otherMarks } from './other-marks.ts'
import { regions } from './regions.ts'
import { requests } from './requests.ts'
import { separators } from './separators.ts'
import { shapes } from './shapes.ts'
import { splitTexts } from './split-texts.ts'
import { styles } from './styles.ts'

export const GROUPS: readonly Group[] = [
  addresses,
  attributes,
  consoles,
  documents,
  editors,
  errors,
  fieldNames,
  fields,
  graphics,
  growingTexts,
  hidden,
  hiddenWays,
  moves,
  names,
  otherMarks,
  regions,
  requests,
  separators,
  shapes,
  splitTexts,
  styles,
]

/** Cases of the presets that show less than the widest of theirs, of which every run takes one: what is masked there is masked here. */
const SAMPLE = 12

export interface Planned {
  one: Case
  /** It may share a page with others of its kind. */
  shares: boolean
}

/** A case that only says something: nothing of it stands on the page, and nothing of the page is its own. */
const isMessage = (group: Group, { html, head, before, path, dark, rest }: Case): boolean =>
  !!group.messages && html === '<p>x</p>' && !head && !before && !path && !dark && !rest

/**
 * The cases that must not leave in a preset.
 * @param all with the variants, and each in every preset; a minute more
 */
export const planFor = (privacy: PrivacyPreset, all: boolean): Planned[] =>
  GROUPS.flatMap((group) =>
    group.cases.map((one): Planned => ({ one, shares: isMessage(group, one) })),
  ).filter(({ one, shares }, at) => {
    const presets = one.in ?? PRIVACY_PRESETS
    if (!presets.includes(privacy)) return false
    if (all || shares) return true
    return !one.variant && (presets.at(-1) === privacy || at % SAMPLE === 0)
  })
