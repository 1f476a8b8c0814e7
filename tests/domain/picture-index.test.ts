import { describe, expect, it } from 'vitest'
import { createPictureIndex } from '../../src/domain/picture-index.ts'
import { EventType, IncrementalSource } from '../../src/protocol/events.ts'
import { START } from '../support/clock.ts'
import { event } from '../support/frames.ts'
import { documentOf, el, idOf, pictureOf, type Markup, type Serial } from '../support/synthetic-page.ts'

/** The selector of what stands around the text. */
const selectorOf = (...body: Markup[]): string | null => {
  const page = documentOf(body)
  const index = createPictureIndex()
  for (const each of pictureOf(page, START)) index.add(each)
  return index.selectorOf(idOf(page, ({ textContent }) => textContent === 'here'))
}

describe('the selector of a place', () => {
  it.each<[string, Markup[], string | null]>([
    [
      'goes by two names',
      [el('div', { class: 'order' }, el('p', { class: 'contact' }, 'here'))],
      '.order > .contact',
    ],
    ['goes by an id alone', [el('div', { id: 'account' }, 'here')], '#account'],
    [
      'counts elements without a name',
      [el('div', { class: 'order' }, el('p', {}, 'a'), el('p', {}, 'here'))],
      'html > body > .order > p:nth-of-type(2)',
    ],
    [
      'is of all rows, not of one',
      [
        el(
          'table',
          { id: 'orders' },
          el('tr', {}, el('td', {}, '1'), el('td', {}, 'a')),
          el('tr', {}, el('td', {}, '2'), el('td', {}, 'here')),
        ),
      ],
      '#orders > tr > td:nth-of-type(2)',
    ],
    [
      'leaves out names that a machine made, or that are somebody’s',
      [el('div', { id: 'user-48213', class: 'css-1x2938 ••e-mail•• card' }, 'here')],
      'html > body > .card',
    ],
    ['does not go by more than two classes', [el('i', { class: 'a b c d' }, 'here')], 'html > body > .a.b'],
    ['is none in what is not seen', [el('div', {}, el('style', {}, 'here'))], null],
    ['is none for a name that is no selector', [el('a"b', {}, 'here')], null],
    ['is none for the page as a whole', ['here'], null],
  ])('%s', (_, body, selector) => {
    expect(selectorOf(...body)).toBe(selector)
  })

  it('is known for what was added later, and where', () => {
    const page = documentOf([el('ul', { id: 'list' }, el('li', {}, el('b', {}, 'x')))])
    const index = createPictureIndex()
    for (const each of pictureOf(page, START)) index.add(each)
    const item = idOf(page, ({ tagName }) => tagName === 'li')
    const bold = idOf(page, ({ tagName }) => tagName === 'b')
    const added: Serial = { type: 2, id: 90, tagName: 'b', attributes: {}, childNodes: [{ type: 3, id: 91 }] }
    const adds = [{ parentId: item, nextId: bold, node: added }, null, { parentId: 'x', node: 4 }]
    index.add(event(EventType.IncrementalSnapshot, START, { source: IncrementalSource.Mutation, adds }))
    expect(index.selectorOf(91)).toBe('#list > li > b:nth-of-type(1)')
    expect(index.selectorOf(bold)).toBe('#list > li > b:nth-of-type(2)')
  })

  it('ends at a shadow root, which no selector reaches into from outside', () => {
    const shadow = { type: 2, id: 50, tagName: 'section', attributes: {}, childNodes: [], isShadow: true }
    const index = createPictureIndex()
    const page = documentOf([el('x-card', { id: 'host' })])
    for (const each of pictureOf(page, START)) index.add(each)
    const parentId = idOf(page, ({ tagName }) => tagName === 'x-card')
    const adds = [{ parentId, nextId: null, node: shadow }]
    index.add(event(EventType.IncrementalSnapshot, START, { source: IncrementalSource.Mutation, adds }))
    expect(index.selectorOf(50)).toBe('section')
  })

  it.each([
    [{}],
    [{ node: null }],
    [{ node: { id: 'x' } }],
    [{ node: { id: 1, childNodes: 5, attributes: 3 } }],
  ])('is none on a page that nobody can read: %j', (data) => {
    const index = createPictureIndex()
    index.add(event(EventType.FullSnapshot, START, data))
    expect(index.selectorOf(1)).toBeNull()
  })
})
