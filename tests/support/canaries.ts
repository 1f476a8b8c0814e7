/** Secrets planted in a page, each with a value that occurs nowhere else, and a search for them in what left it. */

/** A page full of secrets in places that must be masked, and the values by the name of their place. */
export interface Planted {
  body: string
  /** What a person types: by the id of the field. */
  typed: Record<string, string>
  /** All secrets, typed or in the page from the start. */
  secrets: Record<string, string>
}

/** A word that no page, no library and no clock writes. */
const word = (name: string): string => `zq9${name.replaceAll(/\W/g, '')}7vx`

const TYPED: Record<string, string> = {
  text: word('text'),
  untyped: word('untyped'),
  unknown: word('unknown'),
  search: word('search'),
  password: word('password'),
  shown: word('shownpassword'),
  email: `${word('email')}@canary.example`,
  tel: '+32499187263',
  url: `https://canary.example/${word('url')}`,
  number: '918273645',
  date: '1971-03-29',
  month: '1953-07',
  week: '2031-W44',
  time: '03:47:13.219',
  local: '1955-11-23T04:39',
  textarea: word('textarea'),
  card: '4556 7375 8689 9855',
  csc: '90817',
  code: '730194',
  ssn: '078-05-1120',
  name: word('fullname'),
  street: word('street'),
  editable: word('editable'),
  private: word('privatefield'),
  datalist: word('datalist'),
}

const KIND: Record<string, string> = {
  unknown: 'type="secret"',
  search: 'type="search"',
  password: 'type="password"',
  shown: 'type="password"',
  email: 'type="email" autocomplete="email"',
  tel: 'type="tel"',
  url: 'type="url"',
  number: 'type="number"',
  date: 'type="date"',
  month: 'type="month"',
  week: 'type="week"',
  time: 'type="time" step="0.001"',
  local: 'type="datetime-local"',
  card: 'type="text" autocomplete="cc-number"',
  csc: 'type="text" autocomplete="cc-csc"',
  code: 'type="text" autocomplete="one-time-code" inputmode="numeric"',
  name: 'type="text" autocomplete="name"',
  street: 'type="text" autocomplete="section-home billing street-address"',
  private: 'type="text" data-private',
}

const inputs = Object.keys(TYPED)
  .filter((id) => id !== 'textarea' && id !== 'editable')
  .map(
    (id) => `<label>${id} <input id="${id}" ${KIND[id] ?? (id === 'untyped' ? '' : 'type="text"')}></label>`,
  )

export const plantCanaries = (): Planted => {
  const given: Record<string, string> = {}
  const plant = (name: string): string => (given[name] = word(name))
  const body = `
    <h1>Payment details for everyone to see</h1>
    ${inputs.join('\n')}
    <label>Words <textarea id="textarea">${plant('textarea-child')}</textarea></label>
    <div id="editable" contenteditable="true">${plant('editable-child')}</div>
    <input type="hidden" name="token" value="${plant('hidden')}">
    <input type="text" value="${plant('value-attribute')}">
    <input type="password" value="${plant('password-attribute')}">
    <label><input type="checkbox" id="check" value="${plant('checkbox-value')}"> Agree</label>
    <label><input type="radio" id="radio" name="r" value="${plant('radio-value')}"> Choose</label>
    <label>Country <select id="select"><option value="a">Sweden</option>
      <option value="${plant('option-value')}">Belgium</option></select></label>
    <a id="link" href="/second?customer=${plant('link-query')}#${plant('link-fragment')}">Go on</a>
    <img alt="" width="1" height="1" src="/api/picture?sig=${plant('picture-query')}">
    <form action="/second?return=${plant('action-query')}"><button type="button" value="${plant('button-value')}">Pay</button></form>
    <section data-private aria-label="${plant('private-label')}" title="${plant('private-title')}">
      <p>${plant('private-text')}</p><img alt="${plant('private-alt')}"></section>
    <section data-block><p>${plant('blocked-text')}</p>
      <input value="${plant('blocked-value')}"></section>
    <div id="host"></div>
    <script type="application/json">{"secret":"${plant('json-script')}"}</script>
    <template><p>${plant('template')}</p></template>
    <!-- ${plant('comment')} -->
    <iframe title="inside" srcdoc="<input value=${plant('frame-value')}>"></iframe>`
  const more = Object.fromEntries(
    [
      'page-query',
      'page-fragment',
      'pushed-query',
      'request-query',
      'request-body',
      'request-header',
      'error-query',
    ]
      .concat('console-query', 'added-value', 'added-private', 'shadow-private', 'storage', 'meta')
      .map((name) => [name, plant(name)]),
  )
  return { body, typed: TYPED, secrets: { ...TYPED, ...given, ...more } }
}

/** How a value may be written: as it is, in an address, in base64 at each of three offsets, in hex. */
const writings = (value: string): string[] => {
  const bytes = Buffer.from(value)
  const base64 = [0, 1, 2].map((offset) =>
    // What depends on the neighbours is cut off at both ends.
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '')
      .slice(offset + 1, -2),
  )
  return [
    value,
    value.toLowerCase(),
    value.replaceAll(' ', ''),
    encodeURIComponent(value),
    ...base64,
    bytes.toString('hex'),
  ]
}

/** Names of the secrets that can be found in a text. Short writings would be found by chance and are left out. */
export const leaksIn = (haystack: string, secrets: Record<string, string>): string[] => {
  const folded = haystack.toLowerCase()
  return Object.entries(secrets)
    .filter(([, value]) =>
      writings(value).some(
        (writing) => writing.length >= 5 && (haystack.includes(writing) || folded.includes(writing)),
      ),
    )
    .map(([name]) => name)
}
