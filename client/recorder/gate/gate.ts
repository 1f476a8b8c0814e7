/**
 * The gate: the one function between every source and the outbox. rrweb's events and all entries pass it, once.
 * It drops what may not leave, masks what may not be read, and cuts every address. What it does not know, it masks.
 */
import { entryOf, type ElementLabel } from '../../../src/protocol/entries.ts'
import { EventType, type RecordedEvent } from '../../../src/protocol/events.ts'
import {
  NO_RULES,
  type CaptureScope,
  type PrivacyPreset,
  type PrivacyRules,
} from '../../../src/protocol/privacy.ts'
import { redactUrl } from '../../../src/protocol/redact.ts'
import { localNameOf } from '../dom.ts'
import { describeFault, faultWords, noteFault } from '../faults.ts'
import { all, guarded, type Stop } from '../guard.ts'
import { createAttributes, isCommonAttribute } from './attributes.ts'
import { createCss } from './css.ts'
import { describeElement } from './element-label.ts'
import { createEntries } from './entries.ts'
import { createFields, isTyped } from './fields.ts'
import { readMarks, type Marks } from './marks.ts'
import { maskField } from './mask.ts'
import { createJoinedTexts } from './joined-texts.ts'
import { createLooks } from './looks.ts'
import { createMissed } from './missed.ts'
import { createChanges } from './mutation.ts'
import { createNames } from './names.ts'
import { blankPage, type Serialized } from './nodes.ts'
import { createRegions } from './regions.ts'
import { createReveal } from './reveal.ts'
import { createSecretFields } from './secret-fields.ts'
import { createSeen } from './seen.ts'
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
  /** The event as it may leave, changed in place; undefined when it may not. */
  (event: RecordedEvent): RecordedEvent | undefined
  /** For rrweb, which leaves out what is inside. */
  readonly blockSelector: string
  /** For rrweb's `maskInputFn`; every kind of field comes here. */
  maskInput: (text: string, field: Element) => string
  /** What an entry tells of an element. */
  describe: (element: Element) => ElementLabel
  /** Takes notice of changes that are not told, until the next full snapshot. */
  miss: (records?: readonly MutationRecord[]) => void
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

/**
 * To see whether new text is seen, the page has to be laid out. One that changes without pause would pay for that again
 * and again: past this share of a while its text is masked, and told when the page has come to rest (reveal.ts).
 */
const WHILE_MS = 250
const SHARE_MS = 25

const createPatience = () => {
  let since = 0
  let spent = 0
  return {
    spend: (ms: number): void => {
      spent += ms
    },
    isOver: (): boolean => {
      if (performance.now() - since < WHILE_MS) return spent > SHARE_MS
      since = performance.now()
      spent = 0
      return false
    },
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
  const fields = createFields(secrets)
  const attributes = createAttributes(css, names, looks, fields)
  const seen = createSeen(suspects)
  const regions = createRegions(options.privacy, marks, secrets)
  const judge: Judge = { regions, seen, css, names, fields, attributes }
  const reveal = createReveal({ seen, nodeOf })
  const typed = createTypedTexts()
  const joined = createJoinedTexts(typed)
  const tree = createTree({ ...judge, nodeOf, onHidden: reveal.add, joined, typed })
  const change = createChanges({ ...judge, tree, nodeOf })
  const notice = createMissed(judge, marks)
  let passEntry = createEntries(options)
  const patience = createPatience()
  let failed = false
  /** A picture was taken: what a style sheet comes to ask for was not in it. */
  let begun = false

  /** Fails closed: whatever comes is masked as if all of the page were private. */
  const fail = (detail: string): void => {
    if (failed) return
    failed = true
    regions.close()
    passEntry = createEntries({ privacy: 'strict', scopes })
    // Not before whoever made this gate can use it.
    queueMicrotask(() => onRulesFailed(detail))
  }
  if (failure !== undefined) fail(failure)

  const pass = (event: RecordedEvent): RecordedEvent | undefined => {
    switch (event.type) {
      case EventType.Meta: {
        const data = event.data as { href: string }
        data.href = redactUrl(data.href)
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
        suspects.doubt(false)
        names.begin()
        begun = false
        tree.node(data.node, regions.page(document), false)
        tree.settle()
        begun = true
        return event
      }
      case EventType.IncrementalSnapshot: {
        if (!picture) return undefined
        reveal.wake()
        const start = performance.now()
        const passed = change(event.data as { source: number })
        patience.spend(performance.now() - start)
        return passed ? event : undefined
      }
      case EventType.Custom: {
        const entry = entryOf(event)
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
    seen.turn(patience.isOver())
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

  return Object.assign(gate, {
    blockSelector: marks.block,
    maskInput: (text: string, element: Element) => {
      turn()
      const holder = { tag: localNameOf(element), element, standing: regions.of(element) }
      const isReadable = fields.isReadable(holder)
      if (isReadable) typed.forget(element)
      else if (secrets.isPassword(element) || isTyped(element))
        typed.learn(element, text, secrets.isSecret(element))
      return text !== '' && isReadable ? text : maskField(text)
    },
    describe: (element: Element) => {
      turn()
      // Looking at a single element is cheap, even when the budget for looking is used up.
      seen.turn(false)
      return describeElement(element, judge)
    },
    miss: (records: readonly MutationRecord[] = []) => {
      try {
        regions.turn()
        // Style sheets may have changed: what was known of them says nothing until they are read anew.
        suspects.doubt(true)
        tree.forget()
        reveal.clear()
        notice(records)
      } catch (error) {
        failBy(error)
      }
    },
    reveal: (push: (event: RecordedEvent) => void) =>
      picture ? all([reveal.start(push), joined.start(push)]) : () => {},
    judge,
  })
}
