/** Bugs that are put in on purpose: a checker that does not find them checks nothing. */
import { patch, type Bug } from './bug.ts'
import { KEPT_BUGS } from './kept-bugs.ts'

export const BUGS: Bug[] = [
  {
    what: 'acks what is not durable yet',
    says: /is acked; safe are those up to/,
    patches: [
      patch('src/room/recorders.ts', 'tab.lastSeq = frame.seq', 'tab.storedSeq = tab.lastSeq = frame.seq'),
      patch(
        'src/room/conversations.ts',
        'else taken.durable.then(() => tell(peer, ackOf(state, seat.tab)), room.journalFailed)',
        'else { tell(peer, ackOf(state, seat.tab)); taken.durable.catch(room.journalFailed) }',
      ),
    ],
  },
  {
    what: 'drops what was sent and not acked when a connection ends',
    says: /is lost/,
    patches: [
      patch(
        'client/recorder/line/transport.ts',
        'if (connected) events.onDisconnected()',
        'if (connected) { events.onDisconnected(); outbox.ack(outbox.next - 1) }',
      ),
    ],
  },
  {
    what: 'sends again from one frame too late',
    says: /is lost/,
    patches: [
      patch('client/recorder/line/socket.ts', 'sending.sent = from - 1', 'sending.sent = from'),
      patch('client/recorder/line/socket.ts', 'sending.sent = outbox.from - 1', 'sending.sent = outbox.from'),
    ],
  },
  {
    what: 'takes frames twice',
    says: /are told to be stored|stored twice/,
    patches: [
      patch('src/room/recorders.ts', "if (frame.seq <= tab.lastSeq) return { kind: 'known' }", ''),
      patch(
        'src/room/recorders.ts',
        'if (frame.seq !== tab.lastSeq + 1 && !afterGap)',
        'if (frame.seq > tab.lastSeq + 1 && !afterGap)',
      ),
    ],
  },
  {
    what: 'takes frames that come too early',
    says: /without a mark/,
    patches: [
      patch('src/room/recorders.ts', 'if (frame.seq !== tab.lastSeq + 1 && !afterGap)', 'if (false)'),
      patch('client/recorder/line/socket.ts', 'sending.sent = outbox.from - 1', 'sending.sent = outbox.from'),
    ],
  },
  {
    what: 'goes on after its journal has failed',
    says: /without a mark|is acked; safe/,
    patches: [patch('src/room/room.ts', "    state.phase = 'asleep'\n    state.tabs.clear()\n", '')],
    from: 15,
  },
  {
    what: 'numbers the frames of a page anew',
    says: /is lost/,
    patches: [patch('client/recorder/tab/away.ts', 'next: outbox.next, open: false', 'open: false')],
  },
  {
    what: 'captures on after Stop',
    says: /leaves the page after Stop|came after the end/,
    patches: [
      patch(
        'client/recorder/tab/recording.ts',
        "if (life.phase === 'ended') return\n    thin(event)",
        'thin(event)',
      ),
    ],
  },
  {
    what: 'keeps what it could not send for after Stop',
    says: /on a way opened after Stop/,
    patches: [
      patch(
        'client/recorder/tab/life.ts',
        'if (transport()?.connected) outgoing.seal()',
        'if (transport()) outgoing.seal()',
      ),
      patch('client/recorder/tab/hear-server.ts', "if (life.phase === 'ended') outbox.clear()", ''),
    ],
    from: 19,
  },
  {
    what: 'leaves frames in the tab after Stop',
    says: /is left in the browser/,
    patches: [
      patch('client/recorder/tab/away.ts', 'if (ended) return\n    saveSpool', 'saveSpool'),
      patch('client/recorder/tab/life.ts', 'else outbox.clear()', ''),
    ],
    from: 84,
  },
  {
    what: 'does not tell the Stop again',
    says: /was told to stop, and the recording goes on/,
    patches: [
      patch(
        'client/recorder/line/mailbox.ts',
        "if (stop && !has('stop')) unsaid.push({ type: 'stop', reason: stop })",
        'if (false) {}',
      ),
    ],
    from: 980,
  },
  {
    what: 'gives each Stop out as the customer’s own',
    says: /it was stopped as/,
    patches: [
      patch(
        'client/recorder/tab/life.ts',
        "say({ type: 'stop', reason })",
        "say({ type: 'stop', reason: 'customer' })",
      ),
    ],
  },
  {
    what: 'goes on waiting for a tab that is back',
    says: /a page of it is there/,
    patches: [patch('src/room/gone-tabs.ts', '    state.absence = null\n  } else', '  } else')],
  },
  {
    what: 'marks no gap when the outbox is full',
    says: /is lost/,
    patches: [
      patch('client/recorder/tab/health.ts', "note('gap', detail)", ''),
      patch('src/room/recorders.ts', 'gapBefore: afterGap', 'gapBefore: false'),
    ],
    from: 258,
  },
  {
    what: 'rings without end for a socket that says nothing',
    says: /turns in circles/,
    patches: [patch('src/room/room.ts', 'peer.seat = { ...peer.seat, openedAt: now }', '')],
    from: 25,
  },
  {
    what: 'believes the customer’s clock',
    says: /ends as limit/,
    patches: [patch('client/recorder/tab/server-facts.ts', 'performance.now() + ahead', 'Date.now()')],
  },
  {
    what: 'sends a viewer nothing of what comes while it is sent the past',
    says: /a hole|a viewer has seen/,
    patches: [patch('src/room/viewers.ts', '    next = last.seq + 1\n', '    return\n')],
    from: 2_900,
  },
  ...KEPT_BUGS,
]
