/** What every Database must do, and what the guarded statements of src/store promise on it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { HOUR } from '../../src/domain/clock.ts'
import { insertFirstOwner, insertSignInLink, listAgents, takeSignInLink } from '../../src/store/agents.ts'
import { listEvents } from '../../src/store/chained-events.ts'
import type { Database } from '../../src/store/database.ts'
import {
  deleteEntries,
  insertEntries,
  readEntries,
  sealEntries,
  type PlacedEntry,
} from '../../src/store/entries.ts'
import { findLink, findLinkByShortId, findShortId, insertLink, markRevoked } from '../../src/store/links.ts'
import {
  expireCode,
  findNewestCode,
  insertMailCode,
  sweepMailCodes,
  takeTry,
  useCode,
} from '../../src/store/mail-codes.ts'
import { claimRecording, endRecording, findRecording, insertRecording } from '../../src/store/recordings.ts'
import { insertSegment, listSegments } from '../../src/store/segments.ts'
import { insertCase } from '../../src/store/support-cases.ts'
import { useOnce } from '../../src/store/used-tokens.ts'
import { storeAcceptance, storeRefusal } from '../support/answers.ts'
import {
  ORIGIN,
  storedLink,
  storedShortId,
  storedRecording,
  storedSegment,
  SUPPORT_CASE,
} from '../support/rows.ts'
import { START } from '../support/clock.ts'
import { ANA, pageEntry } from '../support/frames.ts'
import { anyCipher } from '../support/keys.ts'

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

    it('entries go in by the hundred, with any text, sealed, and come back in order of time', async () => {
      const cipher = await anyCipher()('recording-1')
      const placed = Array.from({ length: 350 }, (_, index): PlacedEntry => ({
        id: `${ANA}:1:${index}`,
        tab: ANA,
        timestamp: START + 350 - index + 0.5,
        entry: pageEntry(`https://shop.example/'"\\%_\u2028🦊${'x'.repeat(2_000)}${index}`),
      }))
      const parts = await sealEntries(cipher, storedSegment(1), placed)
      expect(parts).toHaveLength(2)
      for (const _ of ['written', 'written again']) {
        await database.batch(parts.map((part) => insertEntries(database, part)))
      }
      expect(await readEntries(database, cipher, 'recording-1')).toEqual({
        placed: placed.toReversed(),
        damaged: [],
      })
      await database.batch([deleteEntries(database, 'recording-1')])
      expect(await readEntries(database, cipher, 'recording-1')).toEqual({ placed: [], damaged: [] })
    })

    it('entries that cannot be packed fit a value all the same, and open in their own place only', async () => {
      const cipher = await anyCipher()('recording-1')
      const noise = (): string =>
        Array.from(crypto.getRandomValues(new Uint16Array(30_000)), (unit) =>
          String.fromCodePoint(0x4e00 + (unit % 20_000)),
        ).join('')
      const placed = Array.from({ length: 14 }, (_, index): PlacedEntry => ({
        id: `${ANA}:1:${index}`,
        tab: ANA,
        timestamp: START + index,
        entry: pageEntry(noise()),
      }))
      const [first, second] = await sealEntries(cipher, storedSegment(1), placed)
      if (!first || !second) throw new Error('There should be two parts.')
      await database.batch([insertEntries(database, first), insertEntries(database, second)])
      expect(await readEntries(database, cipher, 'recording-1')).toEqual({ placed: placed, damaged: [] })
      await database.batch([deleteEntries(database, 'recording-1')])
      await database.batch([insertEntries(database, { ...first, sealed: second.sealed })])
      const { sealed: _, ...place } = first
      expect(await readEntries(database, cipher, 'recording-1')).toEqual({ placed: [], damaged: [place] })
    })

    it('[R15] parts of a segment that are gone are named, also where none is left', async () => {
      const cipher = await anyCipher()('recording-1')
      const segment = storedSegment(1)
      await database.batch([insertSegment(database, segment)])
      const read = async () => (await readEntries(database, cipher, 'recording-1')).damaged
      const { recordingId, tab, firstSeq } = segment
      const gone = (part: number) => ({ recordingId, tab, firstSeq, part })
      expect(await read()).toEqual([gone(0)])
      const parts = await sealEntries(cipher, segment, [])
      expect(parts).toHaveLength(1)
      await database.batch(parts.map((part) => insertEntries(database, part)))
      expect(await read()).toEqual([])
    })

    it('a link is found by the hash of its short id, and one without a short id is not stored', async () => {
      await insertLink(database, storedLink(), storedShortId())
      expect(await findShortId(database, 'link-1')).toMatchObject(storedShortId())
      const { idHash, kid } = storedShortId()
      expect(await findLinkByShortId(database, idHash)).toEqual({ link: storedLink(), kid })
      expect(await findLinkByShortId(database, idHash.toUpperCase())).toBeNull()
      // The id is taken: nothing of the second link is there afterwards.
      await expect(insertLink(database, storedLink({ id: 'link-2' }), storedShortId())).rejects.toThrow()
      expect(await findLink(database, 'link-2')).toBeNull()
    })

    // Whoever loses a place in the chain tries again, so that many winners mean many rounds.
    it.each([
      [50, 1],
      [12, 4],
    ])(
      '[T03] of %i who accept a link for %i at once, exactly so many get a recording, each with its consent',
      async (callers, maxUses) => {
        await insertLink(database, storedLink({ maxUses }), storedShortId())
        expect(await winners(callers, (index) => storeAcceptance(database, index))).toBe(maxUses)
        expect((await findLink(database, 'link-1'))?.link).toMatchObject({ uses: maxUses, openedAt: START })
        const events = await listEvents(database, 'consent', 0, 100)
        expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: maxUses }, (_, index) => index + 1))
      },
    )

    it.each([
      ['expired', storedLink({ expiresAt: START })],
      ['revoked', storedLink({ revokedAt: START - 1 })],
      ['declined', storedLink({ declinedAt: START - 1 })],
    ])('[T03] nobody accepts or declines a link that is %s', async (_, link) => {
      await insertLink(database, link, storedShortId())
      expect(await storeAcceptance(database, 1)).toBe(false)
      await storeRefusal(database)
      expect((await findLink(database, 'link-1'))?.link).toEqual(link)
      expect(await listEvents(database, 'consent', 0, 100)).toEqual([])
    })

    it('of 50 who revoke a link at once one is the first, and of 50 who decline one is logged', async () => {
      await insertLink(database, storedLink(), storedShortId())
      await Promise.all(Array.from({ length: 50 }, () => storeRefusal(database)))
      expect((await listEvents(database, 'consent', 0, 100)).map((event) => event.name)).toEqual(['declined'])
      expect((await findLink(database, 'link-1'))?.link.declinedAt).toBe(START)
      expect(await winners(50, () => markRevoked(database, 'link-1', START))).toBe(1)
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
      await insertLink(database, storedLink(), storedShortId())
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
      await insertLink(database, storedLink(), storedShortId())
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

    it('of 50 who send a code to a link at once one does, 5 of 50 tries are looked at, and one uses it', async () => {
      await insertLink(database, storedLink(), storedShortId())
      const code = {
        linkId: 'link-1',
        kid: 'key-1',
        mac: new Uint8Array([1, 2, 3]),
        sentAt: START,
        expiresAt: START + HOUR,
      }
      const send = () => insertMailCode(database, code, 'ana@example.com')
      expect(await winners(50, send)).toBe(1)
      expect(await findNewestCode(database, 'link-1')).toMatchObject({ ...code, tries: 0, usedAt: null })
      expect(await winners(50, () => takeTry(database, 'link-1', START))).toBe(5)
      const id = (await findNewestCode(database, 'link-1'))?.id ?? 0
      expect(await winners(50, () => useCode(database, id, START))).toBe(1)
      await sweepMailCodes(database, START + HOUR)
      expect(await findNewestCode(database, 'link-1')).toMatchObject({ id, usedAt: START })
      await sweepMailCodes(database, START + HOUR + 1)
      expect(await findNewestCode(database, 'link-1')).toBeNull()
      // One that did not leave cannot be tried.
      await expireCode(database, (await send()) ?? 0)
      expect(await takeTry(database, 'link-1', START)).toBeNull()
    })
  })
}
