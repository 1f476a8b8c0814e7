/** How times, lengths and long texts are written, everywhere the same. */
import type { Child } from 'hono/jsx'
import { formatLength, formatSpanIn, formatTimeIn } from '../../src/domain/notice/format.ts'

/** `20 Nov 2026, 21:14 UTC`: true for every reader, until the script writes it in theirs. */
export const formatTime = (at: number): string => formatTimeIn('en', at)

/** `0:42`, `1:19`, `2:05:00`. @param ms length in ms; parts of a second are dropped. */
export const formatDuration = formatLength

/** A span in words, in its largest whole unit: `15 minutes`, `1 hour`, `30 days`. @param ms length in ms. */
export const formatSpan = (ms: number): string => formatSpanIn('en', ms)

/** What a host app puts into its pages. With its attribute no page's address comes along, whatever policy the page has. */
export const tagOf = (publicUrl: string): string =>
  `<script async referrerpolicy="no-referrer" src="${publicUrl}/casereel.js"></script>`

const NUMBER = new Intl.NumberFormat('en')
/** `1,234` */
export const formatCount = (count: number): string => NUMBER.format(count)

/** `1 page`, `3 pages`, `1,200 pages`. */
export const plural = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`

/**
 * A moment. Without JavaScript it reads as UTC; the script turns it into the reader's own time,
 * or into `3 minutes ago` with the time on hover where `relative` is set.
 */
export const Time = ({ at, relative = false }: { at: number; relative?: boolean }) => (
  <time datetime={new Date(at).toISOString()} data-relative={relative ? '' : undefined}>
    {formatTime(at)}
  </time>
)

/** A person's text that loses its end when room is short; whole on hover. Reads in its own direction. */
export const Cut = ({ text }: { text: string }) => (
  <span class="cut" dir="auto" title={text}>
    {text}
  </span>
)

/** Most characters of a name in a line of facts. */
export const BELOW_LENGTH = 40

/** Facts in one line, a dot between them; those that are missing are left out. */
export const Dotted = ({ items }: { items: readonly Child[] }) => (
  <>
    {items
      .filter((item) => item !== null && item !== false)
      .map((item, index) => (
        <>
          {index > 0 && ' · '}
          <bdi>{item}</bdi>
        </>
      ))}
  </>
)

/** A host name that may be broken after its dots, and nowhere else if it can be helped. */
export const Host = ({ name }: { name: string }) => (
  <bdi>
    {name.split('.').map((part, index) => (
      <>
        {index > 0 && (
          <>
            .<wbr />
          </>
        )}
        {part}
      </>
    ))}
  </bdi>
)

/** A URL or id that loses its middle when room is short; whole on hover, or `full` where less is shown. */
export const Middle = ({ text, tail = 10, full }: { text: string; tail?: number; full?: string }) => (
  <span class="middle" title={full ?? text}>
    <bdi class="middle-head">{text.slice(0, -tail)}</bdi>
    <bdi class="middle-tail">{text.slice(-tail)}</bdi>
  </span>
)

/** Path of a URL, for lists where the origin says little; the whole of what is no URL. */
export const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url)

/** What has no value yet. */
export const None = ({ label }: { label: string }) => (
  <span class="muted">
    <span aria-hidden="true">–</span>
    <span class="visually-hidden">{label}</span>
  </span>
)
