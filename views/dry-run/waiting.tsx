/** What stands above a report that is not there yet: how far it has come, and what to look at when nothing comes. */
import type { DryRun, DryRunState } from '../../src/domain/dry-run.ts'
import { Icon } from '../icons.tsx'
import { Banner } from '../parts/chips.tsx'
import { Host, tagOf, Time } from '../parts/text.tsx'
import { troubleWords } from './words.ts'

interface WaitingProps {
  run: DryRun
  state: DryRunState
  late: boolean
  publicUrl: string
}

export const Waiting = (props: WaitingProps) => {
  const { run, state } = props
  switch (state) {
    case 'reported':
      return null
    case 'made':
      return (
        <section class="card stack-s" aria-labelledby="next-title">
          <h2 id="next-title">Open the page to begin</h2>
          <p>
            It opens in a new tab. The tag there looks at it once, as a recording would, says on the page what
            it found, and sends the list here. Masked values never leave your browser.
          </p>
          <p class="muted">Leave this page open: it shows the report as soon as it arrives.</p>
        </section>
      )
    case 'waiting':
      return (
        <section class="card stack-s" aria-labelledby="next-title">
          <h2 id="next-title" class="dry-run-waiting">
            <span class="live-dot" aria-hidden="true" />
            Waiting for the page
          </h2>
          {run.report ? <OlderReport at={run.report.at} /> : null}
          {props.late ? (
            <>
              <p>Nothing has arrived yet. A sign-in on the way may take a while; otherwise check this:</p>
              <Checks {...props} />
            </>
          ) : (
            <p class="muted">The tag reports within a few seconds after the page has loaded.</p>
          )}
        </section>
      )
    case 'opened':
      return (
        <section class="card stack-s" aria-labelledby="next-title">
          <h2 id="next-title" class="dry-run-waiting">
            <span class="live-dot" aria-hidden="true" />
            The tag answered
          </h2>
          <p class="muted">
            It waits until the page has stopped changing, then reads it. That takes a few seconds; longer in a
            tab that is in the background.
          </p>
        </section>
      )
    case 'expired':
      return (
        <section class="card stack-s" aria-labelledby="next-title">
          <h2 id="next-title">The page never answered</h2>
          {run.report ? <OlderReport at={run.report.at} /> : null}
          <p>It had 15 minutes. Check this, then open it again:</p>
          <Checks {...props} />
        </section>
      )
    case 'failed':
      return (
        <Banner tone="warning">
          <p>{run.trouble && troubleWords(run.trouble.code)}</p>
          <p class="mono dry-run-detail">{run.trouble?.detail}</p>
          {run.trouble?.code === 'script_blocked' && <Checks {...props} />}
        </Banner>
      )
  }
}

const OlderReport = ({ at }: { at: number }) => (
  <p>
    Below is what the page reported <Time at={at} relative />.
  </p>
)

const Checks = ({ run, publicUrl }: WaitingProps) => (
  <ul class="dry-run-checks">
    <li>
      <Icon name="code" />
      <span>
        <strong>The tag.</strong> The page’s source must hold <code>{tagOf(publicUrl)}</code>. A page from a
        cache or a content blocker may leave it out.
      </span>
    </li>
    <li>
      <Icon name="ban" />
      <span>
        <strong>The policy.</strong> A Content-Security-Policy must list <code>{publicUrl}</code> under{' '}
        <code>script-src</code> and <code>connect-src</code>. The browser’s console names what it refused.
      </span>
    </li>
    <li>
      <Icon name="globe" />
      <span>
        <strong>The origin.</strong> The address must end at <Host name={new URL(run.targetUrl).host} />. A
        redirect to another origin loses the dry run’s code; start with the address where you land.
      </span>
    </li>
    <li>
      <Icon name="link" />
      <span>
        <strong>The code.</strong> It works once. After a reload, open the page from here again.
      </span>
    </li>
  </ul>
)
