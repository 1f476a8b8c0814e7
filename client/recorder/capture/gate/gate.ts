/**
 * The gate: the one function between every source and the outbox. rrweb's events and all entries pass it, once.
 * It drops what may not leave, masks what may not be read, and cuts every address. What it does not know, it masks.
 */
import { entryOf, type ElementLabel } from '../../../../src/protocol/entries.ts'
import { EventType, type RecordedEvent } from '../../../../src/protocol/events.ts'
import {
  NO_RULES,
  type CaptureScope,
  type PrivacyPreset,
  type PrivacyRules,
} from '../../../../src/protocol/privacy.ts'
import { redactUrl } from '../../../../src/protocol/redact.ts'
import { localNameOf } from '../../ground/dom.ts'
import { describeFault, faultWords, noteFault } from '../../ground/faults.ts'
import { all, guarded, type Stop } from '../../ground/guard.ts'
import { isCommonAttribute } from './attribute-kinds.ts'
import { createAttributes } from './attributes.ts'
import { createCss } from './css.ts'
import { describeElement } from './element-label.ts'
import { createEntries } from './entries.ts'
import { chosenIn, createFields, isTyped } from './fields.ts'
import { readMarks, type Marks } from './marks.ts'
import { maskField } from './mask.ts'
import { createJoinedTexts } from './joined-texts.ts'
import { createLooks } from './looks.ts'
import { createMissed } from './missed.ts'
import { createChanges } from './mutation.ts'
import { createNames } from './names.ts'
import { blankPage, type Serialized } from './nodes.ts'
import { createPatience } from './patience.ts'
import { createRegions, isClosed } from './regions.ts'
import { createInOrder, type InOrder } from './in-order.ts'
import { createReveal } from './reveal.ts'
import { createSecretFields } from './secret-fields.ts'
import { createSeen } from './seen.ts'
import { createSights } from './sights.ts'
import { createSuspects } from './suspects.ts'
import { createTree, type Judge } from './tree.ts'
import { createTypedTexts } from './typed-texts.ts'

export interface GateOptions {
  privacy: PrivacyPreset
  rules: PrivacyRules
  scopes: readonly CaptureScope[]
  /** The DOM node behind an id of rrweb's mirror. */
  nodeOf: (id: number) => Node | null
  /** A rule cannot be read, or the gate itself failed: everything is masked from now on. Called once. */
  onRulesFailed: (detail: string) => void
  /** A style sheet speaks of names that were left out of the picture: a fresh one would look better. */
  onStale?: () => void
}

export interface Gate {
  /** The event as it may leave, changed in place; undefined when it may not. Whether new texts are seen is looked at now. */
  (event: RecordedEvent): RecordedEvent | undefined
  /** For rrweb, which leaves out what is inside. */
  readonly blockSelector: string
  /** For rrweb's `maskInputFn`; every kind of field comes here. */
  maskInput: (text: string, field: Element) => string
  /** What an entry tells of an element. */
  describe: (element: Element) => ElementLabel
  /** Takes notice of changes that are not told, until the next full snapshot. */
  miss: (records?: readonly MutationRecord[]) => void
  /**
   * The same for all that a page brings, at the page's own pace: what leaves is handed on in the order in which it came,
   * once the browser has said of its new texts whether they are seen, or by `flush`.
   * @param turns how long an answer is waited for (in-order.ts)
   */
  inOrder: (deliver: (event: RecordedEvent) => void, turns?: number) => Pick<InOrder, 'push' | 'flush'>
  /** Lets text through once it is seen. `push` leads through the gate again. */
  reveal: (push: (event: RecordedEvent) => void) => Stop
  /** For the dry run: the parts that judge. */
  readonly judge: Judge
}

/** A snapshot costs the page something: those that a style sheet asks for come in their own time. */
const SETTLE_MS = 250
const STALE_MS = 10_000

/** Runs `work` once for many calls, a moment after the first and not often. */
const later = (work: () => void): (() => void) => {
  let next = 0
  let waits = false
  const run = guarded(() => {
    waits = false
    next = Date.now() + STALE_MS
    work()
  })
  return () => {
    if (waits) return
    waits = true
    setTimeout(run, Math.max(SETTLE_MS, next - Date.now()))
  }
}

const marksOf = (rules: PrivacyRules): { marks: Marks; failure?: string } => {
  try {
    return { marks: readMarks(rules) }
  } catch (error) {
    return { marks: readMarks(NO_RULES), failure: String(error) }
  }
}

export const createGate = (options: GateOptions): Gate => {
  const { rules, scopes, nodeOf, onRulesFailed } = options
  const { marks, failure } = marksOf(rules)
  const picture = scopes.includes('picture')

  const stale = later(() => options.onStale?.())
  const names = createNames(stale)
  const looks = createLooks((name) => {
    if (begun && (isCommonAttribute(name) || names.isLeftOut(name))) stale()
  })
  const suspects = createSuspects()
  const css = createCss(names, suspects, looks)
  const secrets = createSecretFields()
  const typed = createTypedTexts()
  const fields = createFields(secrets, typed)
  const attributes = createAttributes(css, names, looks, fields)
  const seen = createSeen(suspects)
  const regions = createRegions(options.privacy, marks, secrets)
  const judge: Judge = { regions, seen, css, names, fields, attributes }
  const joined = createJoinedTexts(typed)
  const patience = createPatience()
  const sights = createSights({
    seen,
    regions,
    onHidden: (id) => reveal.add(id),
    onRound: joined.turn,
    onAnswered: () => {
      reveal.tell()
      queue?.release()
    },
    isTired: patience.isOver,
    spend: patience.spend,
  })
  const reveal = createReveal({ nodeOf, ask: sights.askAgain })
  let queue: InOrder | undefined
  const tree = createTree({ ...judge, nodeOf, sights, joined, typed })
  const change = createChanges({ ...judge, tree, nodeOf })
  const notice = createMissed(judge, marks)
  let passEntry = createEntries({ ...options, typed })
  let failed = false
  /** A picture was taken: what a style sheet comes to ask for was not in it. */
  let begun = false

  /** Fails closed: whatever comes is masked as if all of the page were private. */
  const fail = (detail: string): void => {
    if (failed) return
    failed = true
    regions.close()
    passEntry = createEntries({ privacy: 'strict', scopes, typed })
    // Not before whoever made this gate can use it.
    queueMicrotask(() => onRulesFailed(detail))
  }
  if (failure !== undefined) fail(failure)

  /** The title that a page has is the text of its first `<title>`. */
  const isTitlePrivate = (): boolean => {
    const title = document.querySelector('title')
    return title !== null && isClosed(regions.ofText(title.firstChild, regions.of(title)))
  }

  const pass = (event: RecordedEvent): RecordedEvent | undefined => {
    switch (event.type) {
      case EventType.Meta: {
        const data = event.data as { href: string }
        data.href = typed.maskPath(redactUrl(data.href))
        return event
      }
      case EventType.FullSnapshot: {
        const data = event.data as { node: Serialized; initialOffset: unknown }
        if (!picture) {
          data.node = blankPage()
          data.initialOffset = { left: 0, top: 0 }
          return event
        }
        reveal.clear()
        sights.begin()
        suspects.doubt(false)
        names.begin()
        begun = false
        sights.isInSnapshot = true
        tree.node(data.node, regions.page(document), false)
        tree.settle()
        sights.isInSnapshot = false
        begun = true
        return event
      }
      case EventType.IncrementalSnapshot: {
        if (!picture) return undefined
        reveal.wake()
        return change(event.data as { source: number }) ? event : undefined
      }
      case EventType.Custom: {
        const entry = entryOf(event)
        if (entry?.kind === 'page' && isTitlePrivate()) entry.title = ''
        return entry && passEntry(entry) ? event : undefined
      }
      case EventType.DomContentLoaded:
      case EventType.Load:
        event.data = {}
        return event
      default:
        return undefined
    }
  }

  /** What was known of the page a moment ago may be wrong by now. */
  const turn = (): void => {
    regions.turn()
    joined.turn()
    seen.turn()
  }

  const failBy = (error: unknown): void => fail(faultWords(describeFault(error, 'privacy gate')))
  /** What was dropped, later changes build on. */
  const mend = later(() => options.onStale?.())

  const gate = (event: RecordedEvent): RecordedEvent | undefined => {
    try {
      turn()
      return pass(event)
    } catch (error) {
      const first = !failed
      failBy(error)
      // Half of it may be clean; closed, nothing in it can be read, and what fails again does not leave.
      if (first) return gate(event)
      noteFault(error, 'privacy gate')
      if (event.type === EventType.IncrementalSnapshot) mend()
      return undefined
    }
  }

  const inOrder: Gate['inOrder'] = (deliver, turns) => {
    const clean = (event: RecordedEvent, done: () => void) => {
      // Nobody sees a hidden tab, and no frame comes there that could answer.
      sights.mode = document.hidden ? 'rest' : 'ask'
      try {
        return { event: gate(event), waits: sights.take(done) }
      } finally {
        sights.mode = 'now'
      }
    }
    queue = createInOrder({ clean, pass: deliver, settle: sights.settle, ...(turns && { turns }) })
    return queue
  }

  return Object.assign(gate, {
    inOrder,
    blockSelector: marks.block,
    maskInput: (text: string, element: Element) => {
      turn()
      const holder = { tag: localNameOf(element), element, standing: regions.of(element) }
      const isReadable = fields.isReadable(holder)
      if (isReadable) typed.forget(element)
      else if (secrets.isPassword(element) || isTyped(element))
        typed.learn(element, text, secrets.isSecret(element))
      else if (localNameOf(element) === 'select') typed.learn(element, chosenIn(element), false)
      return text !== '' && isReadable ? text : maskField(text)
    },
    describe: (element: Element) => {
      turn()
      return describeElement(element, judge)
    },
    miss: (records: readonly MutationRecord[] = []) => {
      try {
        regions.turn()
        // Style sheets may have changed: what was known of them says nothing until they are read anew.
        suspects.doubt(true)
        tree.forget()
        reveal.clear()
        sights.begin()
        notice(records)
      } catch (error) {
        failBy(error)
      }
    },
    reveal: (push: (event: RecordedEvent) => void) =>
      picture ? all([reveal.start(push), joined.start(push), regions.stop]) : () => {},
    judge,
  })
}
