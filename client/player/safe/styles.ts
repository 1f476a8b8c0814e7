/** Rebuilds a script's changes to style sheets with CSS that names no other host. */
import { IncrementalSource } from '../../../src/protocol/events.ts'
import { quietCss } from './css.ts'

interface Rule {
  rule: string
  index?: number | number[]
}
interface StyleData {
  source: number
  id?: number
  styleId?: number
  adds?: Rule[]
  removes?: { index: number | number[] }[]
  replace?: string
  replaceSync?: string
  index?: number[]
  set?: { property: string; value: string | null; priority?: string }
  remove?: { property: string }
  styleIds?: number[]
  styles?: { styleId: number; rules: Rule[] }[]
}

const quietRules = (rules: Rule[]): Rule[] =>
  rules.map(({ rule, index }) => ({ rule: quietCss(rule), ...(index !== undefined && { index }) }))

/** @param data of a shape that readable.ts has checked @returns undefined for another source */
export const quietStyles = (data: StyleData): Record<string, unknown> | undefined => {
  const { source, id, styleId } = data
  const place = { source, ...(id !== undefined && { id }), ...(styleId !== undefined && { styleId }) }
  switch (source) {
    case IncrementalSource.StyleSheetRule:
      return {
        ...place,
        ...(data.adds && { adds: quietRules(data.adds) }),
        ...(data.removes && { removes: data.removes.map(({ index }) => ({ index })) }),
        ...(typeof data.replace === 'string' && { replace: quietCss(data.replace) }),
        ...(typeof data.replaceSync === 'string' && { replaceSync: quietCss(data.replaceSync) }),
      }
    case IncrementalSource.StyleDeclaration: {
      const { set, remove, index } = data
      return {
        ...place,
        index,
        ...(set && {
          set: {
            property: set.property,
            value: quietCss(set.value ?? ''),
            priority: set.priority === 'important' ? 'important' : '',
          },
        }),
        ...(remove && { remove: { property: remove.property } }),
      }
    }
    case IncrementalSource.AdoptedStyleSheet:
      return {
        ...place,
        styleIds: data.styleIds,
        ...(data.styles && {
          styles: data.styles.map(({ styleId: of, rules }) => ({ styleId: of, rules: quietRules(rules) })),
        }),
      }
    default:
      return undefined
  }
}
