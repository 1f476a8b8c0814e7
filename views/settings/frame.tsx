/** The frame of every settings page: the list of pages on the left. */
import type { Child } from 'hono/jsx'
import { roleMay, type Permission, type Role } from '../../src/domain/agent.ts'
import { Icon, type IconName } from '../icons.tsx'
import { Layout, type PageContext } from '../layout.tsx'

const PAGES = [
  { path: 'organisation', label: 'Organisation', icon: 'folder' },
  { path: 'people', label: 'People', icon: 'people' },
  { path: 'origins', label: 'Allowed origins', icon: 'globe' },
  { path: 'recording', label: 'Recording', icon: 'recording' },
  { path: 'privacy', label: 'Privacy', icon: 'eye-off' },
  { path: 'dry-run', label: 'Dry run', icon: 'eye', permission: 'cases:write' },
  { path: 'api-keys', label: 'API keys', icon: 'key' },
  { path: 'audit', label: 'Audit log', icon: 'list' },
] as const satisfies SettingsLink[]

interface SettingsLink {
  path: string
  label: string
  icon: IconName
  /** Who sees it; those who may change settings where none is named. */
  permission?: Permission
}

export type SettingsPath = (typeof PAGES)[number]['path']

const pagesFor = (role: Role): readonly SettingsLink[] =>
  (PAGES as readonly SettingsLink[]).filter(({ permission = 'settings:write' }) => roleMay(role, permission))

/** What every settings page is given besides its own. */
export interface SettingsContext {
  context: PageContext
  /** What just happened, as a sentence. */
  notice?: string | null
}

export const SettingsFrame = (
  props: SettingsContext & { path: SettingsPath; title: string; lead: Child; children: Child },
) => (
  <Layout
    context={props.context}
    title={`${props.title} · Settings`}
    section="settings"
    notice={props.notice}
  >
    <div class="settings">
      <nav class="side" aria-label="Settings">
        <h2>Settings</h2>
        {pagesFor(props.context.person.role).map((page) => (
          <a href={`/settings/${page.path}`} aria-current={page.path === props.path ? 'page' : undefined}>
            <Icon name={page.icon} />
            {page.label}
          </a>
        ))}
      </nav>
      <div class="settings-body stack">
        <header>
          <h1>{props.title}</h1>
          <p class="lead">{props.lead}</p>
        </header>
        {props.children}
      </div>
    </div>
  </Layout>
)
