/** Pages of the tests' host app. Each is a kind of page that has broken a recorder. */

export interface HostPage {
  title: string
  body: string
  /** Goes before the tag. */
  head?: string
  /** False for a page without our tag. */
  tag?: boolean
  status?: number
  headers?: Record<string, string>
}

export const page = (
  { title, body, head = '' }: Pick<HostPage, 'title' | 'body' | 'head'>,
  tag: string,
): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
  <link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
  <style>body{font:16px/1.5 sans-serif;margin:24px;min-height:1200px}</style>${head}${tag}</head>
  <body>${body}</body></html>`

const home: HostPage = {
  title: 'Harbour Office',
  body: `<h1>Harbour Office</h1>
    <p><a href="/second">Second page</a> <a href="/">First page</a></p>
    <p><button id="one">Count up</button> <button id="two">Add a line</button> <output id="count">0</output></p>
    <ul id="list"></ul>
    <label>Note <input id="note" name="note"></label>
    <p style="height:1400px"></p><label>Low field <input id="low"></label>
    <script>
      one.onclick = () => { count.value = Number(count.value) + 1 }
      two.onclick = () => { list.append(Object.assign(document.createElement('li'), { textContent: 'line ' + list.children.length })) }
    </script>`,
}

/** A hash router, which hears of its address by `hashchange` alone. */
const hash: HostPage = {
  title: 'Hash router',
  body: `<h1 id="view">Start</h1><p id="changes"></p><script>
      const heard = []
      const show = () => { view.textContent = location.hash.startsWith('#/') ? 'View ' + location.hash.slice(2) : 'Start' }
      addEventListener('hashchange', () => { heard.push(location.hash); changes.textContent = heard.join(' '); show() })
      show()
    </script>`,
}

/** A single-page app whose router writes the address before any async script has run, and drops what it does not know. */
const push: HostPage = {
  title: 'Push router',
  head: `<script>history.replaceState({ router: 1 }, '', '/push')</script>`,
  body: `<h1 id="view">Overview</h1><button id="go">Details</button><script>
      go.onclick = () => { history.pushState({ router: 2 }, '', '/push?id=7'); document.title = 'Details'; view.textContent = 'Details' }
      addEventListener('popstate', () => { document.title = 'Push router'; view.textContent = 'Overview' })
    </script>`,
}

/** Changes without pause: a feed, moved and removed nodes, attributes, text, a shadow root. */
const busy: HostPage = {
  title: 'Busy board',
  body: `<h1>Busy board</h1><div id="board"></div><div id="widget"></div><p id="state">working</p><script>
      const board = document.getElementById('board')
      const root = widget.attachShadow({ mode: 'open' })
      root.append(Object.assign(document.createElement('em'), { textContent: 'inside a shadow root' }))
      let round = 0
      const turn = () => {
        round += 1
        for (let i = 0; i < 25; i += 1) {
          const card = document.createElement('article')
          card.className = 'card c' + (i % 5)
          card.innerHTML = '<h2>Card ' + round + '.' + i + '</h2><p>waits</p>'
          board.append(card)
        }
        const cards = [...board.children]
        cards.forEach((card, i) => {
          const place = (i * 37 + round) % 7
          if (place === 0) card.remove()
          else if (place === 1) board.prepend(card)
          else if (place === 2) card.dataset.round = String(round)
          else if (place === 3) card.lastChild.textContent = 'seen in ' + round
        })
        root.firstChild.textContent = 'shadow ' + round
        if (round < 20) setTimeout(turn, 30)
        else state.textContent = 'finished'
      }
      window.startBoard = turn
    </script>`,
}

/** A page that wraps what we wrap: before us, and on demand after us. */
const wrapped: HostPage = {
  title: 'Wrapped',
  head: `<script>
      window.seen = []
      window.wrap = (name) => {
        const { fetch: innerFetch } = window
        window.fetch = function (...args) { seen.push(name + ' fetch'); return innerFetch.apply(this, args) }
        const { log: innerLog } = console
        console.log = function (...args) { seen.push(name + ' log'); return innerLog.apply(this, args) }
      }
      wrap('early')
    </script>`,
  body: `<h1>Wrapped</h1>`,
}

const quiet: HostPage = { title: 'Quiet', body: `<h1>Quiet</h1><label>Field <input id="field"></label>` }
const second: HostPage = {
  ...home,
  title: 'Second page',
  body: home.body.replace('Harbour Office', 'Second page'),
}
const account: HostPage = { title: 'Account', body: `<h1>Your account</h1><button id="act">Renew</button>` }

/** Hides everything that is not its own. */
const hostile: HostPage = {
  ...home,
  title: 'Hostile style',
  head: `<style>html > *:not(head):not(body), body ~ *, div, button, span { display: none !important; opacity: 0 !important }
    * { color: red !important; font-size: 3px !important }</style>`,
}

export const hostPages: Record<string, HostPage> & Record<'home' | 'account', HostPage> = {
  home,
  second,
  hash,
  push,
  busy,
  wrapped,
  quiet,
  account,
  hostile,
}
