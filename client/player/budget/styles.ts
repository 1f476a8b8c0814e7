/** What attributes and style sheets cost, over all that came since the picture began. */
import { MOST_ANIMATIONS, MOST_SPANNED_COLUMNS, MOST_STACKED_FILTERS } from '../../../src/protocol/limits.ts'
import { createCssBudget, type Ground } from './css.ts'
import type { Known } from './model.ts'
import { howMany, TOO_MANY_ANIMATIONS, type HeavyKind } from './heavy.ts'

/** Also where a sheet's text would have to be read: any mention counts. */
const isFiltering = ({ style, filter }: Attributes): boolean =>
  filter !== undefined || /filter/i.test(typeof style === 'string' ? style : JSON.stringify(style))

const stackedAbove = ({ parent }: Known): number => {
  let stacked = 0
  for (let at = parent; at; at = at.parent) if (at.isFiltered) stacked += 1
  return stacked
}

type Attributes = Record<string, unknown>

export interface Styles {
  /** Takes from the attributes of an element what is too heavy. */
  fitAttributes(attributes: Attributes, known: Known): void
  /** The text of a style sheet, or a part of it. */
  fitSheet(text: string): string
  /** Takes from a script's changes to style sheets what is too heavy. */
  fitChange(data: Record<string, unknown>): void
  /** Counts one more animation. @returns false where it is too many */
  mayAnimate(count: number): boolean
  /** Most elements that the rules so far let a picture have. */
  mostElements(): number
}

/** @param tell told what was left out, and why */
export const createStyles = (ground: Ground, tell: (kind: HeavyKind, why: string) => unknown): Styles => {
  const css = createCssBudget(ground)
  let columns = 0
  let animations = 0
  const onHeavy = (why: string): void => void tell('style', why)

  const mayAnimate = (count: number): boolean => {
    animations += count
    if (animations <= MOST_ANIMATIONS) return true
    tell('animation', TOO_MANY_ANIMATIONS)
    return false
  }

  /** A declaration by itself. */
  const fits = (property: string, value: string, stacked?: number): boolean => {
    const declared = `${property}:${value}`
    return css.fit(declared, onHeavy, stacked) === declared
  }

  const fitRules = (list: unknown): void => {
    // Its place is kept, since later changes count rules.
    for (const each of (list ?? []) as { rule: string }[])
      each.rule = css.fit(each.rule, onHeavy) || 'not-shown{}'
  }

  return {
    mayAnimate,
    fitSheet: (text) => css.fit(text, onHeavy),
    mostElements: css.mostElements,
    fitAttributes(attributes, known) {
      const { style, _cssText: sheet } = attributes
      if (style !== undefined || 'filter' in attributes) known.isFiltered ||= isFiltering(attributes)
      const stacked = known.isFiltered ? stackedAbove(known) : 0
      if (stacked >= MOST_STACKED_FILTERS) delete attributes['filter']
      if (typeof style === 'string') attributes['style'] = css.fit(style, onHeavy, stacked)
      else if (typeof style === 'object' && style !== null) {
        for (const [property, value] of Object.entries(style as Attributes)) {
          const text = Array.isArray(value) ? (value as unknown[])[0] : value
          if (typeof text === 'string' && !fits(property, text, stacked))
            delete (style as Attributes)[property]
        }
      }
      if (typeof sheet === 'string') attributes['_cssText'] = css.fit(sheet, onHeavy)
      for (const name of ['colspan', 'span']) {
        const span = Number(attributes[name])
        if (!(span > 1)) continue
        columns += Math.min(span, 1_000)
        if (columns <= MOST_SPANNED_COLUMNS) continue
        delete attributes[name]
        tell('part', howMany(columns, 'columns'))
      }
      const own = attributes['rr_animations']
      if (Array.isArray(own) && !mayAnimate(own.length)) delete attributes['rr_animations']
    },
    fitChange(data) {
      fitRules(data['adds'])
      for (const { rules } of (data['styles'] ?? []) as { rules: unknown }[]) fitRules(rules)
      for (const name of ['replace', 'replaceSync'])
        if (typeof data[name] === 'string') data[name] = css.fit(data[name], onHeavy)
      const set = data['set'] as { property: string; value: string } | undefined
      if (set && !fits(set.property, set.value)) set.value = ''
    },
  }
}
