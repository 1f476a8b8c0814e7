/** What is hidden in this recording, and why: masks, what the customer kept back, secrets that came through, gaps in the picture. */
import { PRESET_WORDS, SCOPE_WORDS } from '../../../src/protocol/privacy-words.ts'
import { CAPTURE_SCOPES } from '../../../src/protocol/privacy.ts'
import type { PlayerLeak, PlayerPrivacy } from '../../../src/protocol/player.ts'
import { fillWith, h, type Child } from '../dom.ts'
import { heavyWords } from '../budget/heavy.ts'
import { plural } from '../format.ts'
import { howMuchMissing, rulesMissing, type Missing } from '../sanitise.ts'
import { askToMask } from './ask-to-mask.ts'
import type { Panel } from './filtered.ts'
import { facts } from './line.ts'

/** What a snapshot lacks, in words. */
export const missingWords = (missing: Missing): string[] => [
  ...missing.heavy.map(heavyWords),
  ...(missing.images > 0 ? [`${plural(missing.images, 'image')} that the page would have to load`] : []),
  ...(missing.frames > 0 ? [`${plural(missing.frames, 'embedded page')} from other sites`] : []),
  ...(missing.canvases > 0 ? [plural(missing.canvases, 'canvas drawing')] : []),
  ...(missing.stylesheets > 0 ? [`${plural(missing.stylesheets, 'stylesheet')} from other sites`] : []),
  ...(rulesMissing(missing) > 0
    ? [`a part of the look of ${plural(rulesMissing(missing), 'style rule')} that the browser does not tell`]
    : []),
  ...(missing.events > 0 ? [`${plural(missing.events, 'event')} that could not be shown`] : []),
  ...(missing.media > 0 ? [plural(missing.media, 'video or sound', 'videos or sounds')] : []),
]

/** The same in a few words; '' for nothing. */
export const lackingWords = (missing: Missing): string => {
  const count = howMuchMissing(missing)
  if (count === 0) return ''
  return missing.events === count
    ? `${plural(count, 'event')} could not be shown`
    : `${plural(count, 'part')} not shown`
}

const ruleWords = ({ mask, block, unmask }: PlayerPrivacy['rules']): string =>
  [
    ...(mask > 0 ? [`${mask} to mask`] : []),
    ...(block > 0 ? [`${block} to leave out`] : []),
    ...(unmask > 0 ? [`${unmask} to show`] : []),
  ].join(', ')

const isAsked = (scope: string, { scopes }: PlayerPrivacy): boolean =>
  // Nobody misses headers and bodies: hardly any link asks for them.
  scope !== 'network-bodies' || (scopes as readonly string[]).includes(scope)

export interface HiddenPanel extends Panel {
  setMissing(missing: Missing): void
  setPrivacy(privacy: PlayerPrivacy): void
}

/** @param mask makes a rule of a selector; rejects with a sentence */
export const createHiddenPanel = (mask: (selector: string) => Promise<void>): HiddenPanel => {
  const masks = h('section', {})
  const leaks = h('section', { class: 'hidden-leaks' })
  const lacking = h('section', {})
  const element = h(
    'div',
    { class: 'panel-page panel-scroll hidden-page', tabindex: 0 },
    masks,
    leaks,
    lacking,
  )

  let leakCount = 0

  const leakLine = (leak: PlayerLeak, mayMask: boolean): HTMLElement => {
    const place = leak.isSelector ? h('code', {}, leak.place) : leak.place
    const line = h(
      'li',
      { class: 'hidden-leak' },
      h('span', {}, leak.count > 1 && `${leak.count} × `, `${leak.kind} in `, place),
    )
    if (!leak.isSelector || !mayMask) return line
    const done = (): HTMLElement => h('span', { class: 'hidden-done' }, 'Masked by a rule from now on')
    if (leak.ruled) {
      line.append(done())
      return line
    }
    const button = h(
      'button',
      {
        class: 'button button-small',
        type: 'button',
        'aria-label': `Always mask this: ${leak.place}`,
        onclick: () =>
          askToMask(leak.place, () =>
            mask(leak.place).then(() => {
              leak.ruled = true
              button.replaceWith(done())
            }),
          ),
      },
      'Always mask this',
    )
    line.append(button)
    return line
  }

  const leakSection = (privacy: PlayerPrivacy): Child[] => {
    if (privacy.leakCount === 0) return []
    const were = privacy.leakCount === 1 ? 'was' : 'were'
    return [
      h('h2', {}, 'Came through, and was masked'),
      h(
        'p',
        {},
        `${plural(privacy.leakCount, 'secret')} reached the server and ${were} masked there, before anything was stored or shown.`,
        privacy.leaks.length === 0 && ' Where they stood is told once the recording is ready to replay.',
      ),
      privacy.leaks.length > 0 &&
        h('ul', { class: 'hidden-list' }, ...privacy.leaks.map((leak) => leakLine(leak, privacy.mayMask))),
    ]
  }

  return {
    id: 'hidden',
    title: 'Hidden',
    element,
    setPrivacy(privacy) {
      const { name, shows } = PRESET_WORDS[privacy.preset]
      const refused = CAPTURE_SCOPES.filter(
        (scope) => !privacy.scopes.includes(scope) && isAsked(scope, privacy),
      )
      fillWith(
        masks,
        h('h2', {}, 'Masked in the customer’s browser'),
        facts([
          ['Preset', name],
          ['It shows', shows],
          ['Not shared', refused.map((scope) => SCOPE_WORDS[scope]).join('; ')],
          ['Rules now', ruleWords(privacy.rules)],
        ]),
        h(
          'p',
          {},
          'Fields for passwords, cards and one-time codes are always masked; no rule can show them.',
        ),
      )
      fillWith(leaks, ...leakSection(privacy))
      leaks.hidden = privacy.leakCount === 0
      lacking.hidden = !privacy.scopes.includes('picture')
      leakCount = privacy.leakCount
    },
    setMissing(missing) {
      const words = missingWords(missing)
      fillWith(
        lacking,
        h('h2', {}, 'Not in the picture'),
        words.length === 0
          ? h('p', {}, 'This page was recorded completely.')
          : h('ul', {}, ...words.map((word) => h('li', {}, word))),
      )
    },
    setItems() {},
    setTime() {},
    redraw() {},
    shown() {},
    count: () => leakCount,
  }
}
