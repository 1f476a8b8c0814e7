import { STRICT, type Case, type Group } from './case.ts'

const documentWith = (head: string, body = '<p>x</p>', marks = ''): string =>
  `<!doctype html><html${marks}><head>${head}</head><body>${body}</body></html>`

const privateTitle = (id: string, html: string, act?: string): Case => ({
  id,
  html,
  dark: true,
  ...(act && { act }),
})

export const documents: Group = {
  kind: 'documents and frames',
  cases: [
    privateTitle('title-html-private', documentWith('<title>%WORD%</title>', '<p>x</p>', ' data-private')),
    privateTitle('title-html-blocked', documentWith('<title>%WORD%</title>', '<p>x</p>', ' data-block')),
    privateTitle(
      'title-html-private-late',
      documentWith('<title>x</title>', '<p>x</p>', ' data-private'),
      'document.title = "%WORD%"; await frame()',
    ),
    privateTitle(
      'title-html-private-push',
      documentWith('<title>x</title>', '<p>x</p>', ' data-private'),
      'history.pushState(null, "", "/page/title-html-private-push/b"); document.title = "%WORD%"; await wait(80)',
    ),
    privateTitle(
      'title-html-private-error',
      documentWith('<title>x</title>', '<p class="%OTHER%">%WORD%</p>', ' data-private'),
      '$("p").click(); await frame()',
    ),
    { id: 'title-private', html: documentWith('<title data-private>%WORD%</title>') },
    {
      id: 'title-private-late',
      html: documentWith('<title data-private>x</title>'),
      act: 'document.title = "%WORD%"; history.pushState(null, "", "/page/title-private-late/b"); await wait(80)',
    },
    {
      id: 'title-head-private',
      html: '<!doctype html><html><head data-private><title>%WORD%</title></head><body><p>x</p></body></html>',
    },
    {
      id: 'title-second',
      html: documentWith('<title>x</title>', '<p>x</p><svg width="9" height="9"><title>%WORD%</title></svg>'),
    },
    { id: 'title-plain', html: documentWith('<title>%WORD%</title>'), in: STRICT },
    {
      id: 'title-changes',
      html: documentWith('<title>x</title>'),
      act: 'document.title = "%WORD%"; await frame()',
      in: STRICT,
    },
    {
      id: 'meta-description',
      html: documentWith(
        '<meta name="description" content="%WORD%"><meta property="og:title" content="%OTHER%">',
      ),
    },
    {
      id: 'meta-csrf',
      html: documentWith('<meta name="csrf-token" content="%HEX%"><meta name="user-id" content="%DIGITS%">'),
    },
    { id: 'meta-refresh', html: documentWith('<meta http-equiv="refresh" content="999;url=/a?t=%WORD%">') },
    { id: 'meta-viewport', html: documentWith('<meta name="viewport" content="width=%PIN%, user=%WORD%">') },
    {
      id: 'meta-late',
      html: documentWith(''),
      act: 'const m = document.createElement("meta"); m.name = "x"; m.content = "%WORD%"; document.head.append(m)',
    },
    {
      id: 'link-canonical',
      html: documentWith(
        '<link rel="canonical" href="/a?u=%WORD%"><link rel="icon" href="/u/%HEX%.ico?u=%WORD%">',
      ),
    },
    {
      id: 'link-icon-late',
      html: documentWith('<link rel="icon" href="/a.ico">'),
      act: '$("link").href = "data:image/svg+xml,<svg><text>%WORD%</text></svg>"',
    },
    {
      id: 'link-preload',
      html: documentWith(
        '<link rel="preload" as="fetch" href="/api/me?u=%WORD%"><link rel="dns-prefetch" href="//%OTHER%.x.example">',
      ),
    },
    {
      id: 'link-title',
      html: documentWith('<link rel="alternate" title="%WORD%" hreflang="%OTHER%" href="/">'),
    },
    { id: 'json-island', html: '<script type="application/json" id="s">{"user":"%WORD%"}</script>' },
    {
      id: 'json-next',
      html: '<script id="__NEXT_DATA__" type="application/json">{"token":"%HEX%","name":"%WORD%"}</script>',
    },
    { id: 'json-ld', html: '<script type="application/ld+json">{"@type":"Person","name":"%WORD%"}</script>' },
    { id: 'script-inline', html: '<script>window.user = "%WORD%"</script>' },
    { id: 'script-attribute', html: '<script src="/a.js?u=%WORD%" data-user="%OTHER%"></script>' },
    {
      id: 'script-late',
      html: '<p>x</p>',
      act: 'const s = document.createElement("script"); s.type = "x"; s.textContent = "%WORD%"; document.body.append(s)',
    },
    { id: 'template-text', html: '<template>%WORD%</template><template><p title="%OTHER%">x</p></template>' },
    { id: 'comment-late', html: '<p>x</p>', act: '$("p").append(document.createComment("%WORD%"))' },
    {
      id: 'comment-before-html',
      html: '<!doctype html><!-- %WORD% --><html><head><!-- %OTHER% --></head><body><p>x</p></body></html><!-- %WORD% -->',
    },
    {
      id: 'doctype',
      html: '<!doctype html PUBLIC "-//%WORD%//" "http://x.example/%OTHER%"><html><head></head><body><p>x</p></body></html>',
    },
    {
      id: 'html-attributes',
      html: documentWith('', '<p>x</p>', ' data-user="%WORD%" class="%OTHER%" lang="en"'),
    },
    {
      id: 'storage-local',
      html: '<p>x</p>',
      act: 'localStorage.setItem("%OTHER%", "%WORD%"); document.cookie = "a=%WORD%"; await frame(); localStorage.clear()',
    },
    {
      id: 'state-push',
      html: '<p>x</p>',
      act: 'history.pushState({ user: "%WORD%" }, "%OTHER%"); history.replaceState({ user: "%WORD%" }, "")',
    },
    {
      id: 'message-posted',
      html: '<p>x</p>',
      act: 'window.postMessage({ user: "%WORD%" }, "*"); new BroadcastChannel("x").postMessage("%OTHER%"); await frame()',
    },
    {
      id: 'clipboard',
      html: '<p id="p">%WORD%</p>',
      act: 'getSelection().selectAllChildren($("#p")); document.execCommand("copy"); document.dispatchEvent(new ClipboardEvent("copy", { bubbles: true }))',
      in: STRICT,
    },
    {
      id: 'selection-private',
      html: '<p data-private id="p">%WORD%</p>',
      act: 'getSelection().selectAllChildren($("#p")); await frame()',
    },
    {
      id: 'find-highlight',
      html: '<p data-private id="p">%WORD%</p>',
      act: 'const r = document.createRange(); r.selectNodeContents($("#p")); CSS.highlights.set("x", new Highlight(r)); await frame()',
    },
    { id: 'frame-text-private', html: '<iframe srcdoc="<p data-private>%WORD%</p>"></iframe>', rest: 50 },
    {
      id: 'frame-in-private',
      html: '<div data-private><iframe srcdoc="<title>%OTHER%</title><p>%WORD%</p>"></iframe></div>',
      rest: 50,
    },
    {
      id: 'frame-html-private',
      html: '<iframe srcdoc="<html data-private><p>%WORD%</p>"></iframe>',
      rest: 50,
    },
    {
      id: 'frame-srcdoc-hidden',
      html: '<iframe srcdoc="<input type=hidden value=%WORD%><template>%OTHER%</template>"></iframe>',
      rest: 50,
    },
    {
      id: 'frame-srcdoc-script',
      html: '<iframe srcdoc="<script>x = `%WORD%`</script><p title=%OTHER%>x</p>"></iframe>',
      rest: 50,
    },
    {
      id: 'frame-field',
      html: '<iframe srcdoc="<label>CVV <input></label>"></iframe>',
      act: 'await wait(30); const f = $("iframe").contentDocument.querySelector("input"); type(f, "%WORD%"); leave(f); await frame()',
    },
    {
      id: 'frame-console',
      html: '<iframe srcdoc="<p>x</p>"></iframe>',
      act: 'await wait(30); $("iframe").contentWindow.console.log("/a?t=%WORD%"); await frame()',
    },
    {
      id: 'frame-written',
      html: '<iframe></iframe>',
      act: 'const d = $("iframe").contentDocument; d.open(); d.write("<p data-private>%WORD%</p><!-- %OTHER% -->"); d.close(); await wait(50)',
    },
    {
      id: 'frame-src-query',
      html: '<iframe src="/file/frame-src-query/a.html?u=%OTHER%#%WORD%"></iframe>',
      files: { 'a.html': '<p hidden>%WORD%</p>' },
      rest: 50,
    },
    {
      id: 'frame-other-site',
      html: '<iframe src="https://shop.example/u/%WORD%?x=%OTHER%"></iframe>',
      rest: 50,
    },
    { id: 'frame-sandboxed', html: '<iframe sandbox srcdoc="<p>%WORD%</p>"></iframe>', rest: 50 },
    { id: 'frame-data', html: '<iframe src="data:text/html,<p>%WORD%</p>"></iframe>', rest: 50 },
    {
      id: 'frame-nested',
      html: '<iframe srcdoc="<iframe srcdoc=\'<p data-private>%WORD%</p>\'></iframe>"></iframe>',
      rest: 60,
    },
    { id: 'frame-blocked', html: '<iframe data-block srcdoc="<p>%WORD%</p>"></iframe>', rest: 50 },
    {
      id: 'frame-email-split',
      html: '<iframe srcdoc="<p><b>%EMAIL#1%</b>@%EMAIL#3%</p>"></iframe>',
      rest: 50,
    },
    {
      id: 'shadow-hidden',
      html: '<x-a><template shadowrootmode="open"><p hidden>%WORD%</p><!-- %OTHER% --></template></x-a>',
    },
    {
      id: 'shadow-private',
      html: '<x-a><template shadowrootmode="open"><p data-private>%WORD%</p></template></x-a>',
    },
    {
      id: 'shadow-direct-text',
      html: '<div data-private><x-a><template shadowrootmode="open">%WORD%</template></x-a></div>',
    },
    {
      id: 'shadow-late',
      html: '<x-a></x-a>',
      act: '$("x-a").attachShadow({ mode: "open" }).innerHTML = "<p data-private>%WORD%</p><input type=hidden value=%OTHER%>"; await frame()',
    },
    {
      id: 'shadow-append-email',
      html: '<x-a><template shadowrootmode="open"><p></p></template></x-a>',
      act: '$("x-a").shadowRoot.querySelector("p").append("%EMAIL#1%", "@%EMAIL#3%")',
    },
    {
      id: 'shadow-closed',
      html: '<x-a></x-a>',
      act: '$("x-a").attachShadow({ mode: "closed" }).innerHTML = "<label>PIN<input value=%WORD%></label><p hidden>%OTHER%</p>"',
    },
    {
      id: 'shadow-nested-card',
      html: '<x-a><template shadowrootmode="open">%CARD#1%<x-b><template shadowrootmode="open">%CARD#2%</template></x-b>%CARD#3%%CARD#4%</template></x-a>',
    },
    { id: 'strict-heading', html: '<h1>%WORD%</h1><button>%OTHER%</button>', in: STRICT },
    {
      id: 'strict-link',
      html: '<a href="#">%WORD%</a><label>%OTHER% <input></label>',
      act: '$("a").click(); $("label").click()',
      in: STRICT,
    },
    {
      id: 'strict-table',
      html: '<table><caption>%WORD%</caption><tr><th>%OTHER%</th></tr></table>',
      in: STRICT,
    },
    { id: 'strict-meter', html: '<progress max="9000000" value="%PIN%"></progress>', in: STRICT },
    { id: 'strict-svg', html: '<svg width="90" height="20"><text y="15">%WORD%</text></svg>', in: STRICT },
    { id: 'strict-frame', html: '<iframe srcdoc="<p>%WORD%</p>"></iframe>', in: STRICT, rest: 50 },
    {
      id: 'strict-shadow',
      html: '<x-a><template shadowrootmode="open">%WORD%<b>%OTHER%</b></template></x-a>',
      in: STRICT,
    },
    {
      id: 'strict-legend',
      html: '<fieldset><legend>%WORD%</legend><input></fieldset><details open><summary>%OTHER%</summary></details>',
      act: 'leave($("input")); $("summary").click()',
      in: STRICT,
    },
    {
      id: 'strict-list',
      html: '<select size="3"><option>%WORD%</option></select><dl><dt>%OTHER%</dt></dl>',
      in: STRICT,
    },
    {
      id: 'strict-grows',
      html: '<p>x</p>',
      act: 'for (const c of "%WORD%") { $("p").append(c); await frame() }',
      in: STRICT,
    },
  ],
}
