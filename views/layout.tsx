/** The two frames that every page stands in: the signed-in shell, and the bare page for everyone else. */
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { roleMay, type Role } from '../src/domain/agent.ts'
import type { Assets, Theme } from './assets.ts'
import { Icon, Mark, type IconName } from './icons.tsx'
import { Banner } from './parts/chips.tsx'

/** What every signed-in page is given. */
export interface PageContext {
  assets: Assets
  theme: Theme
  /** Who is signed in. */
  person: { name: string; email: string; role: Role }
}

/** What every page for others is given. */
export interface BareContext {
  assets: Assets
  theme: Theme
}

const Document = (props: {
  title: string
  theme: Theme
  styles: string
  script?: string | undefined
  class: string
  /** BCP 47; English unless a page says otherwise. */
  language?: string | undefined
  children: Child
}) => (
  <>
    {raw('<!doctype html>')}
    <html lang={props.language ?? 'en'} data-theme={props.theme ?? undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${props.title} · Casereel`}</title>
        <link rel="icon" href={FAVICON} />
        <link rel="stylesheet" href={props.styles} />
        {props.script && <script type="module" src={props.script} />}
      </head>
      <body class={props.class}>{props.children}</body>
    </html>
  </>
)

/** In the page itself: the player's policy lets nothing be asked for, and a page without one has /favicon.ico asked for. */
export const FAVICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Crect x='1' y='1' width='22' height='22' rx='6' fill='%230b6a69'/%3E%3Cpath d='M16.5 7.8A6 6 0 1 0 16.5 16.2' fill='none' stroke='%23fff' stroke-width='2.5' stroke-linecap='round'/%3E%3Ccircle cx='16.4' cy='12' r='2' fill='%23ff8a8e'/%3E%3C/svg%3E"

export type Section = 'cases' | 'recordings' | 'settings' | 'api'

const SectionLink = (props: { to: string; icon: IconName; label: string; current: boolean }) => (
  <a href={props.to} aria-current={props.current ? 'true' : undefined}>
    <Icon name={props.icon} />
    <span>{props.label}</span>
  </a>
)

/** The signed-in shell: top bar, skip link, and the places the script speaks through. */
export const Layout = (props: {
  context: PageContext
  title: string
  section: Section | null
  /** What just happened, as a sentence. */
  notice?: string | null | undefined
  children: Child
}) => {
  const { assets, theme, person } = props.context
  return (
    <Document title={props.title} theme={theme} styles={assets.app} script={assets.admin} class="shell">
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <a class="brand" href="/">
          <Mark />
          <span>Casereel</span>
        </a>
        <nav aria-label="Main">
          <SectionLink to="/" icon="folder" label="Cases" current={props.section === 'cases'} />
          <SectionLink
            to="/recordings"
            icon="recording"
            label="Recordings"
            current={props.section === 'recordings'}
          />
          {roleMay(person.role, 'cases:write') && (
            <SectionLink
              to="/settings"
              icon="settings"
              label="Settings"
              current={props.section === 'settings'}
            />
          )}
        </nav>
        <div class="top-end">
          <ThemeSwitch />
          <Person {...person} />
        </div>
      </header>
      <main id="main" tabindex={-1}>
        {props.notice && <Banner tone="success">{props.notice}</Banner>}
        <p class="stale" id="stale" hidden>
          <Icon name="alert" />{' '}
          <span>The connection was lost, so this page may be out of date. Trying again.</span>
        </p>
        {props.children}
      </main>
      <div id="announcer" class="visually-hidden" role="status" aria-live="polite" />
    </Document>
  )
}

/** Shown by the script, which alone can switch. */
const ThemeSwitch = () => (
  <button
    type="button"
    class="button-icon"
    data-theme-switch
    hidden
    aria-label="Switch theme"
    title="Switch theme"
  >
    <span class="theme-sun">
      <Icon name="sun" />
    </span>
    <span class="theme-moon">
      <Icon name="moon" />
    </span>
  </button>
)

const Person = ({ name, email, role }: PageContext['person']) => (
  <details class="menu" data-menu>
    <summary>
      <span class="avatar" aria-hidden="true">
        {initialOf(name)}
      </span>
      <bdi class="menu-name">{name}</bdi>
      <Icon name="chevron-down" />
    </summary>
    <div class="menu-panel">
      <p>
        <bdi class="strong">{name}</bdi>
        <br />
        <span class="muted">{email}</span>
        <br />
        <span class="muted">{`Signed in as ${role}`}</span>
      </p>
      <form method="post" action="/sign-out">
        <button class="button" type="submit">
          <Icon name="sign-out" />
          Sign out
        </button>
      </form>
    </div>
  </details>
)

/** First letter of a name as a person would write it, in any script. */
export const initialOf = (name: string): string => (Array.from(name.trim())[0] ?? '?').toUpperCase()

/** One column on a quiet ground, for people who are not signed in. */
export const Bare = (props: {
  context: BareContext
  title: string
  /** BCP 47; English unless a page says otherwise. */
  language?: string
  script?: string
  /** Says whose page it is; the product's mark where nothing is given. */
  head?: Child
  /** Stands beside the head, at its end. */
  end?: Child
  wide?: boolean
  /** A whole page instead of one column. */
  page?: boolean
  children: Child
}) => (
  <Document
    title={props.title}
    theme={props.context.theme}
    styles={props.context.assets.app}
    script={props.script}
    language={props.language}
    class="bare"
  >
    <main id="main" class={props.page ? 'open-page' : props.wide ? 'sheet sheet-wide' : 'sheet'}>
      {props.head ?? (
        <div class="asking">
          <p class="sheet-brand">
            <Mark />
            <span>Casereel</span>
          </p>
          {props.end}
        </div>
      )}
      {props.children}
    </main>
  </Document>
)
