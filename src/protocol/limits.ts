/**
 * Every number that bounds what a peer may send or a process may hold, each with its reason.
 * Sizes are bytes, times are milliseconds, unless the name says otherwise.
 */

/** WebSocket subprotocol; a change that old peers cannot read gets a new name. */
export const SUBPROTOCOL = 'casereel.v1'

/** Version inside hello messages and frames; equal to the subprotocol's. */
export const PROTOCOL_VERSION = 1

/** Largest frame on the wire. A Durable Object row holds 2 MB, so one frame always fits one row. */
export const MAX_FRAME_BYTES = 1_900_000

/** Largest frame after decompression: a 100,000-node snapshot is about 8 MB of JSON; a bomb is more. */
export const MAX_FRAME_JSON_BYTES = 24_000_000

/** Most objects and lists in a frame: its largest picture has 500,000. Empty ones take twenty times their bytes of memory. */
export const MAX_FRAME_CONTAINERS = 700_000

/** Deepest JSON nesting in a frame. The HTML parser caps element depth at 512 in Chromium; a node costs two levels. */
export const MAX_JSON_DEPTH = 1_400

/** Most events in one frame; a 250 ms batch of a mutation storm stays far below. */
export const MAX_EVENTS_PER_FRAME = 20_000

/** Largest text message on any socket: hello and commands are a few hundred bytes. */
export const MAX_TEXT_MESSAGE_BYTES = 16_384

/** Largest body of one HTTP upload: one full frame and its small neighbours. */
export const MAX_UPLOAD_BYTES = 4_000_000

/** Most tabs of one recording: a viewer's seat lists them, and a Durable Object keeps 16 KiB of a seat. */
export const MAX_TABS = 200

/**
 * Most that one recording may store, on the wire: eight hours at the 15 kB a second of a busy page are 430 MB. One that
 * is past it fills the disk of all others, by a fault of its page or on purpose.
 */
export const MAX_RECORDING_BYTES = 500_000_000

/** Sustained frames a second from one tab. The recorder sends at most 20 while watched. */
export const FRAME_RATE = 60

/** Frames a tab may send at once beyond the rate: the backlog after a lost connection. */
export const FRAME_BURST = 600

/** Sustained wire bytes a second from one tab, and the burst on top of it (a backlog of snapshots). */
export const BYTE_RATE = 4_000_000
export const BYTE_BURST = 40_000_000

/** What checking a frame costs, ms of a small office machine. Texts full of numbers take up to eight times as long: what is measured counts. */
export const CHECK_MS_PER_FRAME = 0.2
export const CHECK_MS_PER_EVENT = 0.01
export const CHECK_MS_PER_MB = 70
/** A recording may ask for a quarter of one processor, ms a second, and at once on top for a backlog of 100 MB of JSON. */
export const CHECK_RATE_MS = 250
export const CHECK_BURST_MS = 10_000
/** What is spent beyond that is waited for; a recorder that would wait longer comes again. */
export const CHECK_WAIT_MS = 2_000
/** What a room may hold that waits for its turn. Nothing is lost beside it: recorders keep what has no ack. */
export const MAX_WAITING_BYTES = 16_000_000
/** Text messages of a recording's recorders a second, and at once: each tab says a few as it comes and one a second. */
export const TEXT_RATE = 100
export const TEXT_BURST = 1_000
/** Frames in one upload (as many as a tab may send at once), and uploads of one recording that are held at once. */
export const MAX_UPLOAD_FRAMES = FRAME_BURST
export const MAX_UPLOADS_AT_ONCE = 8

/**
 * Sockets that recorders of one network open a second, and at once on top. After a restart everybody comes back within moments:
 * behind one address that may be a company with 200 recorded customers, three tabs each, some of which try twice.
 */
export const SOCKET_RATE = 20
export const SOCKET_BURST = 1_000

/** A socket that has not said hello by then is closed. */
export const HELLO_TIMEOUT_MS = 10_000

/** A viewer with more than this unsent is cut loose … */
export const VIEWER_BUFFER_HIGH_BYTES = 4_000_000
/** … and resynced with a fresh snapshot once its buffer has drained to this. */
export const VIEWER_BUFFER_LOW_BYTES = 200_000

/** Fresh snapshots are asked for at most this often, however many viewers join. */
export const SNAPSHOT_REQUEST_INTERVAL_MS = 1_000

/** A late viewer is served from the journal when the recorder has not answered by then. */
export const SNAPSHOT_PATIENCE_MS = 1_500

/** How often the recorder sends while nobody watches. With the time for writing it down, what a crash may lose: 250 ms. */
export const FLUSH_INTERVAL_MS = 200

/** How often it keeps what waits while nothing can be sent: writes grow with what waits, and may take longer. */
export const DRAFT_INTERVAL_MS = 150

/**
 * How often a second a hidden tab may do so at once, without waiting for timers that the browser slows down, and how often
 * more at first: as often as while somebody watches. Past it, what is captured waits for the slow timer.
 */
export const HIDDEN_RATE = 20
export const HIDDEN_BURST = 20

/** How often it sends while somebody watches: keeps a change on the viewer's screen within 150 ms. */
export const FLUSH_INTERVAL_WATCHED_MS = 50

/** A frame is cut once its events reach about this much JSON, so that compression never blocks a frame of animation. */
export const FRAME_TARGET_JSON_BYTES = 64_000

/** A fresh full snapshot is taken after this much time or JSON, so that a seek reads little (rrweb calls it a checkout). */
export const SNAPSHOT_INTERVAL_MS = 60_000
export const SNAPSHOT_JSON_BYTES = 1_000_000
/** But never more often than this: a snapshot of a large page costs the page 100 ms. */
export const SNAPSHOT_MIN_INTERVAL_MS = 30_000

/**
 * What following a page may cost it. The cost of a batch of changes is reckoned before rrweb looks at it (storm.ts), in
 * ms of a small office machine: a node that came about 9 µs, one that went 2 µs, any other change 3 µs.
 * One batch: below 50 ms nobody notices, from 100 ms on a click feels late (RAIL).
 */
export const BATCH_WORK_MS = 100
/** Or as much as a fresh picture would cost instead: for each element of the page, with the text in it. */
export const PICTURE_ELEMENT_MS = 0.012
/** All batches together: a fifth of the page's time … */
export const WORK_SHARE = 0.2
/** … with this much at once on top, as when a page builds itself up or a long list is scrolled. */
export const WORK_BURST_MS = 500

/** A storm is over when this long nothing came that was too much … */
export const CALM_MS = 500
/** … and twice as long each time it starts again within the longest of these waits, up to this. */
export const CALM_MOST_MS = 8_000
/** While it lasts, a fresh picture comes this often at most. */
export const STORM_SNAPSHOT_MS = 5_000

/** All full snapshots together may take this share of the page's time, with this many ms at once on top: one of 500 ms comes back after 10 to 17 s. */
export const SNAPSHOT_SHARE = 0.03
export const SNAPSHOT_BURST_MS = 200
/** Those that nobody waits for, only this: one of 500 ms once in 50 s. */
export const SNAPSHOT_CLOCK_SHARE = 0.01

/** Sustained entries a second from one page, and at once on top: a page that logs or asks in a loop must not fill the recording. The rest is counted. */
export const ENTRY_RATE = 200
export const ENTRY_BURST = 1_000
/** The console alone has half of it, so that a page that logs without end still tells of errors and requests. */
export const CONSOLE_RATE = 100
export const CONSOLE_BURST = 500

/** A segment is cut at this much on the wire even without a snapshot: whoever seals it may have 128 MB of memory (Workers). */
export const MAX_SEGMENT_BYTES = 16_000_000

/**
 * Recordings that one process seals at a time; the others wait, first come, first served. One alone leaves a core idle while
 * it waits for a disk or for zlib; each more takes the event loop, and memory, from those that are live.
 */
export const MAX_SEALING_AT_ONCE = 2

/** Unacked frames the recorder keeps in memory; beyond it the oldest are dropped and the gap is marked. */
export const OUTBOX_BYTES = 16_000_000

/**
 * What all tabs of a recording together keep on the customer's device; beyond it they keep frames in memory only. Twice a
 * tab's own, for a browser that is restarted in the middle of an outage, and little beside what a site may have.
 */
export const KEPT_BYTES = 32_000_000

/** A database of the browser that has not answered by then is taken to keep nothing: those of some browsers never do. */
export const DATABASE_PATIENCE_MS = 5_000

/** After the longest duration of a recording what was captured at its very end can still be delivered for so long. */
export const DELIVERY_MS = 86_400_000

/** What a page that is going away may hand to `fetch(…, {keepalive: true})` (Fetch standard: 64 KiB for all of them). */
export const KEEPALIVE_BYTES = 60_000

/** What a page that is going away may leave in sessionStorage for the next page, in UTF-16 code units. */
export const SPOOL_LENGTH = 2_000_000

/** A page whose first picture has not passed the gate by then is told to have none: what waits for it leaves with a blank page. */
export const PICTURE_DUE_MS = 5_000
/** Connected for so long, and nothing is stored: the customer and the agent are told. A first frame takes well under a second. */
export const NOT_STORED_MS = 8_000

/** Longest texts of one entry; what is longer is cut and marked with an ellipsis. */
export const MAX_ENTRY_TEXT = 4_000
/** A message comes to the gate with so much of it, and is cut after it is masked: half a secret has no shape. */
export const MAX_RAW_TEXT = 20_000
export const MAX_STACK_LENGTH = 6_000
export const MAX_CONSOLE_ARGS = 20
/** Longest text of one body of a request: its structure is worth reading, a whole download is not. */
export const MAX_BODY_TEXT = 20_000
/** A larger body is not read at all: to read it costs the page memory. */
export const MAX_BODY_BYTES = 150_000
export const MAX_LABEL_LENGTH = 80
export const MAX_URL_LENGTH = 2_048

/** Longest text of an audit entry's part: a name has at most 120 characters, a selector or an origin fits mostly. */
export const MAX_AUDIT_TEXT = 300

/** Largest report of a dry run: one row of D1 holds 2,000,000 bytes. */
export const MAX_DRY_RUN_BYTES = 1_500_000
/** Longest selector and longest text of one line in it; 5,000 ordinary lines stay below the report's size. */
export const MAX_DRY_RUN_SELECTOR = 600
export const MAX_DRY_RUN_TEXT = 300

/** Rules of what is masked or shown. The recorder asks each of them about each element that changes. */
export const MAX_PRIVACY_RULES = 200
export const MAX_SELECTOR_LENGTH = 300

/**
 * How soon after the accept the customer's page usually records: it loads, and its tag asks once. Past this the agent is
 * told what may keep it from that.
 */
export const STARTS_WITHIN_MS = 15_000

/** Reports of what a page could not record, for one recording: each is of another kind or page, and nobody reads more. */
export const MAX_TROUBLES = 30

/** Places that are told of a secret that came through, in a frame and in a recording; the rest is only counted. */
export const MAX_LEAK_PLACES_OF_FRAME = 100
export const MAX_LEAK_PLACES = 200

/** Elements whose boxes the recorder watches. Past this the ResizeObserver would cost a page more than it shows. */
export const MOST_BOXES = 5_000

/** Keyframes told of one animation that a script made. Springs are written out as hundreds; these many look the same. */
export const MOST_KEYFRAMES = 60

/** Linked style sheets whose text is read again, for what the browser's own rules leave out: more than a page has. */
export const MOST_SHEET_SOURCES = 100
/** Longest text of one, in UTF-16 code units: the largest bundles of frameworks have half of it. */
export const SHEET_SOURCE_LENGTH = 4_000_000
/** It comes from the browser's cache; what takes so long does not, and stays away. */
export const SHEET_SOURCE_MS = 5_000

/**
 * Codes that are sent by e-mail. Eight digits, five tries at each and three codes an hour: whoever guesses for a whole day
 * has 360 tries among 100 million.
 */
export const MAIL_CODE_DIGITS = 8
export const MAIL_CODE_TRIES = 5
/** Long enough for a slow mail server and a look into the spam folder. */
export const MAIL_CODE_LIFETIME_MS = 10 * 60_000
/** Most mail is there within a minute; a second press before that would only make the first code void. */
export const MAIL_CODE_WAIT_MS = 60_000
/** Codes within the window below: for one link, for one address over all links, and for the whole server, whose mail server has limits too. */
export const MAIL_CODE_WINDOW_MS = 3_600_000
export const MAIL_CODES_OF_LINK = 3
export const MAIL_CODES_OF_ADDRESS = 6
export const MAIL_CODES_OF_SERVER = 100
/** A mail server that does not answer by then is told as one that cannot be reached: somebody waits in front of a page. */
export const MAIL_TIMEOUT_MS = 8_000

/**
 * What one picture in the player may hold. Whoever watches must stay able to press End, so what a page asks a browser to
 * draw is counted first (client/player/budget). Pages that people make stay far below.
 */
/** Nodes: to build and lay out so many takes three seconds of an office machine; the largest pages of shops have 30,000. */
export const MOST_PICTURE_NODES = 120_000
/** UTF-16 code units of text: four times "War and Peace". A browser takes a second to lay out so much. */
export const MOST_PICTURE_TEXT = 12_000_000
/** Shapes that references in drawings (`use`, patterns, masks, markers) unfold to. 10,000 icons of 20 shapes are as many. */
export const MOST_COPIES = 200_000
/** Filter primitives in one drawing with its copies, each of which is painted by itself: a chart has a shadow for each bar. */
export const MOST_FILTERS = 1_500
/** Elements with filters inside each other: each filters all that is inside it once more. */
export const MOST_STACKED_FILTERS = 20
/** Where a page is deeper than this, filters in its style sheets are dropped: they may be stacked as deep. */
export const MOST_FILTER_DEPTH = 100
/** Animations that run at a time. A confetti effect has 200. */
export const MOST_ANIMATIONS = 1_000
/** Columns that `colspan` and `span` ask for in all tables together. */
export const MOST_SPANNED_COLUMNS = 100_000

/** In one style rule: brackets inside each other (parsers recurse), and rules inside each other. */
export const MOST_CSS_DEPTH = 40
export const MOST_CSS_RULE_DEPTH = 12
/** How often nested `&` of one rule multiply: each level doubles what a selector has to try. */
export const MOST_CSS_PARENTS = 64
/** Items of one declaration: pixel art with shadows has 1,000. Of animations and of filters nobody lists so many. */
export const MOST_CSS_LAYERS = 1_500
export const MOST_CSS_ANIMATIONS = 50
export const MOST_CSS_FILTERS = 12
/** Shadows and backgrounds in all long lists together. */
export const MOST_CSS_LAYERS_IN_ALL = 20_000
/** Characters that one custom property unfolds to; Chromium stops at 65,536 tokens, and does so for each element. */
export const MOST_CSS_UNFOLDED = 50_000
/** Rows or columns of one grid, and columns of text. */
export const MOST_CSS_TRACKS = 10_000
export const MOST_CSS_COLUMNS = 1_000
/** Style rules: the largest sites have 30,000. */
export const MOST_CSS_RULES = 200_000
/**
 * Rules that a browser tries on every element (they end in no class or id), times elements; rules with `:has()`, times
 * elements; and rules of the former kind with `~`, times the square of the longest row of siblings. Two seconds each.
 */
export const MOST_CSS_TRIES = 100_000_000
export const MOST_CSS_HAS = 20_000_000
export const MOST_CSS_SIBLINGS = 2_000_000_000
