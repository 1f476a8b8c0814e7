import { type Group } from './case.ts'

const canvas = (call: string): string => `const c = $("canvas").getContext("2d"); ${call}; await frame()`

export const graphics: Group = {
  kind: 'graphics and media',
  cases: [
    {
      id: 'canvas-text',
      html: '<canvas></canvas>',
      act: canvas('c.fillText("%WORD%", 5, 20); c.strokeText("%OTHER%", 5, 40)'),
    },
    {
      id: 'canvas-font',
      html: '<canvas></canvas>',
      act: canvas('c.font = "12px %WORD%"; c.fillText("x", 5, 20)'),
    },
    { id: 'canvas-path', html: '<canvas></canvas>', act: canvas('c.stroke(new Path2D("M%DIGITS% 4L9 9"))') },
    {
      id: 'canvas-attributes',
      html: '<canvas width="%DIGITS%" data-label="%WORD%" aria-label="%OTHER%"></canvas>',
    },
    {
      id: 'canvas-data-url',
      html: '<img alt="">',
      act: 'const k = document.createElement("canvas"); k.getContext("2d").fillText("%WORD%", 5, 20); $("img").src = k.toDataURL() + "#%WORD%"; await frame()',
    },
    {
      id: 'svg-title',
      html: '<svg width="20" height="20"><title>%WORD%</title><rect width="9" height="9"/></svg>',
    },
    {
      id: 'svg-desc',
      html: '<svg width="20" height="20"><desc>%WORD%</desc><rect width="9" height="9"/></svg>',
    },
    { id: 'svg-metadata', html: '<svg width="20" height="20"><metadata><x>%WORD%</x></metadata></svg>' },
    { id: 'svg-comment', html: '<svg width="20" height="20"><!-- %WORD% --></svg>' },
    {
      id: 'svg-cdata',
      html: '<svg width="20" height="20"><style><![CDATA[ text::after { content: "%WORD%" } ]]></style></svg>',
    },
    { id: 'svg-script', html: '<svg width="20" height="20"><script>var a = "%WORD%"</script></svg>' },
    {
      id: 'svg-aria',
      html: '<svg width="20" height="20" aria-label="%WORD%" role="img" aria-roledescription="%OTHER%"></svg>',
    },
    {
      id: 'svg-text-path',
      html: '<svg width="200" height="40"><path id="a" d="M0 20H200"/><text><textPath href="#a">%EMAIL%</textPath></text></svg>',
    },
    {
      id: 'svg-text-letters',
      html: '<svg width="300" height="40"></svg>',
      before:
        '$("svg").innerHTML = [..."%CARD%"].map((d, n) => `<text x="${n * 10}" y="20">${d}</text>`).join("")',
    },
    {
      id: 'svg-text-reversed',
      html: '<svg width="300" height="40"></svg>',
      before:
        '$("svg").innerHTML = [..."%CARD%"].map((d, n) => `<text x="${n * 10}" y="20">${d}</text>`).reverse().join("")',
      in: ['strict'],
    },
    {
      id: 'svg-image-data',
      html: '<svg width="20" height="20"><image href="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'><text>%WORD%</text></svg>"/></svg>',
    },
    {
      id: 'svg-image-query',
      html: '<svg width="20" height="20"><image href="/a.png?u=%WORD%"/><feImage href="/b.png?u=%OTHER%"/></svg>',
    },
    {
      id: 'svg-link',
      html: '<svg width="20" height="20"><a href="/a?u=%WORD%" xlink:href="/b?u=%OTHER%"><rect width="9" height="9"/></a></svg>',
    },
    {
      id: 'svg-foreign',
      html: '<svg width="90" height="30"><foreignObject width="90" height="30"><p data-private>%WORD%</p><input type="hidden" value="%OTHER%"></foreignObject></svg>',
    },
    {
      id: 'svg-set',
      html: '<svg width="20" height="20"><rect width="9" height="9"><set attributeName="href" to="/a?u=%WORD%"/></rect></svg>',
    },
    {
      id: 'svg-animate-text',
      html: '<svg width="20" height="20"><rect width="9" height="9"><animate attributeName="class" values="%WORD%;x" dur="9s"/></rect></svg>',
    },
    {
      id: 'svg-font-face',
      html: '<svg width="20" height="20"><font-face font-family="%WORD%"/><font><glyph glyph-name="%OTHER%"/></font></svg>',
    },
    {
      id: 'svg-data-attributes',
      html: '<svg width="20" height="20"><circle r="9" data-name="%WORD%" desc="%OTHER%"/></svg>',
    },
    { id: 'svg-coordinates-card', html: '<svg width="20" height="20"><path d="M%CARD%,4"/></svg>' },
    { id: 'svg-coordinates-phone', html: '<svg width="20" height="20"><path d="M4915%DIGITS% 4"/></svg>' },
    {
      id: 'svg-coordinates-fraction',
      html: '<svg width="20" height="20"><path d="M1.%CARD% 4L2.%DIGITS% 5"/></svg>',
    },
    {
      id: 'svg-coordinates-set',
      html: '<svg width="20" height="20"><circle id="c" r="9"/></svg>',
      act: '$("#c").setAttribute("cx", "%DIGITS%"); $("#c").cx.baseVal.value = %DIGITS%',
    },
    {
      id: 'svg-signature-private',
      html: '<div data-private><svg width="90" height="40"><path id="s" d="M1 1"/></svg></div>',
      act: 'let d = "M1 1"; for (const n of "%PIN%") { d += ` L${n}7.${n}3 1${n}`; $("#s").setAttribute("d", d); await frame() } $("#s").setAttribute("d", "M%PIN%.5 2")',
    },
    {
      id: 'svg-qr-private',
      html: '<div data-private><svg width="90" height="90" viewBox="0 0 %PIN% %PIN%"><rect x="%PIN%" y="3" width="1" height="1"/></svg></div>',
    },
    { id: 'math-text', html: '<math data-private><mtext>%WORD%</mtext><mi>%OTHER%</mi></math>' },
    {
      id: 'math-annotation',
      html: '<math><semantics><mi>x</mi><annotation-xml encoding="text/html"><p>%WORD%</p></annotation-xml></semantics></math>',
    },
    {
      id: 'math-card',
      html: '<math><mn>%CARD#1%</mn><mo>⁢</mo><mn>%CARD#2%</mn><mn>%CARD#3%</mn><mn>%CARD#4%</mn></math>',
    },
    {
      id: 'video-cue',
      html: '<video></video>',
      act: 'const t = $("video").addTextTrack("captions", "%OTHER%", "en"); t.mode = "showing"; t.addCue(new VTTCue(0, 9, "%WORD%")); await frame()',
    },
    {
      id: 'video-data',
      html: '<video poster="data:image/gif;base64,R0lGODlh#%WORD%" title="%OTHER%"></video>',
    },
    { id: 'audio-source', html: '<audio><source src="/a/%HEX%.mp3?u=%WORD%" type="audio/mpeg"></audio>' },
    {
      id: 'image-blob',
      html: '<img alt="">',
      act: 'const u = URL.createObjectURL(new Blob(["<svg>%WORD%</svg>"], { type: "image/svg+xml" })); $("img").src = u + "#%OTHER%"; await frame()',
    },
    {
      id: 'image-map-title',
      html: '<map name="m"><area alt="%WORD%" title="%OTHER%" shape="rect" coords="1,2,3,4" href="/"></map>',
    },
    { id: 'image-broken-alt', html: '<img src="/missing.png" alt="%WORD%" width="90" height="30">' },
    {
      id: 'image-background-data',
      html: '<p style="background-image:url(data:image/png;base64,iVBORw0KGgo%HEX%)">x</p>',
    },
    {
      id: 'picture-avatar',
      html: '<img alt="" src="https://www.gravatar.com/avatar/%HEX%%HEX%?d=%WORD%" width="9" height="9">',
    },
    {
      id: 'animation-strings',
      html: '<p>x</p>',
      act: '$("p").animate({ fontFamily: ["%WORD%", "serif"], listStyleType: [\'"%OTHER%"\', "none"] }, 9000); await frame()',
    },
    {
      id: 'animation-path',
      html: '<p>x</p>',
      act: '$("p").animate({ offsetPath: [\'path("M%DIGITS% 4L9 9")\', \'path("M1 1L9 9")\'] }, 9000); await frame()',
    },
    {
      id: 'animation-numbers',
      html: '<p data-private>x</p>',
      act: '$("p").animate({ transform: ["translateX(%PIN%px)", "none"] }, { duration: 9000 }); await frame()',
    },
    {
      id: 'animation-timeline-name',
      html: '<p>x</p>',
      act: '$("p").animate({ opacity: [1, 0.9] }, { duration: 9000, id: "%WORD%" }).effect.updateTiming({ delay: 5 }); await frame()',
    },
    {
      id: 'picture-in-picture',
      html: '<p>x</p>',
      act: 'navigator.mediaSession.metadata = new MediaMetadata({ title: "%WORD%", artist: "%OTHER%" })',
    },
    {
      id: 'dialog-return',
      html: '<dialog id="g">x</dialog>',
      act: '$("#g").showModal(); await frame(); $("#g").close("%WORD%"); await frame()',
    },
    {
      id: 'popover-hint',
      html: '<div id="g" popover title="%WORD%">x</div>',
      act: '$("#g").showPopover(); await frame()',
    },
    { id: 'details-name', html: '<details name="%WORD%" open><summary>x</summary>y</details>' },
    { id: 'meter-title', html: '<meter value="3" max="9" title="%WORD%">%OTHER%</meter>' },
    { id: 'output-name', html: '<output name="%WORD%" for="%OTHER%">x</output>' },
    { id: 'progress-hidden', html: '<progress hidden max="9000000" value="%PIN%"></progress>' },
  ],
}
