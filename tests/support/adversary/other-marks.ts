import { each, type Group } from './case.ts'

/** Marks that an app already carries for another recorder, as those recorders document them. */
const MARKS = [
  ['rr-mask', 'class="rr-mask"'],
  ['rr-block', 'class="rr-block"'],
  ['rr-ignore', 'class="rr-ignore"'],
  ['sentry-mask', 'class="sentry-mask"'],
  ['sentry-mask-attribute', 'data-sentry-mask'],
  ['sentry-block', 'class="sentry-block"'],
  ['sentry-block-attribute', 'data-sentry-block'],
  ['posthog', 'class="ph-no-capture"'],
  ['posthog-sensitive', 'class="ph-sensitive"'],
  ['datadog-mask', 'data-dd-privacy="mask"'],
  ['datadog-hidden', 'data-dd-privacy="hidden"'],
  ['datadog-class', 'class="dd-privacy-mask"'],
  ['datadog-input', 'data-dd-privacy="mask-user-input"'],
  ['clarity', 'data-clarity-mask="true"'],
  ['fullstory-mask', 'class="fs-mask"'],
  ['fullstory-exclude', 'class="fs-exclude"'],
  ['hotjar', 'data-hj-suppress'],
  ['openreplay-masked', 'data-openreplay-masked'],
  ['openreplay-obscured', 'data-openreplay-obscured'],
  ['openreplay-hidden', 'data-openreplay-hidden'],
  ['amplitude-mask', 'class="amp-mask"'],
  ['amplitude-block', 'class="amp-block"'],
  ['logrocket', 'class="lr-hide"'],
  ['logrocket-private', 'data-private="lipsum"'],
  ['highlight', 'class="highlight-mask"'],
  ['highlight-block', 'class="highlight-block"'],
  ['new-relic', 'class="nr-mask"'],
  ['new-relic-block', 'data-nr-block'],
  ['mixpanel', 'class="mp-mask"'],
  ['mixpanel-block', 'class="mp-block"'],
  ['dynatrace', 'data-dtrum-mask'],
  ['quantum', 'class="qm-encrypt"'],
] as const

export const otherMarks: Group = {
  kind: 'marks of other recorders',
  cases: each(
    'mark',
    MARKS.filter(([name]) => !/ignore|sensitive|input|quantum|dynatrace/.test(name)),
    (_, mark) => ({ html: `<section ${mark}><p title="%OTHER%">%WORD%</p></section>` }),
  ),
}
