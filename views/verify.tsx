/** `/verify`: whoever holds a receipt learns whether it is genuine and what it says. Works without JavaScript. */
import type { Child } from 'hono/jsx'
import { spanOfIso } from '../src/domain/consent-record.ts'
import type { Receipt } from '../src/domain/receipt.ts'
import { formatSpanIn } from '../src/domain/notice/format.ts'
import { LANGUAGE_NAMES, readLanguage, textsOf, type Language } from '../src/domain/notice/languages.ts'
import { Icon } from './icons.tsx'
import { Bare, type BareContext } from './layout.tsx'
import { LanguageLinks } from './parts/languages.tsx'
import { ReceiptForm } from './parts/receipt-form.tsx'
import { Say, TimeIn } from './parts/say.tsx'

export type Checked =
  | { kind: 'nothing' | 'unreadable' | 'invalid' }
  | { kind: 'valid'; receipt: Receipt; logged: boolean; since: { name: string; at: number }[] }

export interface VerifyPageProps {
  context: BareContext
  language: Language
  /** What the check found; null before the first. */
  checked: Checked | null
}

export const VerifyPage = (props: VerifyPageProps) => {
  const { context, language, checked } = props
  const { verify } = textsOf(language)
  const title = checked?.kind === 'valid' ? verify.validTitle : verify.title
  return (
    <Bare
      context={context}
      title={checked?.kind === 'invalid' ? verify.invalidTitle : title}
      language={language}
      wide
      end={<LanguageLinks language={language} path="/verify" />}
    >
      {checked?.kind === 'valid' ? (
        <Genuine language={language} {...checked} />
      ) : (
        <>
          {checked?.kind === 'invalid' ? (
            <>
              <h1>{verify.invalidTitle}</h1>
              <p class="banner banner-error" role="alert">
                <Icon name="alert" /> <span>{verify.invalid}</span>
              </p>
            </>
          ) : (
            <>
              <h1>{verify.title}</h1>
              <p class="lead">{verify.lead}</p>
            </>
          )}
          <ReceiptForm
            texts={verify}
            submit={verify.check}
            error={checked && checked.kind !== 'invalid' ? verify[checked.kind] : null}
          />
        </>
      )}
    </Bare>
  )
}

const Genuine = (props: Extract<Checked, { kind: 'valid' }> & { language: Language }) => {
  const { language, receipt } = props
  const { verify } = textsOf(language)
  const { record } = receipt
  const [party] = record.party_identification
  const notice = record.pii_processing.privacy_notice
  const [purpose] = record.pii_processing.purposes
  const signals = [
    record.signals.global_privacy_control && 'Global Privacy Control',
    record.signals.do_not_track && 'Do Not Track',
  ].filter(Boolean)
  const inLanguage = readLanguage(notice.language)
  return (
    <>
      <h1>{verify.validTitle}</h1>
      <p class={props.logged ? 'banner banner-success' : 'banner banner-warning'} role="status">
        <Icon name={props.logged ? 'check' : 'alert'} />{' '}
        <span>
          {verify.valid}{' '}
          {props.logged ? (
            verify.logged
          ) : (
            <Say text={verify.notLogged} with={{ controller: <bdi>{party?.party_name}</bdi> }} />
          )}
        </span>
      </p>
      <dl class="receipt">
        <Fact name={verify.controller}>
          <bdi>{party?.party_name}</bdi>
        </Fact>
        <Fact name={verify.time}>
          <TimeIn at={Date.parse(record.event.event_time)} language={language} />
        </Fact>
        <Fact name={verify.origin}>
          <bdi class="mono">{record.capture.origin}</bdi>
        </Fact>
        <Fact name={verify.scopes}>
          {record.capture.allowed.map((scope) => (
            <span class="receipt-line">{verify.scopeNames[scope]}</span>
          ))}
        </Fact>
        <Fact name={verify.duration}>
          {formatSpanIn(language, spanOfIso(record.event.validity_duration))}
        </Fact>
        <Fact name={verify.kept}>
          {formatSpanIn(language, spanOfIso(purpose?.storage_conditions.retention_period ?? ''))}
        </Fact>
        <Fact name={verify.text}>
          <Say
            text={verify.textIs}
            with={{
              version: <span class="mono">{notice.notice_version}</span>,
              language: inLanguage ? LANGUAGE_NAMES[inLanguage] : notice.language,
            }}
          />
          <br />
          <a href={`/notices/${notice.notice_hash ?? ''}`}>{verify.readText}</a>
        </Fact>
        {signals.length > 0 && <Fact name={verify.signals}>{signals.join(', ')}</Fact>}
        <Fact name={verify.record}>
          <span class="mono">{record.record_id}</span>
        </Fact>
        <Fact name={verify.since}>
          {props.since.length === 0
            ? verify.nothingSince
            : props.since.map(({ name, at }) => (
                <span class="receipt-line">
                  {name in verify.changes ? verify.changes[name as keyof typeof verify.changes] : name}
                  {': '}
                  <TimeIn at={at} language={language} />
                </span>
              ))}
        </Fact>
      </dl>
      <p>
        <a class="button" href={`/verify?lang=${language}`}>
          {verify.another}
        </a>
      </p>
    </>
  )
}

const Fact = ({ name, children }: { name: string; children: Child }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)
