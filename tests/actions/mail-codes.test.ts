/** Codes by e-mail go when their time is over, by the sweep, and with a recording that is past its retention time. */
import { expect, it } from 'vitest'
import { sweep } from '../../src/actions/sweep.ts'
import { DAY, HOUR, MINUTE } from '../../src/domain/clock.ts'
import { insertMailCode } from '../../src/store/mail-codes.ts'
import { createActions } from '../support/actions.ts'

const codeFrom = (sentAt: number) => ({
  linkId: 'link-1',
  kid: 'key-1',
  mac: new Uint8Array([1]),
  sentAt,
  expiresAt: sentAt + 10 * MINUTE,
})

it('a code is forgotten by the sweep once it counts towards no limit', async () => {
  const { deps, clock, rows } = await createActions()
  await insertMailCode(deps.database, codeFrom(clock.now()), 'ana@example.com')
  clock.advance(HOUR)
  await sweep(deps)
  expect(rows('mail_codes')).toBe(1)
  clock.advance(MINUTE)
  await sweep(deps)
  expect(rows('mail_codes')).toBe(0)
})

it('and with the recording of its link, when that is past its retention time', async () => {
  const { deps, clock, rows, recording } = await createActions()
  const retentionDays = 1
  await recording({
    state: 'ended',
    endedAt: clock.now(),
    endReason: 'customer',
    sealedAt: clock.now(),
    retentionDays,
  })
  clock.advance(DAY + MINUTE)
  // Sent just now, so that the sweep of old codes leaves it.
  await insertMailCode(deps.database, codeFrom(clock.now()), 'ana@example.com')
  await sweep(deps)
  expect([rows('recordings'), rows('mail_codes')]).toEqual([0, 0])
})
