/** What a page says: console and errors; and secrets by their shape where other words may be read. */
import { runInPage } from '../host-test.ts'
import type { Part, Planter } from './plant.ts'
import { shapes } from './values.ts'

export const consoleMessages = (plant: Planter): Part => {
  const said = (id: string): string => plant('L24', 'Console messages', id)
  const value = {
    string: said('string in the console'),
    warning: said('warning in the console'),
    nested: said('nested object in the console'),
    key: said('key of an object in the console'),
    array: said('array in the console'),
    map: said('map in the console'),
    error: said('error in the console'),
    format: said('format argument in the console'),
    info: said('info in the console'),
    address: plant('L24', 'Queries and fragments of addresses', 'address in the console'),
    object: plant('L24', 'Queries and fragments of addresses', 'address in an object in the console'),
    node: plant('L24', 'Secret fields', 'password of a field in the console'),
    getter: plant('L24', 'Hidden text', 'behind a getter in the console'),
  }
  return {
    act: (page) =>
      page.evaluate((text) => {
        console.log('Said', text.string)
        console.warn(text.warning)
        const cyclic: Record<string, unknown> = { deep: { deeper: [text.nested] }, [text.key]: 1 }
        cyclic['self'] = cyclic
        console.log(cyclic)
        console.debug([1, [text.array]])
        console.log(new Map([['a', text.map]]))
        console.error(new Error(text.error))
        console.log('%s is %o', text.format, {})
        console.info(text.info)
        console.log('Opened', `https://canary.example/path?token=${text.address}`)
        console.log({ url: `https://canary.example/path#token=${text.object}` })
        const field = Object.assign(document.createElement('input'), { type: 'password' })
        field.setAttribute('value', text.node)
        console.log(field)
        console.log({
          get secret() {
            return text.getter
          },
        })
        console.log('long', 'x'.repeat(1_000_000))
      }, value),
  }
}

export const errors = (plant: Planter): Part => {
  const told = (id: string): string => plant('L25', 'Error messages', id)
  const thrown = told('message of a thrown error')
  const name = told('name of an error')
  const scripts = [
    `setTimeout(() => { throw new Error('At ${thrown} ' + 'https://canary.example/?t=${plant('L25', 'Queries and fragments of addresses', 'address in an error')}') })`,
    `setTimeout(() => { throw '${told('thrown text')}' })`,
    `Promise.reject(new TypeError('${told('message of a rejection')}'))`,
    `Promise.reject({ reason: '${told('rejected object')}' })`,
    `setTimeout(() => { throw Object.assign(new Error('Named'), { name: '${name}' }) })`,
    `setTimeout(() => { throw Object.assign(new Error('Seen'), { stack: 'Error: Seen\\n    at run (https://canary.example/a.js?key=${plant('L25', 'Queries and fragments of addresses', 'address in a stack')}:1:2)' }) })`,
    `setTimeout(() => { throw new Error('With a cause', { cause: new Error('${plant('L25', 'Hidden text', 'cause of an error')}') }) })`,
  ]
  return {
    act: async (page) => {
      for (const script of scripts) await runInPage(page, script)
    },
  }
}

/** Shapes in the four places where other words may be read, in a field, and where a mark asks to show all. */
export const shapedWords = (plant: Planter): Part => {
  const at = (place: string, row: 'L09' | 'L24' | 'L25' | 'L13' | 'L01' | 'L34'): string[] =>
    shapes.map((shape) => plant.shaped(row, shape, place))
  const seen = at('text that can be seen', 'L09')
  const shown = at('a region marked to be shown', 'L34')
  const later = at('text that is added', 'L09')
  const logged = at('the console', 'L24')
  const thrown = at('an error', 'L25')
  const typed = at('an ordinary field', 'L01')
  const keyed = (['card', 'email', 'iban', 'ssn', 'key of Stripe'] as const).map((shape) =>
    plant.shaped('L01', shape, 'an ordinary field, typed key by key'),
  )
  const title = plant.shaped('L13', 'email', 'the title')
  const label = plant.shaped('L09', 'email', 'what is clicked')
  return {
    body: `<h2>Shapes</h2>${seen.map((value) => `<p>It is ${value}.</p>`).join('')}
      <section data-unmask>${shown.map((value) => `<p>It is ${value}, shown.</p>`).join('')}</section>
      <button type="button" id="shaped">Send to ${label}</button><div id="shapes"></div>
      ${typed.map((_, index) => `<label>Field <textarea id="t${index}"></textarea></label>`).join('')}
      <section data-unmask>${keyed.map((_, index) => `<label>Field <input id="k${index}"></label>`).join('')}</section>`,
    act: async (page) => {
      await page.locator('#shaped').click()
      for (const [index, value] of typed.entries()) await page.locator(`#t${index}`).fill(value)
      for (const [index, value] of keyed.entries()) await page.locator(`#k${index}`).pressSequentially(value)
      await page.evaluate(
        ([added, said, name]) => {
          for (const value of added)
            document
              .getElementById('shapes')
              ?.append(Object.assign(document.createElement('p'), { textContent: value }))
          for (const value of said) console.log(`Said ${value} and more`, { value })
          document.title = `Mail of ${name}`
        },
        [later, logged, title] as const,
      )
      for (const value of thrown)
        await runInPage(
          page,
          `setTimeout(() => { throw new Error(${JSON.stringify(`Bad value ${value}!`)}) })`,
        )
    },
  }
}
