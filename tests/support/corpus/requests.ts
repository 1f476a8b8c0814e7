/** What a page asks of others and keeps for itself: requests, storage, files, addresses and titles of its pages. */
import type { Page } from '@playwright/test'
import type { Part, Planter } from './plant.ts'
import { PATH_TOKENS } from './values.ts'

export const requests = (
  plant: Planter,
  foreign: string,
): Part & { answer: { headers: Record<string, string>; body: string } } => {
  const query = (id: string): string => plant('L26', 'Queries and fragments of addresses', id)
  const header = (id: string): string => plant('L27', 'Headers of requests', id)
  const body = (id: string): string => plant('L28', 'All else in bodies of requests', id)
  const inBody = (id: string): string => plant('L28', 'Values in JSON and form bodies', id)
  const token = PATH_TOKENS['mixed token']!
  const value = {
    fetch: query('address of a fetch'),
    xhr: query('address of an XMLHttpRequest'),
    beacon: query('address of a beacon'),
    source: query('address of an EventSource'),
    socket: query('address of a WebSocket'),
    foreign: query('address of a request to another site'),
    path: plant('L26', 'Pieces of a path that look like tokens', 'path of a fetch', token('path of a fetch')),
    authorization: header('Authorization'),
    own: header('own request header'),
    key: header('X-Api-Key'),
    xhrHeader: header('header of an XMLHttpRequest'),
    json: inBody('JSON of a request'),
    deep: inBody('nested JSON of a request'),
    form: inBody('form of a request'),
    secret: body('secret in a form of a request'),
    token: body('token in JSON of a request'),
    multipart: body('multipart form of a request'),
    graphql: inBody('GraphQL variable'),
    query: inBody('literal in a GraphQL query'),
    text: body('text of a request'),
    xhrBody: body('body of an XMLHttpRequest'),
    bytes: body('bytes of a request'),
    emailKey: plant.shaped('L28', 'email', 'a key of a body'),
  }
  const answer = {
    headers: {
      'content-type': 'application/json',
      'x-foo-user-token': header('own response header'),
      'set-cookie': `session=${header('Set-Cookie')}; path=/`,
      etag: `"${header('ETag')}"`,
      'content-disposition': `attachment; filename="${header('file name of a response')}"`,
    },
    body: JSON.stringify({
      customer: { name: inBody('JSON of a response'), tags: [inBody('array of a response')], number: 1 },
    }),
  }
  const early = query('address of a request before the recorder')
  const base = query('address of <base>')
  return {
    answer,
    head: `<base href="/desk/?t=${base}">`,
    script: `fetch('/answer?q=${early}')`,
    act: async (page) => {
      await page.evaluate(
        async ([text, other]) => {
          const post = (
            url: string,
            content: BodyInit,
            headers: Record<string, string> = {},
          ): Promise<unknown> =>
            fetch(url, { method: 'POST', body: content, headers }).then((response) => response.text())
          const json = { 'content-type': 'application/json' }
          const xhr = new XMLHttpRequest()
          xhr.open('POST', `/answer?q=${text.xhr}`)
          xhr.setRequestHeader('x-own', text.xhrHeader)
          const ended = new Promise((resolve) => xhr.addEventListener('loadend', resolve))
          xhr.send(text.xhrBody)
          const form = new FormData()
          form.set('secret', text.multipart)
          form.set('file', new File([text.multipart], 'a.txt'))
          navigator.sendBeacon(`/api/beacon?q=${text.beacon}`, text.text)
          new EventSource(`/api/status/204?q=${text.source}`).close()
          new WebSocket(`${location.origin.replace('http', 'ws')}/api/cut?q=${text.socket}`).close()
          const graphql = `query { user(name: "${text.query}") { id } }`
          await Promise.allSettled([
            fetch(`/answer?q=${text.fetch}`, {
              headers: {
                authorization: `Bearer ${text.authorization}`,
                'x-own': text.own,
                'x-api-key': text.key,
              },
            }).then((response) => response.text()),
            fetch(`/api/orders/${text.path}`),
            fetch(`${other}/answer?q=${text.foreign}`, { mode: 'no-cors' }),
            post(
              '/answer',
              JSON.stringify({
                a: text.json,
                accessToken: text.token,
                list: [{ deep: { er: text.deep } }],
                [text.emailKey]: 1,
              }),
              json,
            ),
            post('/answer', new URLSearchParams({ city: text.form, password: text.secret })),
            post('/answer', form),
            post('/answer', JSON.stringify({ query: graphql, variables: { a: text.graphql } }), json),
            post('/answer', `not JSON ${text.text}`, json),
            post('/answer', new TextEncoder().encode(text.bytes)),
            ended,
          ])
        },
        [value, foreign] as const,
      )
    },
  }
}

/** Where a page keeps things that are no part of it. */
export const storage = (plant: Planter): Part => {
  const kept = (id: string): string => plant('L30', 'Storage, cookies, clipboard and history', id)
  const value = {
    local: kept('localStorage'),
    session: kept('sessionStorage'),
    cookie: kept('cookie'),
    window: kept('name of the window'),
    clipboard: kept('clipboard'),
    dragged: kept('dragged text'),
    state: kept('state of a history entry'),
    property: kept('property of an element'),
  }
  return {
    act: (page) =>
      page.evaluate(async (text) => {
        localStorage.setItem('draft', text.local)
        sessionStorage.setItem('draft', text.session)
        document.cookie = `draft=${text.cookie}`
        window.name = text.window
        history.replaceState({ secret: text.state }, '')
        Object.assign(document.body, { secret: text.property })
        const data = new DataTransfer()
        data.setData('text/plain', text.dragged)
        for (const type of ['dragstart', 'drop'])
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true }))
        const copied = new DataTransfer()
        copied.setData('text/plain', text.clipboard)
        for (const type of ['copy', 'paste'])
          document.body.dispatchEvent(new ClipboardEvent(type, { clipboardData: copied, bubbles: true }))
        await navigator.clipboard?.writeText(text.clipboard).catch(() => undefined)
      }, value),
  }
}

export const files = (plant: Planter): Part => {
  const name = plant('L30', 'Names and contents of files', 'name of a file')
  const content = plant('L30', 'Names and contents of files', 'content of a file')
  const second = plant('L01', 'Names and contents of files', 'name of a file, marked to be shown')
  const upload = (page: Page, selector: string, file: string): Promise<void> =>
    page.setInputFiles(selector, {
      name: `${file}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from(content),
    })
  return {
    body: `<label>File <input type="file" id="file"></label>
      <section data-unmask><label>File <input type="file" id="second"></label></section>`,
    act: async (page) => {
      await upload(page, '#file', name)
      await upload(page, '#second', second)
    },
  }
}

/** Addresses and titles of pages inside the app. */
export const places = (plant: Planter): Part => {
  const query = (id: string): string => plant('L16', 'Queries and fragments of addresses', id)
  const title = (id: string): string => plant('L13', 'Page title', id)
  const value = {
    pushed: query('address that is pushed'),
    fragment: query('fragment that is pushed'),
    replaced: query('address that is replaced'),
    hash: query('fragment that is set'),
    title: title('title of a page inside the app'),
    second: title('another title of a page inside the app'),
  }
  const paths = Object.entries(PATH_TOKENS).map(([name, make]) => {
    const id = `${name} in the path of a page`
    return plant('L16', 'Pieces of a path that look like tokens', id, make(id))
  })
  return {
    act: async (page) => {
      const before = page.url()
      const go = (method: 'pushState' | 'replaceState', to: string, name: string): Promise<void> =>
        page.evaluate(
          async ([how, url, text]) => {
            history[how]({}, '', url)
            document.title = text
            // As long as the recorder waits for the title of an app that has changed its page.
            await new Promise((done) => setTimeout(done, 100))
          },
          [method, to, name] as const,
        )
      await go('pushState', `/orders?step=${value.pushed}#${value.fragment}`, value.title)
      await go('replaceState', `/orders?customer=${value.replaced}`, value.second)
      for (const path of paths) await go('pushState', `/invite/${path}/accept`, 'Invitation')
      await go('pushState', before, 'Shop')
      await page.evaluate((hash) => {
        location.hash = hash
      }, value.hash)
    },
  }
}
