/** A company's own app on an origin of its own, for tests: what people put our tag into, with its bad habits. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { hostPages, page, type HostPage } from './host-pages.ts'

export interface HostApp {
  url: string
  /** The same app under another name, which browsers take for another site: its company's sign-in. */
  signInUrl: string
  /** Which server's tag its pages carry. */
  tagFrom(casereelUrl: string): void
  /** One more page, for a test of its own. @param path such as `/payment` */
  serve(path: string, content: HostPage): void
  /** What is no page: a stylesheet, an answer to a script. @param path such as `/sheet.css` */
  serveFile(path: string, file: HostFile): void
  /** Takes the pages and files of a test away again. */
  reset(): void
  close(): Promise<void>
}

export interface HostFile {
  body: string
  headers: Record<string, string>
}

/** Cookie of who signed in, on either origin. */
const SIGNED_IN = 'host_user=ana'

const isSignedIn = (request: IncomingMessage): boolean => (request.headers.cookie ?? '').includes(SIGNED_IN)

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const startHostApp = async (): Promise<HostApp> => {
  let casereel = ''
  let url = ''
  let signInUrl = ''
  const always = Object.entries(hostPages).map(([name, content]): [string, HostPage] => [
    name === 'home' ? '/' : `/${name}`,
    content,
  ])
  const served = new Map(always)

  const files = new Map<string, HostFile>()

  const send = (
    response: ServerResponse,
    { status = 200, headers = {}, tag = true, ...rest }: HostPage,
  ): void => {
    const script = tag
      ? `<script async referrerpolicy="no-referrer" src="${casereel}/casereel.js"></script>`
      : ''
    response
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers })
      .end(page(rest, script))
  }

  const redirect = (response: ServerResponse, to: string, headers: Record<string, string> = {}): void => {
    response.writeHead(303, { location: to, ...headers }).end()
  }

  const signInForm = (action: string): HostPage => ({
    title: 'Sign in',
    body: `<h1>Sign in</h1><form method="post" action="${action}">
      <label>Name <input name="user"></label><button>Sign in</button></form>`,
  })

  const api = async (path: string, response: ServerResponse): Promise<void> => {
    const [, , kind, value] = path.split('/')
    if (kind === 'slow') await wait(Number(value))
    if (kind === 'cut') {
      response.destroy()
      return
    }
    const status = kind === 'status' ? Number(value) : 200
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"fine":true}')
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    const posted = request.method === 'POST'
    if (pathname.startsWith('/api/')) return api(pathname, response)
    const file = files.get(pathname)
    if (file) {
      response.writeHead(200, file.headers).end(file.body)
      return
    }
    switch (pathname) {
      case '/account':
        if (isSignedIn(request)) return send(response, hostPages.account)
        return redirect(response, '/login?next=/account')
      case '/login':
        if (posted) return redirect(response, '/account', { 'set-cookie': `${SIGNED_IN}; path=/` })
        return send(response, signInForm('/login'))
      case '/members':
        if (isSignedIn(request)) return send(response, { ...hostPages.account, title: 'Members' })
        return redirect(response, `${signInUrl}/identity`)
      case '/identity':
        if (posted) return redirect(response, `${url}/welcome`)
        return send(response, { ...signInForm('/identity'), tag: false })
      case '/welcome':
        return redirect(response, '/members', { 'set-cookie': `${SIGNED_IN}; path=/` })
      case '/strict':
        return send(response, {
          ...hostPages.home,
          headers: { 'content-security-policy': searchParams.get('policy') ?? "default-src 'self'" },
        })
      case '/framing':
        return send(response, {
          title: 'Framing',
          tag: false,
          body: `<h1>Win a prize</h1><iframe title="prize" src="${searchParams.get('url') ?? ''}"></iframe>`,
        })
      default:
        return send(
          response,
          served.get(pathname) ?? { status: 404, title: 'Missing', body: '<h1>Missing</h1>' },
        )
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The host app has no port.')
  url = `http://127.0.0.1:${address.port}`
  signInUrl = `http://localhost:${address.port}`
  return {
    url,
    signInUrl,
    tagFrom: (from) => {
      casereel = from
    },
    serve: (path, content) => {
      served.set(path, content)
    },
    serveFile: (path, file) => {
      files.set(path, file)
    },
    reset: () => {
      files.clear()
      served.clear()
      for (const [path, content] of always) served.set(path, content)
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
