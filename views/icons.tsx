/** The icons: 16 px, 1.5 px stroke, in the colour of the text beside them. */
const PATHS = {
  alert: 'M8 2 1.5 13.5h13zM8 6.5v3M8 11.6v.1',
  'arrow-right': 'M2.5 8h11M9.5 4l4 4-4 4',
  ban: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M3.8 3.8l8.4 8.4',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  'chevron-down': 'm4 6 4 4 4-4',
  code: 'm5 4.5-3.5 3.5L5 11.5m6-7 3.5 3.5-3.5 3.5M9.2 3 6.8 13',
  copy: 'M5.5 5.5v-2a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-2m-7-5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1',
  desktop: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  download: 'M8 2v8m-3.2-3.2L8 10l3.2-3.2M2.5 13.5h11',
  edit: 'M10.5 2.8 13.2 5.5 5.5 13.2 2.5 13.5l.3-3z',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8m6.5 1.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6',
  'eye-off':
    'M6.2 3.8A6 6 0 0 1 8 3.5c4 0 6.5 4.5 6.5 4.5a11 11 0 0 1-1.8 2.3m-2.2 1.6a6 6 0 0 1-2.5.6C4 12.5 1.5 8 1.5 8a11 11 0 0 1 3-3.2M2.5 2.5l11 11M6.8 6.8a1.8 1.8 0 0 0 2.4 2.4',
  folder: 'M1.8 4.2a1 1 0 0 1 1-1H6l1.5 1.8h5.7a1 1 0 0 1 1 1v5.8a1 1 0 0 1-1 1H2.8a1 1 0 0 1-1-1z',
  globe: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M2 8h12M8 2c2 2 2.6 4 2.6 6S10 12 8 14c-2-2-2.6-4-2.6-6S6 4 8 2',
  key: 'M5.2 13.2a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6m2-4.8 5.6-5.6m-2.3 2.3 2 2',
  link: 'M6.8 9.2a2.5 2.5 0 0 0 3.6 0l2.4-2.4a2.6 2.6 0 0 0-3.6-3.6l-.9.9m.9 2.7a2.5 2.5 0 0 0-3.6 0L3.2 9.2a2.6 2.6 0 0 0 3.6 3.6l.9-.9',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1',
  mail: 'M1.8 3.5h12.4v9H1.8zm.3.4L8 8.5l5.9-4.6',
  mobile: 'M4.5 1.8h7v12.4h-7zM7.3 12h1.4',
  moon: 'M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7',
  panel: 'M2.5 3h11v10h-11zM9.8 3v10',
  people:
    'M6 7.5a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6M1.8 13.2c0-2.4 1.9-4 4.2-4s4.2 1.6 4.2 4M10.5 3.1a2.3 2.3 0 0 1 0 4.2m1 2.2c1.7.4 2.8 1.8 2.8 3.7',
  play: 'M5 3.2v9.6L12.5 8z',
  plus: 'M8 3v10M3 8h10',
  qr: 'M2.5 2.5h4v4h-4zm7 0h4v4h-4zm-7 7h4v4h-4zm7 0h1.5V11H9.5zm2.8 0h1.2m-1.2 4h1.2v-1.3M9.5 13.5h.8',
  recording: 'M1.8 4h8.4v8H1.8zm8.4 3 4-2.2v6.4l-4-2.2',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9m3.3-1.2 3.2 3.2',
  settings:
    'M2 4.5h7m3.5 0H14M2 11.5h1.5m3.5 0h7M10.8 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4m-5.6 7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4',
  'sign-out': 'M6 2.5H3v11h3M7 8h6.5m-2.8-2.8L13.5 8l-2.8 2.8',
  stop: 'M4 4h8v8H4z',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M8 1.5v1M8 13.5v1M1.5 8h1m11 0h1M3.4 3.4l.7.7m7.8 7.8.7.7m0-9.2-.7.7m-7.8 7.8-.7.7',
  tablet: 'M3 1.8h10v12.4H3zM7.2 12h1.6',
  trash: 'M2.5 4.5h11M6 4.3V2.5h4v1.8M4 4.5l.6 9h6.8l.6-9M6.8 7v4M9.2 7v4',
  x: 'm4 4 8 8m0-8-8 8',
} as const

export type IconName = keyof typeof PATHS

/** An icon beside a text that says the same; without such a text give it a `label`. */
export const Icon = ({ name, label }: { name: IconName; label?: string }) => (
  <svg
    class="icon"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    role={label ? 'img' : undefined}
    aria-label={label}
    aria-hidden={label ? undefined : 'true'}
  >
    <path d={PATHS[name]} />
  </svg>
)

/** The product's mark: a frame of film with the dot of a running recording. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <rect class="mark-frame" x="1" y="1" width="22" height="22" rx="6" />
    <path
      class="mark-line"
      d="M16.5 7.8A6 6 0 1 0 16.5 16.2"
      fill="none"
      stroke-width="2.5"
      stroke-linecap="round"
    />
    <circle class="mark-dot" cx="16.4" cy="12" r="2" />
  </svg>
)
