/** The player's icons: 16 px, 1.5 px stroke, drawn here so that nothing is fetched. */
import { s } from './dom.ts'

const PATHS = {
  play: 'M5 3.2v9.6l7.5-4.8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  replay: 'M3.2 8a4.8 4.8 0 1 0 1.6-3.6M3 2.8v2.7h2.7',
  back: 'M3.2 8a4.8 4.8 0 1 0 1.6-3.6M3 2.8v2.7h2.7',
  forward: 'M12.8 8a4.8 4.8 0 1 1-1.6-3.6M13 2.8v2.7h-2.7',
  skip: 'M2.8 4v8l5-4zM8.2 4v8l5-4z',
  fullscreen: 'M2.8 6V2.8H6M10 2.8h3.2V6M13.2 10v3.2H10M6 13.2H2.8V10',
  help: 'M6.1 6.2A2 2 0 1 1 8.7 8c-.5.2-.7.6-.7 1.1v.4M8 11.7v.1M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.6.6M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.6-.6',
  panel: 'M2.5 3h11v10h-11zM9.8 3v10',
  page: 'M4 14V2.5M4 3h8l-2 2.8 2 2.8H4',
  click: 'M5.2 5.2l7.6 2.8-3.3 1.5L8 12.8zM3 3l.8.8M3 6.4H1.8M6.4 3V1.8',
  input: 'M2.5 5h11v6h-11zM5 7v2',
  submit: 'M3 8h9M8.5 4.5L12 8l-3.5 3.5',
  console: 'M3 4.5L6.5 8 3 11.5M8 12h5',
  request: 'M5 13V3.5L2.5 6M11 3v9.5l2.5-2.5',
  error: 'M8 2.5l6 10.8H2zM8 6.5v3M8 11.4v.1',
  environment: 'M2.5 3.5h11v7h-11zM6 13.2h4M8 10.5v2.7',
  missing: 'M2 8h3.2M10.8 8H14M6.2 11.5l3.6-7',
  control: 'M8 3v5l3 1.8M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  search: 'M10.2 10.2l3.3 3.3M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0z',
  stop: 'M4 4h8v8H4z',
  copy: 'M5.5 5.5h7.7v7.7H5.5zM10.5 5.5V2.8H2.8v7.7h2.7',
  down: 'M8 3v9M4.5 8.5L8 12l3.5-3.5',
  close: 'M4 4l8 8M12 4l-8 8',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM9.7 8a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0z',
} as const

export type IconName = keyof typeof PATHS

/** A decorative icon; the control that holds it carries the name. */
export const icon = (name: IconName): SVGSVGElement =>
  s(
    'svg',
    {
      class: `icon icon-${name}`,
      viewBox: '0 0 16 16',
      width: 16,
      height: 16,
      'aria-hidden': 'true',
      focusable: 'false',
    },
    s('path', { d: PATHS[name] }),
  )
