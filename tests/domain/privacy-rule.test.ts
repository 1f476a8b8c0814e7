import { describe, expect, it } from 'vitest'
import { checkSelector, toRules } from '../../src/domain/privacy-rule.ts'
import { MAX_SELECTOR_LENGTH } from '../../src/protocol/limits.ts'

describe('a selector of a rule', () => {
  it.each([
    ['.order > .contact', '.order > .contact'],
    ['  #account ', '#account'],
    ['.a,.b', '.a, .b'],
    ['[data-role=balance]', '[data-role="balance"]'],
    ['[data-row=1]', '[data-row="1"]'],
    ['[lang|="de" i]', '[lang|="de" i]'],
    ['td:nth-of-type(2)', 'td:nth-of-type(2)'],
    ['tr:nth-child(2n + 1)', 'tr:nth-child(2n + 1)'],
    [':is(.a, .b):not(.c > d)', ':is(.a, .b):not(.c > d)'],
    ['li:has(> img)', 'li:has(> img)'],
    ['.größe', '.größe'],
    ['*', '*'],
  ])('%j is taken', (selector, stored) => {
    expect(checkSelector(selector)).toBe(stored)
    expect(checkSelector(stored)).toBe(stored)
  })

  it.each([
    ['', 'Enter a CSS selector such as .order .total'],
    ['.a {', 'This is not a CSS selector'],
    ['.a { color: red }', 'This is not a CSS selector'],
    ['.a,', 'This is not a CSS selector'],
    ['[x="', 'This is not a CSS selector'],
    ['> .a', 'begins and ends with an element'],
    ['.a >', 'begins and ends with an element'],
    ['.a::before', 'is no element of its own'],
    ['a:hover', ':hover cannot be used'],
    ['p:contains(x)', ':contains cannot be used'],
    ['p:eq(1)', ':eq cannot be used'],
    [':root(2)', ':root cannot be used'],
    ['td:nth-child(second)', 'with a number'],
    ['td:nth-child', ':nth-child cannot be used'],
    ['[a!=b]', 'Browsers do not know !='],
    ['svg|a', 'namespaces'],
    ['a || b', 'joins its parts'],
    ['.a < .b', 'joins its parts'],
    ['div..x', 'is no name in CSS'],
    ['#1a', 'is no name in CSS'],
    ['@media', 'is no name in CSS'],
    [`.${'a'.repeat(MAX_SELECTOR_LENGTH)}`, 'at most'],
  ])('[L32] %j is refused with a sentence', (selector, sentence) => {
    expect(() => checkSelector(selector)).toThrow(sentence)
  })
})

it('rules reach the recorder by what they do', () => {
  expect(
    toRules([
      { action: 'mask', selector: '.a' },
      { action: 'unmask', selector: '.b' },
      { action: 'mask', selector: '.c' },
    ]),
  ).toEqual({ mask: ['.a', '.c'], block: [], unmask: ['.b'] })
})
