import { describe, expect, it } from 'vitest'
import { checkTarget, isOpen, linkState, targetWithCode, type Link } from '../../src/domain/link.ts'
import { START } from '../support/clock.ts'

const link = (more: Partial<Link> = {}): Link => ({
  id: 'link-1',
  caseId: 'case-1',
  targetUrl: 'https://shop.example/checkout',
  privacy: 'balanced',
  scopes: ['picture'],
  retentionDays: null,
  mode: 'session',
  maxUses: 1,
  uses: 0,
  createdAt: START,
  createdBy: 'Maria',
  expiresAt: START + 1_000,
  openedAt: null,
  declinedAt: null,
  revokedAt: null,
  ...more,
})
const EXPIRED = START + 1_000

describe('the state of a link', () => {
  it.each([
    ['made, before anybody looked', link(), [], START, 'made'],
    ['opened, once a person looked', link({ openedAt: START }), [], START, 'opened'],
    ['expired at the very moment it expires', link({ openedAt: START }), [], EXPIRED, 'expired'],
    ['still good one ms earlier', link(), [], EXPIRED - 1, 'made'],
    ['declined, also after its expiry', link({ declinedAt: START }), [], EXPIRED, 'declined'],
    ['consented while the page has not started', link({ uses: 1 }), ['waiting'], START, 'consented'],
    ['recording, though it has expired since', link({ uses: 1 }), ['live'], EXPIRED, 'recording'],
    [
      'recording while any of its recordings is live',
      link(),
      ['ended', 'waiting', 'live'],
      START,
      'recording',
    ],
    ['consented while one waits and others are over', link(), ['ended', 'waiting'], START, 'consented'],
    ['ended when all are over, though it has expired', link({ uses: 1 }), ['ended'], EXPIRED, 'ended'],
    ['ended, though somebody else declined', link({ declinedAt: START }), ['ended'], START, 'ended'],
    ['erased when what it recorded is gone', link({ uses: 1 }), [], EXPIRED, 'erased'],
    ['opened while it is good for more', link({ uses: 1, maxUses: 2, openedAt: START }), [], START, 'opened'],
    [
      'revoked above everything else',
      link({ revokedAt: START, declinedAt: START }),
      ['live'],
      EXPIRED,
      'revoked',
    ],
  ] as const)('is %s', (_, given, states, now, state) => {
    expect(
      linkState(
        given,
        states.map((one) => ({ state: one })),
        now,
      ),
    ).toBe(state)
  })
})

describe('a link is open', () => {
  it.each([
    ['when it is fresh', link(), START, true],
    ['until its expiry and not at it', link(), EXPIRED, false],
    ['not once it is revoked', link({ revokedAt: START }), START, false],
    ['not once its uses are taken', link({ maxUses: 2, uses: 2 }), START, false],
    ['while one use is left', link({ maxUses: 2, uses: 1 }), START, true],
    ['not after a decline of its only use', link({ declinedAt: START }), START, false],
    ['after a decline when others may use it', link({ declinedAt: START, maxUses: 2 }), START, true],
  ])('%s', (_, given, now, open) => {
    expect(isOpen(given, now)).toBe(open)
  })
})

describe('[T08] a target', () => {
  const ALLOWED = ['https://shop.example', 'http://localhost:8787', 'https://xn--bcher-kva.example']

  it.each([
    ['https://shop.example', 'https://shop.example/'],
    ['https://shop.example/a b'.replace(' ', '%20'), 'https://shop.example/a%20b'],
    ['HTTPS://SHOP.EXAMPLE/Cart', 'https://shop.example/Cart'],
    ['https://shop.example:443/', 'https://shop.example/'],
    ['https://shop.example/?q=@x#/route', 'https://shop.example/?q=@x#/route'],
    ['https://shop.example/@someone', 'https://shop.example/@someone'],
    ['http://localhost:8787/demo', 'http://localhost:8787/demo'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['  https://shop.example/x  ', 'https://shop.example/x'],
    ['https://shop.example/a/../b', 'https://shop.example/b'],
  ])('%s is taken as %s', (target, href) => {
    expect(checkTarget(target, ALLOWED)).toBe(href)
  })

  it.each([
    ['a script', 'javascript:alert(1)'],
    ['a script in upper case', 'JavaScript:alert(1)'],
    ['a script behind an allowed origin in a comment', 'javascript://shop.example/%0aalert(1)'],
    ['a page in the address', 'data:text/html,<script>alert(1)</script>'],
    ['a blob of an allowed origin', 'blob:https://shop.example/0'],
    ['a file', 'file:///etc/passwd'],
    ['an address without scheme', '//evil.example'],
    ['a path', '/checkout'],
    ['nothing', ''],
    ['an allowed origin as user name', 'https://shop.example@evil.example/'],
    ['an allowed origin as user name and password', 'https://shop.example:x@evil.example/'],
    ['a user at the allowed origin', 'https://user@shop.example/'],
    ['a password at the allowed origin', 'https://user:secret@shop.example/'],
    ['an empty user', 'https://@shop.example/'],
    ['a backslash as path', 'https://shop.example\\@evil.example/'],
    ['a backslash before another host', 'https:\\\\evil.example\\shop.example'],
    ['a backslash in an allowed path', 'https://shop.example/\\evil.example'],
    ['a line break', 'https://shop.example/\n'.concat('x')],
    ['a tab in the host', 'https://shop\t.example/'],
    ['a zero byte', 'https://shop.example/\u0000'.concat('x')],
    ['a space in the middle', 'https://shop.example/a b'],
    ['another origin', 'https://evil.example/'],
    ['an origin that only starts alike', 'https://shop.example.evil.example/'],
    ['an origin that only ends alike', 'https://evilshop.example/'],
    ['a subdomain', 'https://www.shop.example/'],
    ['another port', 'https://shop.example:8443/'],
    ['another scheme', 'http://shop.example/'],
    ['the wrong port of a listed one', 'http://localhost:8788/'],
    ['a look-alike in another alphabet', 'https://shоp.example/'],
    ['a dot at the end of the host', 'https://shop.example./'],
    ['an allowed origin as query of another', 'https://evil.example/?https://shop.example'],
  ])('that is %s is refused', (_, target) => {
    expect(() => checkTarget(target, ALLOWED)).toThrow(
      expect.objectContaining({ name: 'DomainError', code: 'invalid_input' }),
    )
  })

  it('of another origin is refused with the name of that origin', () => {
    expect(() => checkTarget('https://evil.example/x', ALLOWED)).toThrow(
      /^https:\/\/evil\.example is not an allowed/,
    )
  })
})

describe('the way to the target', () => {
  it('carries the code in the fragment', () => {
    expect(targetWithCode('https://shop.example/checkout?step=2', 'c0de')).toBe(
      'https://shop.example/checkout?step=2#casereel=c0de',
    )
  })

  it("keeps the target's own fragment beside it, whatever is in it", () => {
    const own = '#/orders?id=1&casereel=x#y'
    const url = new URL(targetWithCode(`https://shop.example/${own}`, 'c0de'))
    const parameters = new URLSearchParams(url.hash.slice(1))
    expect(parameters.getAll('casereel')).toEqual(['c0de'])
    expect(`#${parameters.get('casereel-hash')}`).toBe(own)
  })
})
