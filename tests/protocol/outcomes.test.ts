import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CloseCode } from '../../src/protocol/messages.ts'
import { errorOfCloseCode, nextOfCloseCode, outcomeOfStatus, OUTCOMES } from '../../src/protocol/outcomes.ts'

const docs = readFileSync('docs/protocol.md', 'utf8')
/** Rows of the table of close codes: the code, and whether the peer may come back. */
const rows = [...docs.matchAll(/^\| (\d{4}) \|.*\| (yes|never|soon)\b[^|]*\|$/gm)].map(([, code, again]) => [
  Number(code),
  again,
])

describe('outcomes', () => {
  it('stand in docs/protocol.md as they are: every close code, and whether to come back', () => {
    expect(rows.map(([code]) => code).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Object.values(CloseCode)
        .filter((code) => code !== CloseCode.Normal && code !== CloseCode.GoingAway)
        .toSorted((a, b) => Number(a) - Number(b)),
    )
    for (const [code, again] of rows)
      expect([code, nextOfCloseCode(Number(code)) === 'final'], String(code)).toEqual([
        code,
        again === 'never',
      ])
  })

  it('mean the same to a recorder by socket and by POST [U7]', () => {
    for (const { status, closeCode, next } of Object.values(OUTCOMES)) {
      expect(outcomeOfStatus(status).next, String(status)).toBe(next)
      expect(nextOfCloseCode(closeCode), String(closeCode)).toBe(next)
    }
  })

  it('take what no error of ours is for a fault on the way', () => {
    for (const status of [302, 418, 502, 503]) expect(outcomeOfStatus(status).next).toBe('retry')
    expect(errorOfCloseCode(CloseCode.Restart)).toBeUndefined()
    expect(nextOfCloseCode(1006)).toBe('retry')
  })
})
