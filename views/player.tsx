/**
 * The player: live while the recording is, replay afterwards. The page is a frame that client/player fills.
 * It carries its own styles and data, because its Content-Security-Policy lets nothing else load.
 */
import { raw } from 'hono/html'
import { environmentChips, type PlayerData } from '../src/protocol/player.ts'
import type { Assets, Theme } from './assets.ts'
import { Icon, Mark } from './icons.tsx'
import { FAVICON } from './layout.tsx'
import { WITHDRAWN } from './parts/chips.tsx'

export interface PlayerPageProps {
  data: PlayerData
  assets: Assets
  /** The player's stylesheet, inlined. */
  css: string
  /** CSP nonce of the script. */
  nonce: string
  /** Where its data and segments are, and what can be done with it: `/recordings/{id}`, or under the customer's own page. */
  base: string
  back: { href: string; label: string }
  mayErase: boolean
  /** May the page's address be of use to others? */
  mayShare: boolean
  theme?: Theme
}

/** JSON that cannot end the script element that holds it, nor be read as a line end by an old parser. */
export const embedded = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** A style element ends at the first `</style`; no stylesheet of ours has one, and none may. */
export const styles = (css: string): string => css.replaceAll(/<\/style/gi, '')

/** There from the start, and shown once the recording is over: live turns into replay without a reload. */
const EraseMenu = ({ base, ended }: { base: string; ended: boolean }) => (
  <details class="erase" id="erase" hidden={!ended}>
    <summary class="icon-button" aria-label="Erase recording" title="Erase recording">
      <Icon name="trash" />
    </summary>
    <form class="erase-panel" method="post" action={`${base}/erase`}>
      <p>
        <b>Erase this recording?</b>
      </p>
      <p>The picture and events are deleted for good. Nobody can bring them back.</p>
      <button class="button button-danger" type="submit">
        Erase recording
      </button>
    </form>
  </details>
)

type StripProps = Pick<PlayerPageProps, 'data' | 'base' | 'back' | 'mayErase' | 'mayShare'>

const Strip = ({ data, base, back, mayErase, mayShare }: StripProps) => {
  const { supportCase, environment, recording } = data
  return (
    <header class="strip">
      <a class="icon-button" id="back" href={back.href} aria-label={back.label} title={back.label}>
        <Icon name="arrow-right" />
      </a>
      <div class="strip-case">
        <h1 title={supportCase.title} dir="auto">
          <bdi>{supportCase.title}</bdi>
        </h1>
        {supportCase.reference && <span class="strip-reference">{supportCase.reference}</span>}
        {supportCase.customer && (
          <span class="strip-customer" title={supportCase.customer} dir="auto">
            <bdi>{supportCase.customer}</bdi>
          </span>
        )}
        {recording.withdrawnAt !== null && (
          <span class="strip-withdrawn" title={WITHDRAWN}>
            Consent withdrawn
          </span>
        )}
      </div>
      <p class="strip-address">
        <Icon name="globe" />
        <span class="visually-hidden">Recorded page: </span>
        <span id="address">{recording.origin}</span>
      </p>
      <ul class="strip-chips" id="chips" aria-label="Environment" hidden={environment === null}>
        {environment && environmentChips(environment).map((chip) => <li>{chip}</li>)}
      </ul>
      <div class="strip-actions">
        <button
          class="icon-button"
          type="button"
          id="copy-link"
          hidden={!mayShare}
          aria-label="Copy link at this moment"
          title="Copy link at this moment (C)"
        >
          <Icon name="link" />
        </button>
        <button class="icon-button" type="button" data-theme-switch hidden aria-label="Switch theme">
          <Icon name="sun" />
        </button>
        {mayErase && <EraseMenu base={base} ended={recording.state === 'ended'} />}
        <button
          class="icon-button"
          type="button"
          id="panel-toggle"
          aria-label="Show or hide the panel"
          title="Show or hide the panel (P)"
        >
          <Icon name="panel" />
        </button>
      </div>
    </header>
  )
}

/** What the script asks for first, fetched beside it: `crossorigin` is what makes it the request that `fetch` makes. */
const FirstSegment = ({ data, base }: { data: PlayerData; base: string }) => {
  const [first] = data.segments
  if (!first) return null
  const url = `${base}/segments/${first.tab}/${first.firstSeq}`
  return <link rel="preload" as="fetch" crossorigin="anonymous" href={url} />
}

const Skeleton = () => (
  <>
    <section class="stage" id="stage" aria-label="Picture" tabindex={-1}>
      <p class="stage-loading">
        <span class="spinner" /> Loading the recording
      </p>
    </section>
    <aside class="panel" id="panel" aria-label="What happened" />
    <footer class="dock" id="dock" />
  </>
)

export const PlayerPage = ({ data, base, assets, css, nonce, theme, ...strip }: PlayerPageProps) => (
  <>
    {raw('<!doctype html>')}
    <html lang="en" data-theme={theme ?? undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${data.supportCase.title} · Casereel`}</title>
        <link rel="icon" href={FAVICON} />
        <style>{raw(styles(css))}</style>
        <script type="module" src={assets.player} nonce={nonce} />
        <FirstSegment data={data} base={base} />
      </head>
      <body data-mode={data.recording.state} data-base={base}>
        <a class="skip" href="#stage">
          Skip to the picture
        </a>
        <Strip data={data} base={base} {...strip} />
        <main class="player" id="player">
          <Skeleton />
        </main>
        <div id="status" class="visually-hidden" role="status" />
        <noscript>
          <p class="noscript">
            <Mark /> The player needs JavaScript. The recording’s events are also available through the API.
          </p>
        </noscript>
        <script type="application/json" id="player-data">
          {raw(embedded(data))}
        </script>
      </body>
    </html>
  </>
)
