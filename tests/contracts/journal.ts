/** What every Journal must do. A host runs it on its own implementation. */
import { beforeEach, describe, expect, it } from 'vitest'
import { NO_TOTALS, withFrame, type Journal } from '../../src/room/journal.ts'
import { START } from '../support/clock.ts'
import { ANA, BEN, journalFrame } from '../support/frames.ts'

export interface JournalHost {
  /** The journal of a recording; the same id gives a journal of the same frames. */
  journal(recordingId: string): Journal | Promise<Journal>
}

/** @param open a host with nothing in it */
export const testJournal = (name: string, open: () => JournalHost | Promise<JournalHost>): void => {
  describe(`the journal contract on ${name}`, () => {
    let host: JournalHost
    let journal: Journal
    beforeEach(async () => {
      host = await open()
      journal = await host.journal('recording-1')
    })

    it('an empty journal has no tabs, no totals and no frames', async () => {
      expect(await journal.state()).toEqual({ tabs: [], totals: NO_TOTALS })
      expect(await journal.read(ANA, 1, 10)).toEqual([])
    })

    it('a frame comes back as it went, byte for byte', async () => {
      const frame = journalFrame(1, {
        encoding: 1,
        sentAt: START + 0.25,
        payload: Uint8Array.from({ length: 70_000 }, (_, index) => index % 256),
        facts: {
          events: 7,
          activityTime: START + 0.5,
          gapBefore: true,
          snapshot: true,
          firstTime: START - 0.125,
        },
      })
      await journal.append(frame)
      expect(await journal.read(ANA, 1, 10)).toEqual([frame])
    })

    it('[R01] a frame is there for everyone once its append has resolved', async () => {
      await journal.append(journalFrame(1))
      const again = await host.journal('recording-1')
      expect((await again.read(ANA, 1, 10)).map(({ seq }) => seq)).toEqual([1])
      expect((await again.state()).tabs[0]?.lastSeq).toBe(1)
    })

    it('appends resolve in the order of their calls', async () => {
      const resolved: number[] = []
      await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          journal.append(journalFrame(index + 1)).then(() => resolved.push(index + 1)),
        ),
      )
      expect(resolved).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    })

    it('[R03] a (tab, seq) that is there stays as it is, and is counted once', async () => {
      const first = journalFrame(1, { facts: { events: 5 } })
      await journal.append(first)
      await journal.append(journalFrame(1, { facts: { events: 9 }, payload: new Uint8Array([1]) }))
      expect(await journal.read(ANA, 1, 10)).toEqual([first])
      expect((await journal.state()).totals.eventCount).toBe(5)
    })

    it('[R03] the same frame twice at once is stored once', async () => {
      await Promise.all([journal.append(journalFrame(1)), journal.append(journalFrame(1))])
      expect(await journal.read(ANA, 1, 10)).toHaveLength(1)
    })

    it('frames are read in order of seq, from where one asks, at most as many, of one tab', async () => {
      for (const seq of [1, 2, 9, 10, 11])
        await journal.append(journalFrame(seq, { facts: { gapBefore: seq === 9 } }))
      await journal.append(journalFrame(3, { tab: BEN }))
      const seqs = async (from: number, limit: number) =>
        (await journal.read(ANA, from, limit)).map(({ seq }) => seq)
      expect(await seqs(1, 100)).toEqual([1, 2, 9, 10, 11])
      expect(await seqs(2, 2)).toEqual([2, 9])
      expect(await seqs(3, 2)).toEqual([9, 10])
      expect(await seqs(12, 2)).toEqual([])
    })

    it('the state tells where each tab stands, in the order in which they appeared', async () => {
      await journal.append(
        journalFrame(1, { tab: BEN, facts: { firstTime: START + 50, lastTime: START + 60, events: 2 } }),
      )
      await journal.append(journalFrame(1, { facts: { snapshot: true } }))
      await journal.append(journalFrame(2, { facts: { snapshot: true, lastTime: START + 5, events: 3 } }))
      await journal.append(journalFrame(3, { facts: { lastTime: START + 4 } }))
      expect((await journal.state()).tabs).toEqual([
        {
          tab: BEN,
          lastSeq: 1,
          lastSnapshotSeq: 0,
          firstTime: START + 50,
          lastTime: START + 60,
          eventCount: 2,
        },
        { tab: ANA, lastSeq: 3, lastSnapshotSeq: 2, firstTime: START, lastTime: START + 5, eventCount: 5 },
      ])
    })

    it('the totals are what a room had counted while the frames came', async () => {
      const frames = [
        journalFrame(1, { facts: { events: 4, pages: 1, snapshot: true, bytes: 900 } }),
        journalFrame(2, { facts: { clicks: 2, activityTime: START + 7, lastTime: START + 9 } }),
        journalFrame(1, {
          tab: BEN,
          facts: { firstTime: START - 5, errors: 1, failedRequests: 3, activityTime: START + 3 },
        }),
        journalFrame(3, { facts: { lastTime: START + 8 } }),
      ].map((frame, index) => ({ ...frame, receivedAt: START + index }))
      for (const frame of frames) await journal.append(frame)
      const counted = frames.reduce(
        (totals, { facts, receivedAt }) => withFrame(totals, facts, receivedAt),
        NO_TOTALS,
      )
      expect((await journal.state()).totals).toEqual(counted)
      expect(counted).toMatchObject({ eventCount: 7, lastActivityTime: START + 7, originTime: START })
    })

    it('recordings do not see each other, whatever their ids', async () => {
      const other = await host.journal('recording-1%')
      await journal.append(journalFrame(1))
      await other.append(journalFrame(5))
      expect((await journal.state()).tabs.map(({ lastSeq }) => lastSeq)).toEqual([1])
      await other.clear()
      expect(await other.read(ANA, 1, 10)).toEqual([])
      expect(await journal.read(ANA, 1, 10)).toHaveLength(1)
    })

    it('a cleared journal is as new', async () => {
      await journal.append(journalFrame(1))
      await journal.clear()
      expect(await journal.state()).toEqual({ tabs: [], totals: NO_TOTALS })
      await journal.append(journalFrame(1, { facts: { events: 2 } }))
      expect((await journal.state()).totals.eventCount).toBe(2)
    })
  })
}
