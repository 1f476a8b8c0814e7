/** Attributes, comments, scripts, metadata, pictures: all that markup holds beside its text. */
import { html, type Part, type Planter } from './plant.ts'
import { number, PATH_TOKENS } from './values.ts'

/** Attributes that hold words, by the tag they are put on. */
const WORDS: Record<string, string[]> = {
  p: [
    'title',
    'aria-label',
    'aria-description',
    'aria-valuetext',
    'aria-roledescription',
    'aria-placeholder',
    'data-customer',
    'data-testid',
    'customer',
    'onclick',
    'onmouseenter',
    'xml:lang',
    'itemid',
    'content',
    'x-data',
    'part',
    'exportparts',
    'data-theme',
    'align',
    ':key',
    '@click',
  ],
  input: ['placeholder', 'pattern', 'name', 'form', 'list', 'dirname', 'data-value', 'aria-autocomplete'],
  img: ['alt', 'usemap', 'longdesc', 'attributionsrc'],
  option: ['label'],
  optgroup: ['label'],
  track: ['label'],
  th: ['abbr'],
  form: ['name', 'target'],
  a: ['download', 'hreflang', 'target'],
  time: ['datetime'],
  data: ['value'],
  meter: ['value'],
  object: ['name', 'type'],
  iframe: ['name'],
  'own-element': ['secret', 'value', 'label', 'text', 'color', 'size', 'width'],
  font: ['face', 'color', 'size'],
  hr: ['width', 'color'],
}
const VOID = new Set(['input', 'img', 'track', 'hr'])

/** Attributes that hold an address, by tag. */
const ADDRESSES: Record<string, string[]> = {
  a: ['href', 'ping', 'data-href'],
  area: ['href'],
  img: ['src', 'srcset', 'data-src'],
  source: ['srcset'],
  form: ['action'],
  button: ['formaction'],
  video: ['poster', 'src'],
  audio: ['src'],
  object: ['data'],
  embed: ['src'],
  blockquote: ['cite'],
  table: ['background'],
  link: ['href', 'imagesrcset'],
  'own-element': ['src', 'href', 'url'],
}

const element = (tag: string, name: string, value: string): string =>
  `<${tag} ${name}="${html(value)}">${VOID.has(tag) ? '' : `</${tag}>`}`

export const attributes = (plant: Planter): Part => {
  const words = Object.entries(WORDS).flatMap(([tag, names]) =>
    names.map((name) => {
      const value = plant('L10', 'Attributes', `${name} of <${tag}>`)
      const wrapped = element(tag, name, tag === 'meter' ? `0.${value}` : value)
      return tag === 'option' || tag === 'optgroup' ? `<select>${wrapped}</select>` : wrapped
    }),
  )
  const addresses = Object.entries(ADDRESSES).flatMap(([tag, names]) =>
    names.map((name) => {
      const value = plant('L15', 'Queries and fragments of addresses', `${name} of <${tag}>`)
      const mark = name === 'href' && tag === 'a' ? '#' : '?sig='
      return element(tag, name, `/api/thing${mark}${value}${name.endsWith('srcset') ? ' 2x' : ''}`)
    }),
  )
  const user = plant('L15', 'Queries and fragments of addresses', 'user info of an address')
  const script = plant('L15', 'Queries and fragments of addresses', 'a javascript: address')
  const mail = plant('L15', 'Queries and fragments of addresses', 'a mailto: address')
  const paths = Object.entries(PATH_TOKENS).map(([name, make]) => {
    const id = `${name} in the path of a link`
    return `<a href="/reset/${plant('L15', 'Pieces of a path that look like tokens', id, make(id))}/next">Reset</a>`
  })
  const mailed = plant.shaped('L15', 'email', 'the path of a link')
  const use = plant('L15', 'Queries and fragments of addresses', 'xlink:href of <use>')
  const named = plant('L10', 'Attributes', 'the name of an attribute')
  const drawing = plant('L10', 'Attributes', 'attribute of a drawing')
  const digits = (id: string, length = 13): string => plant('L10', 'Attributes', id, number(id, length))
  const shapes = `<path d="M${plant.shaped('L10', 'card', 'path data')} 1L0.${digits('decimals of a path', 12)} 2"></path>
    <polyline points="${plant.shaped('L10', 'card in groups', 'points')} ${digits('number in points')}"></polyline>
    <g transform="translate(${digits('number in a transform')} 1)" fill="${plant('L10', 'Attributes', 'fill')}"></g>
    <rect width="${digits('width of a drawing')}" x="1.${plant.shaped('L10', 'card of 15 digits', 'decimals')}" rx="${plant('L10', 'Attributes', 'radius')}"></rect>`
  const later = {
    label: plant('L10', 'Attributes', 'aria-label that is changed'),
    custom: plant('L10', 'Attributes', 'own attribute that is changed'),
    href: plant('L15', 'Queries and fragments of addresses', 'href that is changed'),
  }
  return {
    body: `${words.join('\n')}${addresses.join('\n')}${paths.join('\n')}
      <a href="https://ana:${user}@canary.example/">In</a><a href="javascript:'${script}'">Run</a>
      <a href="/users/${mailed}/orders">Ana</a><a href="mailto:help@canary.example?body=${mail}">Write</a><p id="changing" data-${named}="1">Steady</p>
      <svg width="9" height="9" data-owner="${drawing}"><use xlink:href="/sprite.svg?u=${use}#x"></use>${shapes}</svg>`,
    act: (page) =>
      page.evaluate((value) => {
        const changing = document.getElementById('changing')!
        changing.setAttribute('aria-label', value.label)
        changing.setAttribute('own', value.custom)
        changing.dataset['later'] = value.custom
        const link = Object.assign(document.createElement('a'), { textContent: 'On' })
        changing.append(link)
        link.href = `/second?later=${value.href}`
      }, later),
  }
}

export const unseenMarkup = (plant: Planter): Part => {
  const unseen = (id: string): string => plant('L12', 'Comments, scripts and templates', id)
  const meta = (id: string): string => plant('L13', 'Metadata of the page', id)
  const later = { comment: unseen('comment that is added'), script: unseen('script that is added') }
  const path = plant('L13', 'Metadata of the page', 'canonical link')
  return {
    head: `<meta name="csrf-token" content="${meta('CSRF token')}"><meta name="user-id" content="${meta('user in a meta')}">
      <meta name="description" content="${meta('description')}"><meta property="og:title" content="${meta('Open Graph title')}">
      <meta name="viewport" content="width=device-width"><meta name="theme-color" content="${meta('theme colour')}">
      <meta http-equiv="x-own" content="${meta('http-equiv')}"><meta itemprop="sku" content="${meta('itemprop')}">
      <link rel="canonical" href="/canonical?u=${path}"><link rel="next" title="${meta('title of a link')}" href="/next">
      <link rel="manifest" href="/manifest.json?u=${meta('manifest')}"><!-- ${unseen('comment in the head')} -->
      <script type="application/ld+json">{"name":"${unseen('JSON-LD')}"}</script>`,
    body: `<!-- ${unseen('comment')} --><script>window.ana = '${unseen('script')}'</script>
      <script type="application/json">{"secret":"${unseen('JSON in a script')}"}</script>
      <script type="text/x-template"><p>${unseen('template in a script')}</p></script>
      <template><p title="${unseen('attribute in a template')}">${unseen('template')}</p></template>
      <p id="unseen">Nothing</p>`,
    act: (page) =>
      page.evaluate((value) => {
        const place = document.getElementById('unseen')!
        place.append(document.createComment(value.comment))
        const script = document.createElement('script')
        script.type = 'application/json'
        script.textContent = value.script
        place.append(script)
        script.firstChild!.nodeValue = `[${value.script}]`
      }, later),
  }
}

const svg = (text: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg"><text>${text}</text></svg>`)}`

export const pictures = (plant: Planter): Part => {
  const picture = (id: string): string => plant('L21', 'Pictures inside the page', id)
  const packed = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg"><text>${picture('data: picture in base64')}</text></svg>`,
  )
  const later = { blob: picture('blob: picture'), added: picture('data: picture that is added') }
  const drawn = plant('L20', 'Canvas and video', 'drawn on a canvas')
  return {
    body: `<img alt="" src="${svg(picture('data: picture'))}"><img alt="" src="data:image/svg+xml;base64,${packed.toString('base64')}">
      <svg width="9" height="9"><image href="${svg(picture('data: picture in a drawing'))}"></image></svg>
      <img alt="" srcset="${svg(picture('data: picture in srcset'))} 2x"><input type="image" alt="" src="${svg(picture('data: picture of a button'))}">
      <div style="width:9px;height:9px;background:url('${svg(picture('data: picture of a style'))}')"></div>
      <video poster="${svg(picture('data: picture of a video'))}"></video><canvas id="canvas" width="300" height="20"></canvas>
      <img id="blob" alt="">`,
    act: (page) =>
      page.evaluate(
        ([value, draw]) => {
          const blob = new Blob([value.blob], { type: 'image/svg+xml' })
          const image = document.getElementById('blob') as HTMLImageElement
          image.src = `${URL.createObjectURL(blob)}#${value.blob}`
          const added = new Image()
          added.src = `data:image/svg+xml,${value.added}`
          document.body.append(added)
          const canvas = document.getElementById('canvas') as HTMLCanvasElement
          canvas.getContext('2d')?.fillText(draw, 0, 15)
        },
        [later, drawn] as const,
      ),
  }
}

/** What an element is called in a line of the timeline, where no text that can be seen calls it. */
export const labels = (plant: Planter): Part => {
  const label = (id: string): string => plant('L10', 'Attributes', id)
  return {
    body: `<button type="button" id="${label('id of what is clicked')}" class="labelled" data-testid="${label('test id of what is clicked')}"
        aria-label="${label('aria-label of what is clicked')}"><svg width="9" height="9"></svg></button>
      <a href="#here" class="labelled" title="${label('title of what is clicked')}"><img width="9" height="9" alt="${label('alt in what is clicked')}"></a>
      <span id="named-by" hidden>${plant('L09', 'Hidden text', 'hidden name of what is clicked')}</span>
      <button type="button" class="labelled" aria-labelledby="named-by"><svg width="9" height="9"></svg></button>
      <form name="${label('name of a form that is sent')}" onsubmit="return false">
        <input class="changed" placeholder="${label('placeholder of a changed field')}">
        <input class="changed" name="${label('name of a changed field')}"><button class="labelled">Send it</button></form>`,
    act: async (page) => {
      for (const field of await page.locator('input.changed').all()) await field.fill('x')
      for (const labelled of await page.locator('.labelled').all()) await labelled.click()
    },
  }
}

/** Shapes in ids and classes, which otherwise must stay as they are: styles hang on them. */
export const names = (plant: Planter): Part => {
  const id = plant.shaped('L11', 'email', 'an id')
  const name = plant.shaped('L11', 'jwt', 'a class')
  const card = plant.shaped('L11', 'card', 'a class')
  const key = plant.shaped('L11', 'key of Stripe', 'an id')
  const later = plant.shaped('L11', 'email', 'a class that is added')
  const clicked = plant.shaped('L11', 'email', 'the id of what is clicked')
  const unused = plant('L11', 'Attributes', 'a class that no style speaks of')
  const alone = plant('L11', 'Attributes', 'an id that no style speaks of')
  return {
    head: `<style>.card-${card}{color:red}</style>`,
    body: `<p id="user-${id}" class="row ${name}">One</p><p id="${key}" class="card-${card}">Two</p>
      <p class="row ${unused}" id="${alone}">Three</p><button type="button" id="${clicked}" data-test="name">Choose</button>`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Choose' }).click()
      await page.evaluate((value) => document.body.classList.add(`for-${value}`), later)
    },
  }
}
