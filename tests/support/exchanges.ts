/** Ways in which scripts exchange a page's document as a whole. Each runs in the page and leaves one with this heading and a button. */

const whole = `(heading) => '<!doctype html><html lang="en"><head><title>' + heading + '</title></head><body><h1>' + heading +
  '</h1><button>Press ' + heading + '</button></body></html>'`

/** For `addInitScript`: what the exchanges build their page from. */
export const WHOLE = `window.whole = ${whole}
  window.parsed = (heading) => new DOMParser().parseFromString(whole(heading), 'text/html')
  window.later = (ms, work) => new Promise((done) => setTimeout(() => done(work()), ms))`

/** As text, to be run in the page with the heading. */
export const EXCHANGES: Readonly<Record<string, string>> = {
  'written anew': `document.open(); document.write(whole(heading)); document.close()`,
  'written anew in pieces': `document.open()
    const html = whole(heading)
    document.write(html.slice(0, 90))
    await later(100, () => document.write(html.slice(90)))
    await later(100, () => document.close())`,
  'written without an open': `document.write(whole(heading)); document.close()`,
  '<html> replaced': `document.replaceChild(document.adoptNode(parsed(heading).documentElement), document.documentElement)`,
  '<html> away for a second': `const html = document.documentElement
    html.remove()
    await later(1000, () => {
      html.replaceChildren(...document.adoptNode(parsed(heading).documentElement).childNodes)
      document.append(html)
    })`,
  '<html> emptied and filled': `document.documentElement.innerHTML = ''
    await later(50, () => { document.documentElement.innerHTML = whole(heading) })`,
  '<body> replaced': `document.body.replaceWith(document.adoptNode(parsed(heading).body))`,
  '<body> away for two seconds': `document.body.remove()
    await later(2000, () => document.documentElement.append(document.adoptNode(parsed(heading).body)))`,
  '<body> swapped by a page loader': `history.pushState({}, '', '?' + encodeURIComponent(heading))
    document.head.replaceChildren(...document.adoptNode(parsed(heading).head).childNodes)
    document.body = document.adoptNode(parsed(heading).body)`,
  '<head> emptied': `document.head.replaceChildren()
    document.body.replaceChildren(...document.adoptNode(parsed(heading).body).childNodes)`,
  '<head> removed': `document.head.remove()
    document.body.replaceChildren(...document.adoptNode(parsed(heading).body).childNodes)`,
  'written anew and never closed': `document.open(); document.write(whole(heading))`,
}
