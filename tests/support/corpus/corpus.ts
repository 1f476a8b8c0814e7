/** The corpus: a host app full of canaries, and a customer who uses all of it. */
import type { Page } from '@playwright/test'
import type { HostApp } from '../host-app.ts'
import { attributes, labels, names, pictures, unseenMarkup } from './attributes.ts'
import { beyondMarkup } from './beyond-markup.ts'
import { editors, ordinaryFields, secretFields } from './fields.ts'
import { marks } from './marks.ts'
import { consoleMessages, errors, shapedWords } from './messages.ts'
import { files, places, requests, storage } from './requests.ts'
import { outOfSight } from './out-of-sight.ts'
import { createPlanter, type Canary, type Part } from './plant.ts'
import { PATH_TOKENS } from './values.ts'
import { styles } from './styles.ts'
import { frames, shadows, texts } from './texts.ts'

export interface Corpus {
  /** Every canary. */
  table: readonly Canary[]
  /** Address of its first page, without a canary: the link's target is the agent's. */
  target: string
  /** The customer goes through all pages, types, clicks, and lets the pages do what they do. */
  walk: (page: Page) => Promise<void>
}

/** Serves the corpus from a host app. */
export const serveCorpus = (host: HostApp): Corpus => {
  const plant = createPlanter()
  const framed = frames(plant, host.signInUrl, '/framed')
  const styled = styles(plant)
  const asked = requests(plant, host.signInUrl)
  const pages: Record<string, Part[]> = {
    '/shop': [
      texts(plant),
      shadows(plant),
      framed,
      marks(plant),
      names(plant),
      labels(plant),
      attributes(plant),
    ],
    '/checkout': [
      secretFields(plant),
      ordinaryFields(plant),
      editors(plant),
      files(plant),
      shapedWords(plant),
    ],
    '/style': [outOfSight(plant), styled, pictures(plant), unseenMarkup(plant)],
    [`/desk/${plant('L16', 'Pieces of a path that look like tokens', 'path of a page', PATH_TOKENS['mixed token']!('path of a page'))}`]:
      [consoleMessages(plant), errors(plant), asked, beyondMarkup(plant), storage(plant), places(plant)],
  }
  const titles = new Map(
    Object.keys(pages).map((path) => [path, plant('L13', 'Page title', `title of ${path.split('/')[1]}`)]),
  )
  const referrer = plant('L16', 'Queries and fragments of addresses', 'address that becomes a referrer')
  const fragment = plant('L16', 'Queries and fragments of addresses', 'fragment of a page')
  for (const [path, parts] of Object.entries(pages)) {
    host.serve(path, {
      title: titles.get(path) ?? '',
      head: parts.map(({ head }) => head ?? '').join('\n'),
      body: `<h1>Corpus</h1>${parts.map(({ body, script }) => `${body ?? ''}${script ? `<script>${script}</script>` : ''}`).join('\n')}
        <a id="on" href="/">On</a>`,
    })
  }
  host.serve('/framed', { title: 'Framed', tag: false, body: framed.page })
  const foreign = plant('L18', 'Frames of other sites', 'text in a frame of another site')
  host.serve('/foreign', { title: 'Foreign', tag: false, body: `<p>${foreign}</p>` })
  host.serveFile('/sheet.css', { headers: { 'content-type': 'text/css' }, body: styled.sheet })
  host.serveFile('/answer', { headers: asked.answer.headers, body: asked.answer.body })

  const walk = async (page: Page): Promise<void> => {
    const stops = Object.entries(pages)
    for (const [index, [path, parts]] of stops.entries()) {
      if (index > 0) {
        await page.evaluate((url) => location.assign(url), `${path}?visit=${referrer}#${fragment}`)
        await page.waitForURL((url) => url.pathname === path)
        await page.getByRole('button', { name: 'Stop' }).waitFor()
      }
      for (const part of parts) await part.act?.(page)
    }
  }
  return { table: plant.table, target: '/shop', walk }
}
