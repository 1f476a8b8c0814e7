import { each, variants, type Group } from './case.ts'

/** A style that keeps `.off` from being seen, and what stands around it. */
const STYLES = [
  ['display', 'display:none'],
  ['visibility', 'visibility:hidden'],
  ['collapse', 'visibility:collapse'],
  ['opacity', 'opacity:0'],
  ['opacity-nearly', 'opacity:0.001'],
  ['content-visibility', 'content-visibility:hidden'],
  ['left', 'position:absolute;left:-9999px'],
  ['top', 'position:absolute;top:-9999px'],
  ['fixed-right', 'position:fixed;left:110vw'],
  ['fixed-below', 'position:fixed;top:200vh'],
  ['relative', 'position:relative;left:-5000px'],
  ['inset', 'position:fixed;inset:auto auto 100% 100%'],
  ['margin', 'margin-left:-9999px'],
  ['margin-up', 'margin-top:-3000px'],
  ['translate', 'transform:translateX(-9999px)'],
  ['translate-own', 'translate:-9999px'],
  ['scale', 'transform:scale(0)'],
  ['scale-own', 'scale:0'],
  ['scale-tiny', 'transform:scale(.001)'],
  ['rotate', 'transform:rotateY(90deg)'],
  ['backface', 'transform:rotateY(180deg);backface-visibility:hidden'],
  ['perspective', 'transform:perspective(10px) translateZ(99px)'],
  ['zero-size', 'width:0;height:0;overflow:hidden'],
  ['one-pixel', 'position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)'],
  ['one-pixel-old', 'position:absolute;width:1px;height:1px;overflow:hidden'],
  ['zero-height', 'height:0;overflow:hidden'],
  ['max-height', 'max-height:0;overflow:clip'],
  ['grid-zero', 'display:grid;grid-template-rows:0fr;height:0;overflow:hidden'],
  ['clip', 'position:absolute;clip:rect(1px,1px,1px,1px)'],
  ['clip-path', 'clip-path:inset(50%)'],
  ['clip-path-all', 'clip-path:inset(100%)'],
  ['clip-circle', 'clip-path:circle(0)'],
  ['clip-polygon', 'clip-path:polygon(0 0,0 0,0 0)'],
  ['clip-path-svg', 'clip-path:path("M0 0z")'],
  ['mask', 'mask-image:linear-gradient(transparent,transparent)'],
  ['mask-size', 'mask:linear-gradient(#000,#000) 0 0/0 0 no-repeat'],
  ['filter-opacity', 'filter:opacity(0)'],
  ['filter-brightness', 'background:#000;color:#fff;filter:brightness(0)'],
  ['filter-blur', 'filter:blur(60px)'],
  ['font-size', 'font-size:0'],
  ['font-tiny', 'font-size:.01px'],
  ['font-short', 'font:0/0 a'],
  ['text-indent', 'text-indent:-9999px;overflow:hidden;white-space:nowrap'],
  ['text-indent-right', 'text-indent:100%;overflow:hidden;white-space:nowrap'],
  ['transparent', 'color:transparent'],
  ['transparent-rgba', 'color:rgb(1 2 3 / 0)'],
  ['transparent-oklch', 'color:oklch(0.5 0.1 90 / 0%)'],
  ['fill-colour', '-webkit-text-fill-color:transparent'],
  ['same-colour', 'background:#fff;color:#fff'],
  ['same-as-page', 'color:white'],
  ['same-by-names', 'background:rebeccapurple;color:#639'],
  ['same-nearly', 'background:#fff;color:#fefefe'],
  ['color-mix', 'color:color-mix(in srgb, red 0%, transparent)'],
  ['current-color', 'background:currentcolor;color:teal'],
  ['line-height', 'line-height:0;overflow:hidden'],
  ['letter-spacing', 'letter-spacing:-2em;overflow:hidden;width:1px'],
  [
    'line-clamp',
    'display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;overflow:hidden;height:0',
  ],
  ['zoom', 'zoom:0.0001'],
  ['blend', 'background:#000;color:#000;mix-blend-mode:normal'],
  ['security', '-webkit-text-security:disc'],
  ['offset-path', 'position:absolute;offset-path:path("M-9000 0L-9001 0");offset-distance:0'],
  ['contain', 'contain:size;width:0;height:0;overflow:hidden'],
  ['columns', 'height:0;columns:2;overflow:hidden'],
  ['animation', 'animation:gone 1s both paused'],
  ['variable', '--o:0;opacity:var(--o)'],
  ['calc', 'left:calc(-1 * var(--far, 9999px));position:absolute'],
  ['sheet-nested', ''],
  ['sheet-layer', ''],
  ['sheet-media', ''],
  ['sheet-has', ''],
  ['sheet-container', ''],
] as const

const SHEETS: Record<string, string> = {
  'sheet-nested': '.off { position: absolute; left: -9999px; b { color: red } }',
  'sheet-layer': '@layer a { .off { visibility: hidden } }',
  'sheet-media': '@media (min-width: 1px) { .off { opacity: 0 } }',
  'sheet-has': 'body:has(.off) .off { display: none }',
  'sheet-container':
    '.on { container-type: inline-size } @container (min-width: 1px) { .off { color: transparent } }',
}

const FRAMES = '@keyframes gone { to { opacity: 0 } from { opacity: 0 } }'

const sheetOf = (name: string, style: string): string =>
  `<style>${FRAMES} ${SHEETS[name] ?? `.off { ${style} }`}</style>`

export const hidden: Group = {
  kind: 'hidden text by style',
  cases: [
    ...each('hidden', STYLES, (name, style) => ({
      head: sheetOf(name, style),
      html: `<div class="on"><p>lantern</p><p class="off">%WORD%</p></div>`,
      shows: { text: 'lantern', in: ['balanced', 'open'] },
    })),
    ...variants(
      'hidden-child',
      STYLES.filter((_, at) => at % 3 === 1),
      (name, style) => ({
        head: sheetOf(name, style),
        html: '<div class="on"><p class="off"><span><b>%WORD%</b></span></p></div>',
      }),
    ),
    ...variants(
      'hidden-late',
      STYLES.filter((_, at) => at % 4 === 2),
      (name, style) => ({
        head: sheetOf(name, style),
        html: '<div class="on"><p class="off"></p></div>',
        act: '$("p").append("%WORD%")',
      }),
    ),
    ...variants(
      'hidden-inline',
      STYLES.filter(([, style], at) => at % 5 === 3 && style !== ''),
      (_, style) => ({
        html: `<p style='${style}'>%WORD%</p>`,
      }),
    ),
  ],
}
