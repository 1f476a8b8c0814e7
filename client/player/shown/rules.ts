/** The player's own style inside a recorded page: what stands for what was not recorded. */

/** Grey on light and on dark pages alike. */
const LINE = '#7d8898'
const HATCH = 'repeating-linear-gradient(135deg, #7d889880 0 2px, #7d88981f 2px 5px)'
const WIDE_HATCH = 'repeating-linear-gradient(135deg, #8892a01f 0 8px, #8892a00a 8px 16px)'

const image = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`

/** Stands in for images that are never fetched: a quiet box in place of a broken one. */
export const PLACEHOLDER = image(
  '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><rect width="100%" height="100%" fill="#8892a0" fill-opacity=".16"/></svg>',
)
const DOTS = image(
  `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="8" fill="${LINE}"><circle cx="4" cy="4" r="3"/><circle cx="13" cy="4" r="3"/><circle cx="22" cy="4" r="3"/></svg>`,
)

/** Fields in which something is typed or picked and that cannot show the dots of a masked text as their value. */
const VALUE_TYPES = ['number', 'date', 'time', 'datetime-local', 'month', 'week']
  .map((type) => `[type="${type}" i]`)
  .join()

/**
 * For the document itself, before its own style sheets: a focus ring that the browser drew, as weak as the browser's.
 */
export const FOCUS_RULE = ':where([rr_focus="visible"]) { outline: -webkit-focus-ring-color auto 1px }'

/**
 * As weak: what fills the screen is shown as a popover, whose border, padding and colours it never had; behind it is black
 * (Fullscreen standard, "User-agent level style sheet defaults", as is the rule with `!important` below).
 */
export const FULLSCREEN_RULES = [
  ':where([rr_fullscreen]:not(:root)) { border: 0; padding: 0; background: none; color: inherit; overflow: visible; object-fit: contain }',
  ':where([rr_fullscreen]:not(:root))::backdrop { background: #000 }',
]

/** For the document and each of its shadow roots. */
export const SHEET = `
  html { scroll-behavior: auto !important }
  [rr_fullscreen]:not(:root) {
    position: fixed !important; inset: 0 !important; margin: 0 !important; box-sizing: border-box !important;
    width: 100% !important; height: 100% !important; min-width: 0 !important; min-height: 0 !important;
    max-width: none !important; max-height: none !important; transform: none !important;
  }
  img:is([src^="http"], [srcset], [rr_box]):not([src^="data:"]),
  input[type="image" i][rr_box]:not([src^="data:"]) { content: url("${PLACEHOLDER}") }
  iframe[rr_src], object, embed, canvas, video, [rr_box="blocked"] { background: ${WIDE_HATCH} !important }
  /* Where no script may run, the browser gives controls to every film. */
  video:not([controls])::-webkit-media-controls { display: none !important }
  /* Where no script may run, a canvas is nothing but what is inside it. */
  :where(canvas, object[rr_box]) { display: inline-block }
  canvas, object[rr_box] { overflow: hidden }
  canvas > *, object[rr_box] > * { display: none !important }
  /* For the line that its text stood on. */
  [rr_box="blocked"]::before { content: "\\200b" }

  :root[rr_still], :root[rr_still] *, :root[rr_still] *::before, :root[rr_still] *::after,
  :host-context([rr_still]) *, :host-context([rr_still]) *::before, :host-context([rr_still]) *::after {
    animation: none !important;
    transition: none !important;
  }
  [casereel-heavy="drawing"] { overflow: hidden !important }
  [casereel-heavy="hatch"] {
    display: block !important;
    box-sizing: border-box;
    min-height: 100%;
    padding: 12px;
    background: ${WIDE_HATCH} !important;
    outline: 1px dashed ${LINE};
    outline-offset: -1px;
    color: ${LINE};
    font: 13px/1.4 system-ui, sans-serif;
  }

  select[rr_masked]:not([multiple], [size]) { -webkit-text-security: disc !important }
  input[rr_masked="choice"]:is([type="checkbox" i], [type="radio" i]) {
    appearance: none !important;
    border: 1px dashed ${LINE} !important;
    border-radius: 3px;
    background: ${HATCH} !important;
    opacity: 1 !important;
  }
  /* An outline, because a border would move what is around. */
  [rr_masked]:not(input, select, option, progress, meter), [rr_choice] {
    background: ${HATCH} !important;
    box-shadow: none !important;
    outline: 1px dashed ${LINE} !important;
    outline-offset: -1px !important;
  }
  input[rr_masked]:is([type="checkbox" i], [type="radio" i])::before,
  input[rr_masked]:is([type="checkbox" i], [type="radio" i])::after,
  [rr_choice]::before, [rr_choice]::after { visibility: hidden !important }
  input[rr_masked][type="radio" i] { border-radius: 50% }
  [rr_masked][rr_bare] > *, [rr_choice][rr_bare] > * { visibility: hidden !important }
  input[rr_masked][type="range" i],
  input[rr_masked][type="color" i],
  progress[rr_masked], meter[rr_masked] {
    appearance: none !important;
    border: 1px dashed ${LINE} !important;
    border-radius: 4px;
    background: ${HATCH} !important;
  }
  input[rr_masked][type="range" i]::-webkit-slider-thumb { opacity: 0 !important }
  input[rr_masked][type="range" i]::-webkit-slider-runnable-track { background: none !important }
  input[rr_masked][type="color" i]::-webkit-color-swatch { opacity: 0 !important }
  progress[rr_masked]::-webkit-progress-bar, progress[rr_masked]::-webkit-progress-value,
  meter[rr_masked]::-webkit-meter-bar { opacity: 0 !important }
  input[rr_masked]:is(${VALUE_TYPES}) {
    background: url("${DOTS}") 8px center / auto 8px no-repeat !important;
    color: transparent !important;
  }
  /* What has a background of its own loses the border that the system draws. */
  :where(input[rr_masked="choice"], select[rr_masked]) { border: 1px solid ${LINE} }
  input[rr_masked]::-webkit-datetime-edit { opacity: 0 !important }
  select[rr_masked]:is([multiple], [size]) { background: ${HATCH} !important }
  input[rr_masked][type="range" i]::-moz-range-thumb { opacity: 0 !important }
  input[rr_masked][type="range" i]::-moz-range-track { background: none !important }
  input[rr_masked][type="color" i]::-moz-color-swatch { opacity: 0 !important }
  progress[rr_masked]::-moz-progress-bar, meter[rr_masked]::-moz-meter-bar { opacity: 0 !important }
`
