import { DrizzleQueryError } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { createLog, type LogFormat } from '../src/log.ts'

const linesOf = (format: LogFormat, write: (log: ReturnType<typeof createLog>) => void): string[] => {
  const lines: string[] = []
  write(createLog((line) => lines.push(line), format))
  return lines
}

const FAILED = new DrizzleQueryError(
  'insert into support_cases values (?, ?)',
  ['Ana Canary', 'ana@canary.example'],
  new Error('UNIQUE constraint failed: support_cases.id'),
)

describe('a line of the log', () => {
  it('for a collector is one JSON object', () => {
    const [line = ''] = linesOf('json', (log) =>
      log('error', 'It failed.', new Error('disk\nfull'), { recording: 'rec-1', ms: 12 }),
    )
    const { time, stack, ...rest } = JSON.parse(line) as Record<string, unknown>
    expect(Date.parse(String(time))).toBeGreaterThan(0)
    expect(stack).toMatch(/^ +at /)
    expect(rest).toEqual({
      level: 'error',
      message: 'It failed.',
      recording: 'rec-1',
      ms: 12,
      error: 'disk\nfull',
    })
    expect(line).not.toContain('\n')
  })

  it('for a person is a sentence, with what it is about behind it', () => {
    const lines = linesOf('text', (log) => log('info', 'A recording ended.', undefined, { reason: 'idle' }))
    expect(lines).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z info {2}A recording ended\. reason=idle$/),
    ])
  })

  it('cannot be forged by what is told in it', () => {
    const forged = 'x\n2026-11-20T14:00:00.000Z info  All is well.\u001b[2J'
    const [line = ''] = linesOf('text', (log) =>
      log('warn', 'Refused.', new Error(forged), { reason: forged }),
    )
    expect(line).not.toMatch(/\p{Cc}/u)
  })

  it.each(['json', 'text'] as const)(
    '[T06] in %s tells why a query failed, and none of its values',
    (format) => {
      const [line = ''] = linesOf(format, (log) => log('error', 'A request failed.', FAILED))
      expect(FAILED.message).toContain('ana@canary.example')
      expect(line).toContain('UNIQUE constraint failed')
      expect(line).toContain('insert into support_cases')
      expect(line).not.toMatch(/canary/i)
    },
  )
})
