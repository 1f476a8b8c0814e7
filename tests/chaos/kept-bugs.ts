/** Bugs in what keeps frames on the device, and in those who come for them. */
import { patch, type Bug } from './bug.ts'

const KEPT = 'client/recorder/outbox/kept'

export const KEPT_BUGS: Bug[] = [
  {
    what: 'leaves on the device what is stored',
    says: /still on the device/,
    patches: [patch(`${KEPT}/keeper.ts`, 'store.delete(IDBKeyRange.bound(keyOf(0), keyOf(acked)))', '')],
  },
  {
    what: 'comes for what a tab has left that is still there',
    says: /is lost/,
    patches: [
      patch(
        'client/recorder/line/rescue.ts',
        '{ ifAvailable: true },\n            (lock) => lock && rescue(tab)',
        "{ mode: 'shared' },\n            () => rescue(tab)",
      ),
    ],
    from: 80,
  },
  {
    what: 'comes before the next page of a tab can',
    says: /is lost/,
    patches: [patch('client/recorder/line/rescue.ts', ' && !hasJustLeft(tab)', '')],
    from: 460,
  },
  {
    what: 'knows of the last tab only that it has just left',
    says: /is lost/,
    patches: [patch(`${KEPT}/left.ts`, ',${read()}`', '`')],
    from: 143,
  },
  {
    what: 'never comes for what was left by a tab that crashed',
    says: /is lost/,
    patches: [patch('client/recorder/line/rescue.ts', 'lock && rescue(tab)', 'lock')],
  },
  {
    what: 'does not wait for what the page before has kept',
    says: /is lost/,
    patches: [patch('client/recorder/tab/keeping.ts', 'outbox().adopt(frames)', '')],
  },
  {
    what: 'forgets that a page has kept something, while the next one reads it',
    says: /still on the device|is lost/,
    patches: [patch(`${KEPT}/keeper.ts`, 'loading() || !!(', '!!(')],
    from: 2_940,
  },
  {
    what: 'takes what other tabs have kept for its own',
    says: /is lost/,
    patches: [
      patch(
        `${KEPT}/keeper.ts`,
        'store.getAll(framesOf(recording, tab))',
        'store.getAll(framesOf(recording))',
      ),
      patch(`${KEPT}/seal.ts`, 'place.join()', "'anywhere'"),
    ],
    from: 15,
  },
  {
    what: 'leaves what it has kept on the device after Stop',
    says: /left on the device after the end/,
    patches: [
      patch('client/recorder/tab/keeping.ts', 'void removeKept(database, recording)', ''),
      patch('client/recorder/tab/deliver-stop.ts', 'void removeKept(createDatabase(), recording)', ''),
    ],
  },
  {
    what: 'removes what is kept of other recordings as well',
    says: /of another recording was touched/,
    patches: [patch('client/recorder/line/rescue.ts', 'if (due < Date.now())', 'if (of !== recording)')],
  },
  {
    what: 'leaves on the device what nobody needs any more',
    says: /nobody needs any more/,
    patches: [patch('client/recorder/line/rescue.ts', 'if (due < Date.now())', 'if (due < 0)')],
  },
  {
    what: 'believes the customer’s clock about when it wrote last',
    says: /is lost/,
    patches: [patch(`${KEPT}/keeper.ts`, 'performance.now()', 'Date.now()')],
    from: 254,
  },
  {
    what: 'believes that a tab has left in the future',
    says: /is lost/,
    patches: [
      patch(
        `${KEPT}/left.ts`,
        "Math.abs(Date.now() - parseInt(read()?.split(`${tab} `)[1] ?? ''))",
        "Date.now() - parseInt(read()?.split(`${tab} `)[1] ?? '')",
      ),
    ],
    from: 37,
  },
  {
    what: 'keeps the first picture only once something follows it',
    says: /is lost/,
    patches: [patch('client/recorder/tab/outgoing.ts', 'follows.\n      nudge()', 'follows.')],
  },
  {
    what: 'keeps what nobody can come for, for want of locks',
    says: /is lost/,
    patches: [patch('client/recorder/tab/keeping.ts', 'own.stop()\n          fail(error)', 'fail(error)')],
    from: 1_858,
  },
  {
    what: 'tells each time that it keeps nothing',
    says: /times that it keeps nothing/,
    patches: [patch('client/recorder/tab/watch-health.ts', 'detail, state.now.memoryOnly', 'detail')],
  },
  {
    what: 'does not tell that it keeps nothing',
    says: /the agent was not told/,
    patches: [patch('client/recorder/tab/health.ts', "note('memory-only', detail)", '{}')],
    from: 49,
  },
]
