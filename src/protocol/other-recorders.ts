/**
 * Marks that host apps carry for other recorders. They hide here too, unless an owner turns them off; what such a mark
 * shows (`fs-unmask`, `data-dd-privacy="allow"` …) shows nothing here. docs/privacy.md has the source of each.
 */

interface OtherMarks {
  name: string
  /** Selectors of what is masked, as `data-private` does. A mark that ignores what is typed counts as one. */
  mask: readonly string[]
  /** Selectors of what is left out, as `data-block` does. */
  block: readonly string[]
}

/** Datadog's mark for what is typed alone is often on the whole page, whose text it shows. */
const typedIn = (mark: string): string[] => [
  `${mark}:is(input,textarea,select)`,
  `${mark} :is(input,textarea,select,[contenteditable])`,
]

const MARKS = {
  rrweb: { name: 'rrweb', mask: ['.rr-mask', '.rr-ignore'], block: ['.rr-block'] },
  sentry: {
    name: 'Sentry',
    mask: ['.sentry-mask', '[data-sentry-mask]', '.sentry-ignore', '[data-sentry-ignore]'],
    block: ['.sentry-block', '[data-sentry-block]'],
  },
  posthog: { name: 'PostHog', mask: ['.ph-mask', '.ph-ignore-input'], block: ['.ph-no-capture'] },
  datadog: {
    name: 'Datadog',
    mask: [
      '.dd-privacy-mask',
      '[data-dd-privacy="mask"]',
      '[data-dd-privacy="mask-unless-allowlisted"]',
      ...typedIn('.dd-privacy-mask-user-input'),
      ...typedIn('[data-dd-privacy="mask-user-input"]'),
    ],
    block: ['.dd-privacy-hidden', '[data-dd-privacy="hidden"]'],
  },
  openreplay: {
    name: 'OpenReplay',
    mask: ['[data-openreplay-obscured]', '[data-openreplay-masked]'],
    block: ['[data-openreplay-hidden]', '[data-openreplay-htmlmasked]'],
  },
  fullstory: {
    name: 'Fullstory',
    mask: ['.fs-mask', '.fs-mask-without-consent'],
    block: ['.fs-exclude', '.fs-exclude-without-consent'],
  },
  hotjar: { name: 'Hotjar', mask: ['[data-hj-suppress]', '.data-hj-suppress'], block: [] },
  contentsquare: { name: 'Contentsquare', mask: ['[data-cs-mask]', '[data-cs-encrypt]'], block: [] },
  logrocket: { name: 'LogRocket', mask: [], block: ['._lr-hide', '.lr-hide'] },
  clarity: { name: 'Microsoft Clarity', mask: ['[data-clarity-mask]'], block: [] },
  mouseflow: {
    name: 'Mouseflow',
    mask: ['.mf-masked', '.no-mouseflow', '[data-mf-replace]', '[data-mf-replace-inner]'],
    block: ['.mf-excluded'],
  },
  smartlook: {
    name: 'Smartlook',
    mask: ['[data-sl="mask"]', '[data-recording-sensitive]', '[data-recording-ignore]', '.smartlook-hide'],
    block: ['[data-sl="exclude"]', '[data-recording-disable]'],
  },
  amplitude: { name: 'Amplitude', mask: ['.amp-mask'], block: ['.amp-block'] },
  mixpanel: { name: 'Mixpanel', mask: ['.mp-mask'], block: ['.mp-block'] },
  heap: {
    name: 'Heap',
    mask: ['[data-heap-redact-text]', '[data-heap-redact-attributes]', '[heap-ignore]', '.heap-ignore'],
    block: [],
  },
  newrelic: {
    name: 'New Relic',
    mask: ['.nr-mask', '[data-nr-mask]', '.nr-ignore'],
    block: ['.nr-block', '[data-nr-block]'],
  },
  highlight: {
    name: 'Highlight',
    mask: ['.highlight-mask', '.highlight-ignore'],
    block: ['.highlight-block'],
  },
  luckyorange: { name: 'Lucky Orange', mask: ['.lo-sensitive', '.losensitive'], block: [] },
  inspectlet: { name: 'Inspectlet', mask: ['.inspectlet-sensitive', '.inspectletIgnore'], block: [] },
  dynatrace: { name: 'Dynatrace', mask: ['[data-dtrum-mask]'], block: [] },
} satisfies Record<string, OtherMarks>

export type OtherRecorder = keyof typeof MARKS

export const OTHER_RECORDERS = Object.keys(MARKS) as OtherRecorder[]

export const marksOf = (recorder: OtherRecorder): OtherMarks => MARKS[recorder]

/** Marks that hide. @param off recorders whose marks an owner has turned off */
export const marksWithout = (off: readonly OtherRecorder[] = []): OtherMarks[] =>
  OTHER_RECORDERS.filter((recorder) => !off.includes(recorder)).map(marksOf)
