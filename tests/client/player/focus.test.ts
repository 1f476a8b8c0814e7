import { describe, expect, test } from 'vitest'
import { teachFocus, withFocus } from '../../../client/player/shown/focus.ts'
import { event } from '../../support/frames.ts'

describe('CSS that also knows the recorded focus', () => {
  test.each([
    ['a:focus { top: 0 }', 'a:is(:focus,[rr_focus]) { top: 0 }'],
    ['a:focus-visible{}', 'a:is(:focus-visible,[rr_focus="visible"]){}'],
    ['form:focus-within p{}', 'form:is(:focus-within,[rr_focus],[rr_within]) p{}'],
    ['a:not(:focus):hover{}', 'a:not(:is(:focus,[rr_focus])):hover{}'],
    [':host(:focus){}', ':host(:is(:focus,[rr_focus])){}'],
    // Behind a pseudo-element nothing but a pseudo-class may stand.
    ['x-a::part(b):focus{}', 'x-a::part(b):focus{}'],
    ['a:focus-ring{} .focus{}', 'a:focus-ring{} .focus{}'],
  ])('%s', (css, expected) => {
    expect(withFocus(css)).toBe(expected)
  })

  test('wherever a recording has CSS, and nowhere else', () => {
    const told = 'b:focus{}'
    const known = 'b:is(:focus,[rr_focus]){}'
    const text = (id: number) => ({ type: 3, id, textContent: told })
    const element = (tagName: string, id: number) => ({
      type: 2,
      id,
      tagName,
      attributes: {},
      childNodes: [text(id + 1)],
    })
    const isStyle = (id: number | undefined) => id === 7
    const learned = (type: number, data: object): string => {
      const copy = event(type, 1, structuredClone(data))
      teachFocus(copy, isStyle)
      return JSON.stringify(copy.data)
    }
    const expectOnce = (json: string): void => {
      expect(json.split(known)).toHaveLength(2)
      expect(json).toContain(told)
    }
    expectOnce(learned(2, { node: { type: 0, id: 1, childNodes: [element('style', 2), element('p', 4)] } }))
    const mutation = { source: 0, adds: [], texts: [], attributes: [] }
    expectOnce(
      learned(3, {
        ...mutation,
        adds: [
          { parentId: 7, node: text(20) },
          { parentId: 8, node: text(21) },
        ],
      }),
    )
    expectOnce(
      learned(3, {
        ...mutation,
        texts: [
          { id: 7, value: told },
          { id: 8, value: told },
        ],
      }),
    )
    expectOnce(
      learned(3, { ...mutation, attributes: [{ id: 9, attributes: { _cssText: told, title: told } }] }),
    )
    expectOnce(learned(3, { source: 8, adds: [{ rule: told }], other: told }))
    expectOnce(learned(3, { source: 15, styles: [{ rules: [{ rule: told }] }], other: told }))
  })
})
