import { each, type Group } from './case.ts'

/** Names that a page gives, and that tell something. Nothing styles these. */
export const names: Group = {
  kind: 'names',
  cases: [
    { id: 'name-class', html: '<p class="%WORD%">x</p>' },
    { id: 'name-id', html: '<p id="%WORD%">x</p>' },
    { id: 'name-class-late', html: '<p>x</p>', act: '$("p").className = "%WORD%"' },
    {
      id: 'name-id-clicked',
      html: '<button id="%WORD%" class="%OTHER%">x</button>',
      act: '$("button").click()',
    },
    { id: 'name-data', html: '<p data-%WORD%="1">x</p>' },
    { id: 'name-attribute', html: '<p %WORD%="1">x</p>' },
    { id: 'name-attribute-styled', html: '<style>[%WORD%] { color: red }</style><p %WORD%>x</p>' },
    { id: 'name-attribute-late', html: '<p>x</p>', act: '$("p").toggleAttribute("%WORD%")' },
    { id: 'name-tag', html: '<x-%WORD%>x</x-%WORD%>' },
    { id: 'name-tag-unknown', html: '<%WORD%>x</%WORD%>' },
    { id: 'name-tag-late', html: '<p></p>', act: '$("p").append(document.createElement("x-%WORD%"))' },
    { id: 'name-tag-clicked', html: '<x-%WORD%>press</x-%WORD%>', act: '$("x-%WORD%").click()' },
    { id: 'name-tag-styled', html: '<style>x-%WORD% { color: red }</style><x-%WORD%>x</x-%WORD%>' },
    { id: 'name-tag-is', html: '<button is="x-%WORD%">x</button>' },
    { id: 'name-svg-tag', html: '<svg width="9" height="9"><%WORD%/></svg>' },
    {
      id: 'name-namespace',
      html: '<p></p>',
      act: '$("p").append(document.createElementNS("urn:%WORD%", "x"))',
    },
    { id: 'name-part', html: '<x-a><template shadowrootmode="open"><p part="%WORD%">x</p></template></x-a>' },
    {
      id: 'name-slot',
      html: '<x-a><template shadowrootmode="open"><slot name="%WORD%"></slot></template><b slot="%WORD%">x</b></x-a>',
    },
    { id: 'name-field', html: '<input name="%WORD%">', act: 'leave($("input"))' },
    {
      id: 'name-form',
      html: '<form name="%WORD%" id="%OTHER%" onsubmit="return false"><button>x</button></form>',
      act: '$("form").requestSubmit()',
    },
    { id: 'name-role', html: '<p role="%WORD%">x</p>' },
    { id: 'name-lang', html: '<p lang="x-%WORD%">x</p>' },
    { id: 'name-rel', html: '<a rel="%WORD%" href="/">x</a>' },
    { id: 'name-target', html: '<a target="%WORD%" href="/">x</a>' },
    { id: 'name-window', html: '<p>x</p>', act: 'window.name = "%WORD%"' },
    { id: 'name-frame', html: '<iframe name="%WORD%" title="%OTHER%" srcdoc="<p>x</p>"></iframe>' },
    {
      id: 'name-keyframes',
      head: '<style>@keyframes %WORD% { to { color: red } } p { animation: %WORD% 9s }</style>',
      html: '<p>x</p>',
    },
    {
      id: 'name-keyframes-run',
      html: '<p>x</p>',
      act: 'const s = document.createElement("style"); s.textContent = "@keyframes %WORD% { to { color: red } } p { animation: %WORD% 9s }"; document.head.append(s); await frame()',
    },
    {
      id: 'name-animation-id',
      html: '<p>x</p>',
      act: '$("p").animate([{ opacity: 1 }, { opacity: 0.5 }], { id: "%WORD%", duration: 9000 }); await frame()',
    },
    {
      id: 'name-area',
      head: '<style>main { display: grid; grid-template-areas: "%WORD% ." } p { grid-area: %WORD% }</style>',
      html: '<main><p>x</p></main>',
    },
    {
      id: 'name-line',
      head: '<style>main { display: grid; grid-template-columns: [%WORD%] 1fr [end] } p { grid-column: %WORD% / end }</style>',
      html: '<main><p>x</p></main>',
    },
    {
      id: 'name-counter',
      head: '<style>p { counter-increment: %WORD% } p::before { content: counter(%WORD%) }</style>',
      html: '<p>x</p>',
    },
    {
      id: 'name-counter-style',
      head: '<style>@counter-style %WORD% { system: cyclic; symbols: "%OTHER%"; suffix: " " } li { list-style: %WORD% }</style>',
      html: '<ul><li>x</li></ul>',
    },
    {
      id: 'name-container',
      head: '<style>main { container: %WORD% / inline-size } @container %WORD% (min-width: 1px) { p { color: red } }</style>',
      html: '<main><p>x</p></main>',
    },
    {
      id: 'name-font',
      head: '<style>@font-face { font-family: "%WORD%"; src: local("%OTHER%") } p { font-family: "%WORD%" }</style>',
      html: '<p>x</p>',
    },
    { id: 'name-font-unknown', html: '<p style="font-family:%WORD%, serif">x</p>' },
    { id: 'name-font-api', html: '<p>x</p>', act: 'document.fonts.add(new FontFace("%WORD%", "local(x)"))' },
    {
      id: 'name-font-palette',
      head: '<style>@font-palette-values --%WORD% { font-family: x; base-palette: 1 } p { font-palette: --%WORD% }</style>',
      html: '<p>x</p>',
    },
    {
      id: 'name-anchor',
      head: '<style>p { anchor-name: --%WORD% } b { position: absolute; position-anchor: --%WORD%; top: anchor(--%WORD% bottom) }</style>',
      html: '<p>x</p><b>y</b>',
    },
    {
      id: 'name-view-transition',
      head: '<style>p { view-transition-name: %WORD%; view-transition-class: %OTHER% } ::view-transition-group(%WORD%) { animation-duration: 1s }</style>',
      html: '<p>x</p>',
    },
    {
      id: 'name-timeline',
      head: '<style>p { scroll-timeline: --%WORD% block; animation-timeline: --%WORD% }</style>',
      html: '<p>x</p>',
    },
    {
      id: 'name-page',
      head: '<style>@page %WORD% { margin: 1cm } p { page: %WORD% }</style>',
      html: '<p>x</p>',
    },
    {
      id: 'name-highlight',
      head: '<style>::highlight(%WORD%) { color: red }</style>',
      html: '<p>x</p>',
      act: 'const r = document.createRange(); r.selectNodeContents($("p")); CSS.highlights.set("%WORD%", new Highlight(r))',
    },
    { id: 'name-state', head: '<style>x-a:state(%WORD%) { color: red }</style>', html: '<x-a>x</x-a>' },
    {
      id: 'name-position-try',
      head: '<style>@position-try --%WORD% { left: 0 } p { position-try-fallbacks: --%WORD% }</style>',
      html: '<p>x</p>',
    },
    { id: 'name-quotes', head: '<style>q { quotes: "%WORD%" "%OTHER%" }</style>', html: '<q>x</q>' },
    {
      id: 'name-supports',
      head: '<style>@supports (font-family: %WORD%) { p { color: red } }</style>',
      html: '<p>x</p>',
    },
    {
      id: 'name-will-change',
      head: '<style>p { will-change: %WORD%; transition: --%OTHER% 1s }</style>',
      html: '<p>x</p>',
    },
    { id: 'name-lang-selector', head: '<style>:lang(x-%WORD%) { color: red }</style>', html: '<p>x</p>' },
    { id: 'name-import', head: '<style>@import url("/a.css?u=%WORD%") layer(x);</style>', html: '<p>x</p>' },
    {
      id: 'name-namespace-rule',
      head: '<style>@namespace y url(http://x.example/%HEX%);</style>',
      html: '<p>x</p>',
    },
    { id: 'name-method', html: '<p>x</p>', act: 'await fetch("/api/x", { method: "%WORD%" })' },
    {
      id: 'name-performance',
      html: '<p>x</p>',
      act: 'performance.mark("%WORD%"); performance.measure("%OTHER%", "%WORD%")',
    },
    {
      id: 'name-custom-event',
      html: '<p>x</p>',
      act: 'document.dispatchEvent(new CustomEvent("%WORD%", { detail: "%OTHER%" }))',
    },
    ...each(
      'styled',
      [
        ['class', '<style>.%WORD% { color: red }</style><p class="%WORD%">x</p>'],
        ['id', '<style>#%WORD% { color: red }</style><p id="%WORD%">x</p>'],
        [
          'part',
          '<style>x-a::part(%WORD%) { color: red }</style><x-a><template shadowrootmode="open"><p part="%WORD%">x</p></template></x-a>',
        ],
        ['layer', '<style>@layer %WORD% { p { color: red } }</style><p>x</p>'],
        ['variable', '<style>p { --%WORD%: 1px; margin: var(--%WORD%) }</style><p>x</p>'],
        [
          'property',
          '<style>@property --%WORD% { syntax: "<length>"; inherits: false; initial-value: 1px }</style><p>x</p>',
        ],
        [
          'class-sentence',
          '<style>.is-%WORD%-%OTHER% { color: red }</style><p class="is-%WORD%-%OTHER%">x</p>',
        ],
        [
          'scope',
          '<style>@scope (.%WORD%) to (.%OTHER%) { p { color: red } }</style><div class="%WORD%"><p>x</p></div>',
        ],
      ] as const,
      (_, html) => ({ html }),
    ),
  ],
}
