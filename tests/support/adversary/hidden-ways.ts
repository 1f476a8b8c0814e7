import { type Group } from './case.ts'

/** Text that nobody sees, by markup, by what surrounds it and by when. */
export const hiddenWays: Group = {
  kind: 'hidden text by markup',
  cases: [
    { id: 'gone-hidden', html: '<p hidden>%WORD%</p>' },
    { id: 'gone-until-found', html: '<p hidden="until-found">%WORD%</p>' },
    { id: 'gone-details', html: '<details><summary>x</summary><p>%WORD%</p></details>' },
    {
      id: 'gone-details-closed-again',
      html: '<details open><summary>x</summary><p id="p">x</p></details>',
      act: '$("details").open = false; await frame(); $("#p").textContent = "%WORD%"',
    },
    { id: 'gone-dialog', html: '<dialog>%WORD%</dialog>' },
    {
      id: 'gone-dialog-closed',
      html: '<dialog open id="g">x</dialog>',
      act: '$("#g").close(); await frame(); $("#g").textContent = "%WORD%"',
    },
    { id: 'gone-popover', html: '<div popover>%WORD%</div>' },
    {
      id: 'gone-tooltip-hover',
      html: '<style>.t { display: none } a:hover .t { display: block }</style><a>x<span class="t">%WORD%</span></a>',
    },
    {
      id: 'gone-menu',
      html: '<style>ul ul { position: absolute; left: -999em } li:hover ul { left: auto }</style><ul><li>x<ul><li>%WORD%</li></ul></li></ul>',
    },
    { id: 'gone-template', html: '<template><p>%WORD%</p></template>' },
    { id: 'gone-noscript', html: '<noscript>%WORD%</noscript>' },
    { id: 'gone-script', html: '<script type="text/plain">%WORD%</script>' },
    { id: 'gone-comment', html: '<!-- %WORD% --><p>x</p>' },
    { id: 'gone-processing', html: '<svg width="9" height="9"><?x %WORD%?></svg>' },
    { id: 'gone-title-in-body', html: '<div><title>%WORD%</title></div>' },
    {
      id: 'gone-object-fallback',
      html: '<object data="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" type="image/gif">%WORD%</object>',
    },
    { id: 'gone-video-fallback', html: '<video>%WORD%</video>' },
    { id: 'gone-audio-fallback', html: '<audio>%WORD%</audio>' },
    { id: 'gone-canvas-fallback', html: '<canvas>%WORD%</canvas>' },
    { id: 'gone-frame-fallback', html: '<iframe src="about:blank">%WORD%</iframe>' },
    { id: 'gone-progress-fallback', html: '<progress>%WORD%</progress><meter value="1">%OTHER%</meter>' },
    { id: 'gone-select-option', html: '<select><option>x</option><option>%WORD%</option></select>' },
    { id: 'gone-ruby-parentheses', html: '<ruby>x<rp>%WORD%</rp><rt>y</rt></ruby>' },
    { id: 'gone-not-slotted', html: '<x-a><template shadowrootmode="open"><p>x</p></template>%WORD%</x-a>' },
    {
      id: 'gone-slot-fallback',
      html: '<x-a><template shadowrootmode="open"><slot>%WORD%</slot></template><b>x</b></x-a>',
    },
    {
      id: 'gone-slot-named',
      html: '<x-a><template shadowrootmode="open"><slot name="a"></slot></template><b slot="b">%WORD%</b></x-a>',
    },
    {
      id: 'gone-slot-hidden',
      html: '<x-a><template shadowrootmode="open"><div style="display:none"><slot></slot></div></template><b>%WORD%</b></x-a>',
    },
    {
      id: 'gone-slot-clipped',
      html: '<x-a><template shadowrootmode="open"><div style="height:0;overflow:hidden"><slot></slot></div></template><b>%WORD%</b></x-a>',
    },
    {
      id: 'gone-slotted-style',
      html: '<x-a><template shadowrootmode="open"><style>::slotted(b) { display: none }</style><slot></slot></template><b>%WORD%</b></x-a>',
    },
    {
      id: 'gone-host-style',
      html: '<x-a><template shadowrootmode="open"><style>:host { opacity: 0 }</style><p>%WORD%</p></template></x-a>',
    },
    {
      id: 'gone-host-part',
      html: '<style>x-a::part(p) { visibility: hidden }</style><x-a><template shadowrootmode="open"><p part="p">%WORD%</p></template></x-a>',
    },
    { id: 'gone-scroller-clipped', html: '<div style="width:0;overflow:auto"><p>%WORD%</p></div>' },
    { id: 'gone-parent-hidden', html: '<div style="visibility:hidden"><p><b>%WORD%</b></p></div>' },
    {
      id: 'gone-parent-opacity',
      html: '<div style="opacity:0"><div style="opacity:1"><b>%WORD%</b></div></div>',
    },
    { id: 'gone-parent-scale', html: '<div style="transform:scale(0)"><p>%WORD%</p></div>' },
    { id: 'gone-parent-clip-path', html: '<div style="clip-path:inset(50%)"><p>%WORD%</p></div>' },
    {
      id: 'gone-parent-mask',
      html: '<div style="mask-image:linear-gradient(transparent,transparent)"><p>%WORD%</p></div>',
    },
    {
      id: 'gone-parent-zero',
      html: '<div style="height:0;overflow:hidden"><div style="height:40px"><p>%WORD%</p></div></div>',
    },
    {
      id: 'gone-outside-clipping-parent',
      html: '<div style="height:20px;width:99px;overflow:hidden;position:relative"><p style="position:absolute;top:200px">%WORD%</p></div>',
    },
    {
      id: 'gone-outside-clip-axis',
      html: '<div style="width:80px;overflow-x:clip;white-space:nowrap;position:relative"><b style="position:absolute;left:600px">%WORD%</b></div>',
    },
    {
      id: 'gone-carousel',
      html: '<div style="width:100px;overflow:hidden"><div style="display:flex;width:200px;transform:translateX(0)"><p style="width:100px">x</p><p style="width:100px;overflow:hidden">%WORD%</p></div></div>',
    },
    {
      id: 'gone-negative-scroll',
      html: '<div style="overflow:auto;width:99px;height:40px;position:relative"><p style="position:absolute;left:-500px">%WORD%</p></div>',
    },
    { id: 'gone-body-above', html: '<p style="position:absolute;top:-80px">%WORD%</p>' },
    {
      id: 'gone-rtl',
      html: '<div dir="ltr" style="overflow:hidden"><p style="position:absolute;right:100vw;width:200px">%WORD%</p></div>',
    },
    {
      id: 'gone-frame-hidden',
      html: '<iframe style="display:none" srcdoc="<p>%WORD%</p>"></iframe>',
      rest: 60,
    },
    {
      id: 'gone-frame-zero',
      html: '<iframe width="0" height="0" style="border:0" srcdoc="<p>%WORD%</p>"></iframe>',
      rest: 60,
    },
    { id: 'gone-frame-clear', html: '<iframe style="opacity:0" srcdoc="<p>%WORD%</p>"></iframe>', rest: 60 },
    {
      id: 'gone-frame-off',
      html: '<iframe style="position:absolute;left:-5000px" srcdoc="<p>%WORD%</p>"></iframe>',
      rest: 60,
    },
    {
      id: 'gone-svg-defs',
      html: '<svg width="90" height="20"><defs><text y="15">%WORD%</text></defs></svg>',
    },
    {
      id: 'gone-svg-symbol',
      html: '<svg width="90" height="20"><symbol><text y="15">%WORD%</text></symbol></svg>',
    },
    { id: 'gone-svg-fill', html: '<svg width="90" height="20"><text y="15" fill="none">%WORD%</text></svg>' },
    {
      id: 'gone-svg-fill-clear',
      html: '<svg width="90" height="20"><text y="15" style="fill:transparent">%WORD%</text></svg>',
    },
    {
      id: 'gone-svg-fill-opacity',
      html: '<svg width="90" height="20"><text y="15" fill-opacity="0">%WORD%</text></svg>',
    },
    {
      id: 'gone-svg-fill-white',
      html: '<svg width="90" height="20"><text y="15" fill="#fff">%WORD%</text></svg>',
    },
    {
      id: 'gone-svg-outside',
      html: '<svg width="90" height="20" style="overflow:hidden"><text x="500" y="15">%WORD%</text></svg>',
    },
    {
      id: 'gone-svg-clip',
      html: '<svg width="90" height="20"><clipPath id="c"><rect width="0" height="0"/></clipPath><text y="15" clip-path="url(#c)">%WORD%</text></svg>',
    },
    {
      id: 'gone-svg-mask',
      html: '<svg width="90" height="20"><mask id="m"></mask><text y="15" mask="url(#m)">%WORD%</text></svg>',
    },
    {
      id: 'gone-svg-switch',
      html: '<svg width="90" height="20"><switch><g><text y="15">x</text></g><text y="15">%WORD%</text></switch></svg>',
    },
    {
      id: 'gone-svg-foreign',
      html: '<svg width="90" height="20"><foreignObject width="0" height="0"><p>%WORD%</p></foreignObject></svg>',
    },
    { id: 'gone-svg-zero', html: '<svg width="0" height="0"><text y="15">%WORD%</text></svg>' },
    {
      id: 'gone-svg-transform',
      html: '<svg width="90" height="20"><text y="15" transform="scale(0)">%WORD%</text></svg>',
    },
    {
      id: 'gone-svg-font-size',
      html: '<svg width="90" height="20"><text y="15" font-size="0">%WORD%</text></svg>',
    },
    { id: 'gone-math-phantom', html: '<math><mphantom><mi>%WORD%</mi></mphantom></math>' },
    {
      id: 'gone-math-annotation',
      html: '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">%WORD%</annotation></semantics></math>',
    },
    { id: 'gone-math-maction', html: '<math><maction><mi>x</mi><mi>%WORD%</mi></maction></math>' },
    {
      id: 'gone-before-seen',
      html: '<p id="p" style="opacity:0">x</p>',
      act: '$("#p").textContent = "%WORD%"; await frame(); $("#p").textContent = "x"; $("#p").style.opacity = 1',
    },
    {
      id: 'gone-for-a-moment',
      html: '<p id="p">x</p>',
      act: '$("#p").hidden = true; $("#p").textContent = "%WORD%"; await frame(); $("#p").textContent = "y"; $("#p").hidden = false',
    },
    {
      id: 'gone-class-added',
      html: '<style>.h { display: none }</style><p id="p">x</p>',
      act: '$("#p").textContent = "%WORD%"; $("#p").className = "h"',
    },
    {
      id: 'gone-by-sheet-in-task',
      html: '<p id="p">x</p>',
      act: '$("#p").textContent = "%WORD%"; const s = new CSSStyleSheet(); s.replaceSync("#p { visibility: hidden }"); document.adoptedStyleSheets.push(s)',
    },
    {
      id: 'gone-by-rule-in-task',
      html: '<style></style><p id="p">x</p>',
      act: '$("#p").textContent = "%WORD%"; document.styleSheets[0].insertRule("#p { opacity: 0 }")',
    },
    {
      id: 'gone-removed-in-task',
      html: '<p id="p">x</p>',
      act: 'const b = document.createElement("b"); b.textContent = "%WORD%"; $("#p").append(b); b.remove()',
    },
    {
      id: 'gone-detached-edit',
      html: '<p id="p">x</p>',
      act: 'const p = $("#p"); p.remove(); await frame(); p.textContent = "%WORD%"; await frame()',
    },
    {
      id: 'gone-replaced-in-task',
      html: '<p id="p">x</p>',
      act: '$("#p").textContent = "%WORD%"; $("#p").textContent = "y"',
    },
    {
      id: 'gone-white-on-dark-parent',
      html: '<div style="background:#111"><div style="background:#fff"><p style="color:#fff">%WORD%</p></div></div>',
    },
    {
      id: 'gone-on-gradient',
      html: '<div style="background:linear-gradient(#fff,#fff)"><p style="color:#fff">%WORD%</p></div>',
    },
    {
      id: 'gone-behind-overlay',
      html: '<p>%WORD%</p><div style="position:fixed;inset:0;background:#fff;z-index:9">x</div>',
      in: ['strict'],
    },
    { id: 'gone-aria-only', html: '<p aria-description="%WORD%" aria-roledescription="%OTHER%">x</p>' },
    {
      id: 'gone-sr-only',
      html: '<style>.sr { position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap;border:0 }</style><button>x<span class="sr">%WORD%</span></button>',
    },
    {
      id: 'gone-sr-only-clicked',
      html: '<style>.sr { position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%) }</style><button>x<span class="sr">%WORD%</span></button>',
      act: '$("button").click()',
    },
    {
      id: 'gone-print',
      html: '<style>.p { display: none } @media print { .p { display: block } }</style><p class="p">%WORD%</p>',
    },
    {
      id: 'gone-starting',
      html: '<style>.s { opacity: 0; transition: opacity 99s } </style><p class="s">%WORD%</p>',
    },
    {
      id: 'gone-toggle-checkbox',
      html: '<style>input:not(:checked) ~ .t { display: none }</style><input type="checkbox"><p class="t">%WORD%</p>',
    },
    { id: 'gone-tab-panel', html: '<div role="tabpanel" hidden>%WORD%</div><div role="tabpanel">x</div>' },
    {
      id: 'gone-table-collapsed',
      html: '<table><tr style="visibility:collapse"><td>%WORD%</td></tr><tr><td>x</td></tr></table>',
    },
    {
      id: 'gone-first-letter',
      html: '<style>p { font-size: 0 } p::first-letter { font-size: 20px }</style><p>%WORD%</p>',
      canary: [],
    },
    {
      id: 'gone-clipped-by-shape',
      html: '<div style="overflow:hidden;border-radius:50%;width:2px;height:2px"><p>%WORD%</p></div>',
    },
    { id: 'gone-unmask', html: '<p data-unmask hidden>%WORD%</p>' },
    {
      id: 'gone-label-clicked',
      html: '<button id="b" aria-label="%WORD%"><i hidden>%OTHER%</i>x</button>',
      act: '$("#b").click()',
    },
  ],
}
