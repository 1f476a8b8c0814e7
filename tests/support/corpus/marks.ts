/** Regions that the host app marks, and what happens at their borders: moves, marks that are taken away. */
import { marksOf, OTHER_RECORDERS } from '../../../src/protocol/other-recorders.ts'
import type { Part, Planter } from './plant.ts'

/** One element for every mark that other recorders have: a class, or an attribute. */
const markup = (plant: Planter): string =>
  OTHER_RECORDERS.flatMap((recorder) => {
    const { mask, block } = marksOf(recorder)
    return [...mask, ...block].flatMap((selector) => {
      const [, name, attribute, value] = /^(?:\.([\w-]+)|\[([\w-]+)(?:="([^"]*)")?\])$/.exec(selector) ?? []
      if (!name && !attribute) return []
      const mark = name ? `class="${name}"` : `${attribute}="${value ?? ''}"`
      return `<p ${mark}>${plant('L23', 'Inside marks of other recorders', `text with ${selector}`)}</p>`
    })
  }).join('\n')

export const marks = (plant: Planter): Part => {
  const inPrivate = (id: string): string => plant('L22', 'Inside data-private', id)
  const inBlock = (id: string): string => plant('L23', 'Inside data-block', id)
  const shown = (id: string): string => plant('L34', 'Text inside data-unmask', id)
  const fieldShown = (id: string): string => plant('L34', 'Ordinary fields inside data-unmask', id)
  const typed = fieldShown('typed in a shown region')
  const first = {
    moved: inPrivate('private text that is moved out'),
    bare: inPrivate('private text that is moved out without its element'),
    unmarked: inPrivate('private text whose mark is taken away'),
    blockMoved: inBlock('blocked text that is moved out'),
    blockUnmarked: inBlock('blocked text whose mark is taken away'),
  }
  const later = {
    added: inPrivate('text added to a private region'),
    edited: inPrivate('text edited in a private region'),
    movedEdited: inPrivate('private text edited after it was moved out'),
    unmarkedEdited: inPrivate('private text edited after its mark was taken away'),
    marked: inPrivate('text edited after it was marked private'),
    shadow: inPrivate('text of a late shadow tree that is moved out'),
    blockShadow: inBlock('text of a late shadow tree that is moved out of a blocked element'),
    blocked: inBlock('text added to a blocked region'),
    blockedTitle: inBlock('title set on a blocked element'),
    shown: shown('text added to a shown region'),
    clicked: inPrivate('label of a private button'),
    blockClicked: inBlock('label of a blocked button'),
  }
  return {
    body: `<section data-private aria-label="${inPrivate('aria-label of a private region')}" title="${inPrivate('title of a private region')}">
        <p id="private-text">${inPrivate('private text')}</p><img alt="${inPrivate('alt in a private region')}">
        <p id="private-moved">${first.moved}</p><p id="private-bare">${first.bare}</p><input aria-label="Field" value="${inPrivate('value in a private region')}">
        <select><option>${inPrivate('option in a private region')}</option></select>
        <div contenteditable>${inPrivate('editor in a private region')}</div>
        <p data-unmask>${inPrivate('text marked both private and shown')}</p>
        <svg width="200" height="20"><text y="12">${inPrivate('drawing in a private region')}</text></svg>
        <button type="button" id="private-press">${later.clicked}</button></section>
      <p id="private-unmarked" data-private>${first.unmarked}</p><p id="marked">Not yet private</p>
      <div data-private="false">${inPrivate('text in data-private="false"')}</div>
      <section data-block id="blocked" class="${plant.shaped('L23', 'email', 'the class of a blocked element')}" title="${inBlock('title of a blocked region')}">
        <p>${inBlock('blocked text')}</p><input value="${inBlock('value in a blocked region')}"><p id="blocked-moved">${first.blockMoved}</p>
        <button type="button" id="blocked-press">${later.blockClicked}</button></section>
      <section data-unmask><section data-block>${inBlock('blocked text in a shown region')}</section></section>
      <p id="blocked-unmarked" data-block>${first.blockUnmarked}</p><input class="rr-ignore" aria-label="Field" value="${plant('L23', 'Inside marks of other recorders', 'value of a field with rr-ignore')}">
      ${markup(plant)}
      <section data-unmask><h2>${shown('shown text')}</h2><p id="shown">${shown('shown paragraph')}</p>
        <label>Field <input id="shown-field"></label><label>Field <input value="${fieldShown('value in a shown region')}"></label>
        <p hidden>${plant('L34', 'Hidden text', 'hidden text in a shown region')}</p><!-- ${plant('L34', 'Comments, scripts and templates', 'comment in a shown region')} -->
        <p data-private>${inPrivate('private text in a shown region')}</p></section><div id="outside"></div>
      <div id="shadow-private" data-private></div><div id="shadow-blocked" data-block></div>`,
    act: async (page) => {
      await page.locator('#shown-field').pressSequentially(typed)
      await page.locator('#private-press').click()
      await page.locator('#blocked-press').click()
      await page.evaluate((text) => {
        const at = (id: string): HTMLElement => document.getElementById(id)!
        const tick = (): Promise<void> => new Promise((done) => setTimeout(done))
        at('private-text').textContent = text.edited
        at('private-text').insertAdjacentHTML('afterend', `<p>${text.added}</p>`)
        at('outside').append(at('private-moved'), at('blocked-moved'), at('private-bare').firstChild!)
        at('private-unmarked').removeAttribute('data-private')
        at('blocked-unmarked').removeAttribute('data-block')
        at('marked').dataset['private'] = ''
        at('marked').textContent = text.marked
        at('blocked').append(Object.assign(document.createElement('p'), { textContent: text.blocked }))
        at('blocked').title = text.blockedTitle
        at('shown').append(` ${text.shown}`)
        for (const [id, value] of [
          ['shadow-private', text.shadow],
          ['shadow-blocked', text.blockShadow],
        ] as const)
          at(id).attachShadow({ mode: 'open' }).append(value)
        return tick().then(() => {
          at('private-moved').append(` ${text.movedEdited}`)
          at('private-unmarked').firstChild!.nodeValue = text.unmarkedEdited
          for (const id of ['shadow-private', 'shadow-blocked'])
            at('outside').append(at(id).shadowRoot!.firstChild!)
        })
      }, later)
    },
  }
}
