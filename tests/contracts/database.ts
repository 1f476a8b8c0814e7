/** What every Database must do, and what the guarded statements of src/store promise on it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { HOUR } from '../../src/domain/clock.ts'
import { insertFirstOwner, insertSignInLink, listAgents, takeSignInLink } from '../../src/store/agents.ts'
import type { Database } from '../../src/store/database.ts'
import { deleteEntries, insertEntries, listEntries, type PlacedEntry } from '../../src/store/entries.ts'
import { findLink, insertLink, markDeclined, markRevoked, takeUse } from '../../src/store/links.ts'
import { claimRecording, endRecording, findRecording, insertRecording } from '../../src/store/recordings.ts'
import { insertSegment, listSegments } from '../../src/store/segments.ts'
import { insertCase } from '../../src/store/support-cases.ts'
import { useOnce } from '../../src/store/used-tokens.ts'
import { ORIGIN, storedLink, storedRecording, storedSegment, SUPPORT_CASE } from '../support/rows.ts'
import { START } from '../support/clock.ts'
import { ANA, pageEntry } from '../support/frames.ts'

/** How many of `count` callers at once were told yes. */
const winners = async (count: number, call: (index: number) => Promise<unknown>): Promise<number> =>
  (await Promise.all(Array.from({ length: count }, (_, index) => call(index)))).filter(Boolean).length

/** @param open a migrated database with nothing in it */
export const testDatabase = (name: string, open: () => Database | Promise<Database>): void => {
  describe(`the database contract on ${name}`, () => {
    let database: Database
    beforeEach(async () => {
      database = await open()
      await insertCase(database, SUPPORT_CASE)
    })

    it('a batch writes all of its queries', async () => {
      await database.batch([
        insertSegment(database, storedSegment(1)),
        insertSegment(database, storedSegment(2)),
      ])
      expect(await listSegments(database, 'recording-1')).toEqual([storedSegment(1), storedSegment(2)])
    })

    it('a batch of which one query fails writes nothing', async () => {
      // The second has no time, which the table does not take.
      const broken = { ...storedSegment(2), firstTime: null as unknown as number }
      const batch = database.batch([
        insertSegment(database, storedSegment(1)),
        insertSegment(database, broken),
      ])
      await expect(batch).rejects.toThrow()
      expect(await listSegments(database, 'recording-1')).toEqual([])
    })

    it('a batch can be repeated: what is there stays as it is', async () => {
      await database.batch([insertSegment(database, storedSegment(1))])
      await database.batch([insertSegment(database, { ...storedSegment(1), bytes: 999 })])
      expect(await listSegments(database, 'recording-1')).toEqual([storedSegment(1)])
    })

    it('entries go in by the hundred, with any text, and come back in order of time', async () => {
      const placed = Array.from({ length: 150 }, (_, index): PlacedEntry => ({
        id: `${ANA}:1:${index}`,
        tab: ANA,
        timestamp: START + 150 - index + 0.5,
        entry: pageEntry(`https://shop.example/'"\\%_\u2028🦊${'x'.repeat(2_000)}${index}`),
      }))
      await database.batch([insertEntries(database, 'recording-1', placed)])
      await database.batch([insertEntries(database, 'recording-1', placed)])
      expect(await listEntries(database, 'recording-1')).toEqual(placed.toReversed())
      await database.batch([deleteEntries(database, 'recording-1')])
      expect(await listEntries(database, 'recording-1')).toEqual([])
    })

    it.each([1, 7])(
      '[T03] of 50 who take a use of a link for %i at once, exactly so many get it',
      async (maxUses) => {
        await insertLink(database, storedLink({ maxUses }))
        expect(await winners(50, () => takeUse(database, 'link-1', START))).toBe(maxUses)
        expect((await findLink(database, 'link-1'))?.link).toMatchObject({ uses: maxUses, openedAt: START })
      },
    )

    it.each([
      ['expired', storedLink({ expiresAt: START })],
      ['revoked', storedLink({ revokedAt: START - 1 })],
      ['declined', storedLink({ declinedAt: START - 1 })],
    ])('[T03] nobody takes a use of a link that is %s', async (_, link) => {
      await insertLink(database, link)
      expect(await takeUse(database, 'link-1', START)).toBe(false)
      expect((await findLink(database, 'link-1'))?.link.uses).toBe(0)
    })

    it('of 50 who revoke or decline a link at once, one of each is the first', async () => {
      await insertLink(database, storedLink())
      expect(await winners(50, () => markRevoked(database, 'link-1', START))).toBe(1)
      expect(await winners(50, () => markDeclined(database, 'link-1', START))).toBe(1)
    })

    it('[T39] of 50 set-ups at once one makes the owner', async () => {
      const made = await winners(50, (index) =>
        insertFirstOwner(database, {
          id: `agent-${index}`,
          name: 'Maria',
          email: `maria${index}@northwind.example`,
          role: 'owner',
          createdAt: START,
          disabledAt: null,
        }),
      )
      expect([made, (await listAgents(database)).length]).toEqual([1, 1])
    })

    it('of 50 who use a sign-in link at once one gets in, and a newer link voids the older', async () => {
      await insertSignInLink(database, { tokenHash: 'old', agentId: null, expiresAt: START + HOUR })
      await insertSignInLink(database, { tokenHash: 'new', agentId: null, expiresAt: START + HOUR })
      expect(await takeSignInLink(database, 'old', START)).toBe(false)
      expect(await winners(50, () => takeSignInLink(database, 'new', START))).toBe(1)
    })

    it('[T17] of 50 who use a one-time token at once one is admitted', async () => {
      expect(await winners(50, () => useOnce(database, 'ticket-1', START + HOUR))).toBe(1)
    })

    it('of 50 who claim a code at once one gets the recording, and only from its origin', async () => {
      await insertLink(database, storedLink())
      await insertRecording(database, storedRecording(), {
        codeHash: 'code',
        codeExpiresAt: START + HOUR,
        customerHash: 'customer',
      })
      const claim = (origin: string, now = START) =>
        claimRecording(database, { codeHash: 'code', origin, now })
      expect(await claim('https://evil.example')).toBeNull()
      expect(await claim(ORIGIN, START + HOUR)).toBeNull()
      expect(await winners(50, () => claim(ORIGIN))).toBe(1)
      expect(await findRecording(database, 'recording-1')).toMatchObject({ state: 'live', startedAt: START })
    })

    it('of 50 who end a recording at once one does, and the first reason stays', async () => {
      await insertLink(database, storedLink())
      await insertRecording(database, storedRecording(), {
        codeHash: 'c',
        codeExpiresAt: 0,
        customerHash: 'x',
      })
      expect(
        await winners(50, () => endRecording(database, 'recording-1', { reason: 'idle', now: START })),
      ).toBe(1)
      await endRecording(database, 'recording-1', { reason: 'agent', now: START + 1 })
      expect(await findRecording(database, 'recording-1')).toMatchObject({
        endReason: 'idle',
        endedAt: START,
      })
    })
  })
}
