/** Fields: all 22 types of input, every autofill token, names that tell of a secret, choices, editors. */
import type { Page } from '@playwright/test'
import { html, type Part, type Planter } from './plant.ts'
import { number, pick, word, DIGITS } from './values.ts'

/** Autofill field names of the HTML standard (autofill detail tokens), with the one of WebAuthn. */
const TOKENS =
  `name honorific-prefix given-name additional-name family-name honorific-suffix nickname username
  new-password current-password one-time-code organization-title organization street-address address-line1
  address-line2 address-line3 address-level4 address-level3 address-level2 address-level1 country country-name
  postal-code cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year
  cc-csc cc-type transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo
  tel tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix tel-extension email
  impp`.split(/\s+/)

/** What a name, an id or a label says of a field that has no autofill token. */
const SECRET_NAMES = 'ssn cvv cvc iban pin otp secret passport password card-number security-code'.split(' ')
const SECRET_LABELS = [
  'Social security number',
  'CVV',
  'IBAN',
  'PIN',
  'One-time password',
  'Passport number',
  'Card number',
  'Security code',
]

/** Types whose values a person types, with a value of that type. */
const ORDINARY: Record<string, (id: string) => string> = {
  text: word,
  search: word,
  unknown: word,
  number: (id) => number(id),
  date: () => '1971-03-29',
  month: () => '1953-07',
  week: () => '1947-W44',
  time: () => '03:47:13.219',
  'datetime-local': () => '1955-11-23T04:39',
}
const SECRET_TYPES: Record<string, (id: string) => string> = {
  password: word,
  email: (id) => `${word(id)}@canary.example`,
  tel: (id) => `+3249${pick(id, 7, DIGITS)}`,
}
/** Their value is set, not typed. */
const SET_TYPES: Record<string, (id: string) => string> = {
  color: () => '#c4a7e1',
  range: () => '739146258013',
}

interface Typed {
  id: string
  value: string
  /** Key by key, as a person does. */
  keys?: boolean
}

const type = async (page: Page, typed: readonly Typed[]): Promise<void> => {
  for (const { id, value, keys } of typed) {
    const field = page.locator(`[id="${id}"]`)
    if (keys) await field.pressSequentially(value)
    else await field.fill(value)
  }
}

const setValues = (page: Page, values: Record<string, string>): Promise<void> =>
  page.evaluate((all) => {
    for (const [id, value] of Object.entries(all)) {
      const field = document.getElementById(id) as HTMLInputElement | null
      if (field) field.value = value
    }
  }, values)

/** Fields whose kind tells that they are secret, in a region that is marked to be shown and outside one. */
export const secretFields = (plant: Planter): Part => {
  const typed: Typed[] = []
  const field = (value: string, attributes: string, label = 'Field', keys = false): string => {
    const id = `s${typed.length}`
    typed.push({ id, value, keys })
    return `<label>${label} <input ${attributes.includes('id=') ? '' : `id="${id}"`} ${attributes}></label>`
  }
  const tokens = TOKENS.map((token, at) => {
    const spelled =
      at % 7 === 3 ? token.toUpperCase() : at % 5 === 2 ? `section-home billing ${token}` : token
    return field(
      plant('L04', 'Secret fields', `field with autocomplete ${token}`),
      `autocomplete="${spelled}"`,
    )
  })
  const named = SECRET_NAMES.map((name) =>
    field(plant('L05', 'Secret fields', `field with the name ${name}`), `name="customer_${name}"`),
  )
  const labelled = SECRET_LABELS.map((label) =>
    field(plant('L05', 'Secret fields', `field with the label ${label}`), '', label),
  )
  const types = Object.entries(SECRET_TYPES).map(([kind, make]) => {
    const id = `field of type ${kind}`
    return field(plant('L01', 'Secret fields', id, make(id)), `type="${kind}"`, 'Field', true)
  })
  const toggled = field(plant('L03', 'Secret fields', 'password that is shown later'), 'type="password"')
  const otp = field(
    plant('L02', 'Secret fields', 'one-time code', number('one-time code', 8)),
    'inputmode="numeric" autocomplete="one-time-code"',
    'Code',
    true,
  )
  const shownBefore = plant('L03', 'Secret fields', 'password that was shown before')
  const rekeyed = plant('L03', 'Secret fields', 'password whose node is replaced')
  const attribute = plant('L01', 'Secret fields', 'value attribute of a password')
  const autofilled = plant('L31', 'Secret fields', 'password filled in by a script')
  const half = Math.ceil(tokens.length / 2)
  return {
    body: `<h2>Your account</h2><form>${tokens.slice(0, half).join('')}${named.slice(0, 5).join('')}${toggled}${otp}
      <label>New <input id="before" type="password" name="password" value="${shownBefore}"></label>
      <label id="rekey">Old <input type="password" name="login-password"></label>
      <input type="password" value="${attribute}" aria-label="Field">
      <label>Field <input type="password" id="scripted"></label>
      <section data-unmask>${tokens.slice(half).join('')}${named.slice(5).join('')}${labelled.join('')}${types.join('')}
      </section></form>`,
    script: `document.getElementById('before').type = 'text'`,
    act: async (page) => {
      await type(page, typed)
      await page.evaluate((value) => {
        const toggle = [...document.querySelectorAll<HTMLInputElement>('input[type=password]')]
        for (const each of toggle) if (each.id.startsWith('s')) each.type = 'text'
        const old = document.querySelector('#rekey input')
        const fresh = Object.assign(document.createElement('input'), { type: 'text', name: 'login-password' })
        fresh.value = value
        old?.replaceWith(fresh)
        fresh.setAttribute('value', value)
      }, rekeyed)
      await setValues(page, { scripted: autofilled })
    },
  }
}

/** Fields that a person fills in with nothing special, choices, and hidden ones. */
export const ordinaryFields = (plant: Planter): Part => {
  const typed: Typed[] = []
  const inputs = Object.entries(ORDINARY).map(([kind, make], at) => {
    const id = `field of type ${kind}`
    const value = plant('L01', 'Ordinary fields', id, make(id))
    typed.push({ id: `o${at}`, value, keys: kind === 'text' || kind === 'unknown' })
    return `<label>Field <input id="o${at}" type="${kind}" step="any"></label>`
  })
  const untyped = plant('L01', 'Ordinary fields', 'field without a type')
  const area = plant('L07', 'Ordinary fields', 'text area')
  typed.push({ id: 'untyped', value: untyped }, { id: 'area', value: area, keys: true })
  const set = Object.fromEntries(
    Object.entries(SET_TYPES).map(([kind, make]) => [
      kind,
      plant('L01', 'Ordinary fields', `field of type ${kind}`, make(kind)),
    ]),
  )
  const url = plant('L15', 'Queries and fragments of addresses', 'field of type url')
  typed.push({ id: 'url', value: `https://canary.example/?t=${url}` })
  const given = plant('L01', 'Ordinary fields', 'value attribute')
  const child = plant('L07', 'Ordinary fields', 'text of a text area')
  const content = plant('L07', 'Ordinary fields', 'text of a text area, set later')
  const property = plant('L01', 'Ordinary fields', 'value set by a script')
  const hidden = (id: string): string => plant('L06', 'Hidden fields and values of buttons', id)
  const listed = (id: string): string => plant('L06', 'Lists of choices', id)
  const option = plant('L06', 'Hidden text', 'text of an option that is not chosen')
  const chosen = listed('text of the chosen option')
  const added = plant('L06', 'Hidden text', 'text of an option that is added')
  return {
    body: `<h2>Your order</h2><form>${inputs.join('')}<label>Field <input id="untyped"></label>
      <label>Words <textarea id="area"></textarea></label><label>Words <textarea>${child}</textarea></label>
      <label>Words <textarea id="content"></textarea></label><input aria-label="Field" value="${given}">
      <label>Field <input id="property"></label><label>Page <input id="url" type="url"></label>
      <label>Field <input id="color" type="color"></label>
      <label>Field <input id="range" type="range" min="0" max="999999999999" step="1"></label>
      <input type="hidden" name="state" value="${hidden('hidden field')}">
      <label>Yes <input type="checkbox" id="check" value="${hidden('value of a checkbox')}"></label>
      <label>Red <input type="radio" id="radio" name="r" value="${hidden('value of a radio button')}"></label>
      <label>Blue <input type="radio" name="r" value="${hidden('value of another radio button')}"></label>
      <button type="button" value="${hidden('value of a button')}">Press</button>
      <input type="image" alt="" src="data:," value="${hidden('value of an image button')}">
      <label>Where <select id="select"><option>Here</option>
        <optgroup><option value="${listed('value of an option')}">${option}</option><option>${chosen}</option></optgroup>
      </select></label>
      <input aria-label="Field" list="list"><datalist id="list"><option value="${listed('value in a datalist')}">
        ${hidden('text in a datalist')}</option></datalist>
      <div id="cleared"><input aria-label="Field" value="${plant('L06', 'Ordinary fields', 'value attribute of a cleared field')}"></div></form>`,
    script: `document.querySelector('#cleared input').value = ''`,
    act: async (page) => {
      await type(page, typed)
      await setValues(page, { ...set, property })
      await page.locator('#check').check()
      await page.locator('#radio').check()
      await page.locator('#select').selectOption({ label: chosen })
      await page.evaluate(
        ([text, label, secret]) => {
          document.getElementById('content')!.textContent = text
          document.getElementById('select')?.append(new Option(label, 'x'))
          document.getElementById('o0')?.setAttribute('list', 'list')
          const later = Object.assign(document.createElement('input'), { type: 'hidden', value: secret })
          document.querySelector('form')?.append(later)
        },
        [content, added, hidden('hidden field that is added')] as const,
      )
    },
  }
}

/** What is written where no field is. */
export const editors = (plant: Planter): Part => {
  const at = (id: string): string => plant('L08', 'Rich-text editors', id)
  const typed = at('typed into an editor')
  const pasted = at('pasted into an editor')
  const dropped = at('dropped on an editor')
  return {
    body: `<h2>Your letter</h2><div id="editor" contenteditable>${at('text of an editor')}</div>
      <div contenteditable="plaintext-only"><p>${html(at('text of a plain editor'))}</p></div>
      <div role="textbox" contenteditable="true" aria-label="Letter"><span contenteditable="false">
        ${at('text in a fixed piece of an editor')}</span></div>
      <iframe title="Letter" srcdoc="<p>${at('text of a frame that is an editor')}</p><script>document.designMode = 'on'</script>"></iframe>`,
    act: async (page) => {
      await page.locator('#editor').pressSequentially(` ${typed} `)
      await page.locator('#editor').evaluate(
        (editor, [paste, drop]) => {
          document.execCommand('insertText', false, paste)
          const data = new DataTransfer()
          data.setData('text/plain', drop)
          editor.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }))
          editor.append(` ${drop}`)
        },
        [pasted, dropped] as const,
      )
    },
  }
}
