/** A customer's recording as they see it themselves: a picture, Play, and the pages that they visited. client/player/own fills it. */
import { raw } from 'hono/html'
import type { OwnWords } from '../src/protocol/own-words/shape.ts'
import type { PlayerData } from '../src/protocol/player.ts'
import { Icon } from './icons.tsx'
import { FAVICON } from './layout.tsx'
import { embedded, styles, type PlayerPageProps } from './player.tsx'

export type OwnPlayerPageProps = Pick<
  PlayerPageProps,
  'data' | 'assets' | 'css' | 'nonce' | 'base' | 'back' | 'theme'
> & { words: OwnWords }

const Json = ({ id, value }: { id: string; value: PlayerData | OwnWords }) => (
  <script type="application/json" id={id}>
    {raw(embedded(value))}
  </script>
)

export const OwnPlayerPage = ({ data, words, base, back, assets, css, nonce, theme }: OwnPlayerPageProps) => (
  <>
    {raw('<!doctype html>')}
    <html lang={words.language} data-theme={theme ?? undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{data.supportCase.title}</title>
        <link rel="icon" href={FAVICON} />
        <style>{raw(styles(css))}</style>
        <script type="module" src={assets.player} nonce={nonce} />
      </head>
      <body class="own" data-base={base}>
        <header class="own-head">
          <a class="button" id="back" href={back.href}>
            <Icon name="arrow-right" /> <span>{back.label}</span>
          </a>
          <h1>{data.supportCase.title}</h1>
        </header>
        <main class="own-main" id="own">
          <section class="stage" id="stage" aria-label={words.picture}>
            <p class="stage-loading">
              <span class="spinner" /> {words.loading}
            </p>
          </section>
          <div class="own-controls" id="controls" />
          <nav class="own-pages" id="pages" aria-labelledby="pages-title">
            <h2 id="pages-title">{words.pages}</h2>
            <ol id="page-list" />
          </nav>
        </main>
        <noscript>
          <p class="noscript">{words.noScript}</p>
        </noscript>
        <Json id="player-data" value={data} />
        <Json id="own-words" value={words} />
      </body>
    </html>
  </>
)
