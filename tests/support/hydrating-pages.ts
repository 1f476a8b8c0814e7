/** Pages that a framework hydrates as a whole, some time after our tag has run. */
import { resolve } from 'node:path'
import { build } from 'esbuild'
import type { HostApp } from './host-app.ts'

/** What a hydrated page says about it. */
export interface Hydrated {
  errors: string[]
  /** The elements that the server sent are the ones that are there. */
  same: boolean
}

/** `?after=` in ms, or `bar`: as soon as the bar is on the page. `?broken`: what the server sent is not what the app draws. */
const WHEN = `
  const query = new URLSearchParams(location.search)
  const after = query.get('after')
  const out = { errors: [], same: undefined }
  const when = (work) => {
    const run = () => { const before = document.querySelector('#app'); work(); setTimeout(() => { out.same = document.querySelector('#app') === before; window.hydrated = out }, 400) }
    if (after !== 'bar') return setTimeout(run, Number(after))
    const timer = setInterval(() => { if (document.querySelector('casereel-bar')) { clearInterval(timer); run() } }, 5)
  }`

/** React 18 in charge of \`<html>\`, as Remix does it. */
const REACT = `
  import { createElement as e, useState } from 'react'
  import { hydrateRoot } from 'react-dom/client'
  ${WHEN}
  const tag = document.querySelector('script[src$="casereel.js"]')?.src
  const App = () => {
    const [n, set] = useState(0)
    return e('html', { lang: 'en' },
      e('head', null, e('meta', { charSet: 'utf-8' }), e('title', null, 'Hydrate'), tag && e('script', { async: true, src: tag })),
      e('body', null,
        e('div', { id: 'app' }, e('h1', null, query.has('broken') ? 'Another text' : 'Server text'), e('button', { onClick: () => set(n + 1) }, 'Count ', n)),
        e('script', { src: '/react.js', async: true })))
  }
  when(() => hydrateRoot(document, e(App), { onRecoverableError: (error) => out.errors.push(error.message) }))`

/** A small framework of the kind that claims the children of \`<body>\` and of \`<head>\` one by one, and ignores what follows. */
const CLAIMING = `
  ${WHEN}
  const claim = (parent, names) => names.forEach((name, i) => {
    const found = [...parent.childNodes].filter((node) => node.nodeType === 1)[i]?.localName
    if (found !== name) out.errors.push(parent.localName + ' ' + i + ': ' + found + ' is no ' + name)
  })
  when(() => {
    claim(document.documentElement, ['head', 'body'])
    if (document.documentElement.childElementCount > 2) out.errors.push('html has a third child')
    claim(document.head, ['meta', 'title', 'script'])
    claim(document.body, ['div', 'script'])
    let n = 0
    const button = document.querySelector('button')
    button.onclick = () => { button.textContent = 'Count ' + ++n }
  })`

const bundles = new Map<string, Promise<string>>()

const bundle = async (contents: string): Promise<string> => {
  const result = await build({
    stdin: { contents, resolveDir: resolve(import.meta.dirname, '../..') },
    bundle: true,
    format: 'iife',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  })
  return result.outputFiles[0]?.text ?? ''
}

/** Serves `/react` and `/claiming`. @param tagFrom the server's address; none for a page without the tag */
export const serveHydrating = async (host: HostApp, tagFrom: string | undefined): Promise<void> => {
  for (const [name, source] of Object.entries({ react: REACT, claiming: CLAIMING })) {
    if (!bundles.has(name)) bundles.set(name, bundle(source))
    // oxlint-disable-next-line no-await-in-loop -- two of them
    const body = (await bundles.get(name)) ?? ''
    host.serveFile(`/${name}.js`, { body, headers: { 'content-type': 'text/javascript' } })
    const tag = tagFrom ? `<script async="" src="${tagFrom}/casereel.js"></script>` : ''
    host.serveFile(`/${name}`, {
      body: `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>Hydrate</title>${tag}</head><body><div id="app"><h1>Server text</h1><button>Count <!-- -->0</button></div><script src="/${name}.js" async=""></script></body></html>`,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    })
  }
}
