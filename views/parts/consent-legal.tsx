/** What the law asks to be told (GDPR Art. 13), folded. */
import type { Child } from 'hono/jsx'
import { DAY } from '../../src/domain/clock.ts'
import type { Offer } from '../../src/domain/consent.ts'
import { formatSpanIn } from '../../src/domain/notice/format.ts'
import { textsOf, type Language } from '../../src/domain/notice/languages.ts'
import { NOTICE_VERSION } from '../../src/domain/notice/version.ts'
import { Icon } from '../icons.tsx'
import { Contact, type Asker } from './asker.tsx'
import { Say } from './say.tsx'

export const ConsentLegal = (props: {
  organisation: Asker
  storedAt: string
  offer: Offer
  language: Language
}) => {
  const { organisation, language } = props
  const { legal } = textsOf(language).notice
  const kept = formatSpanIn(language, props.offer.retentionDays * DAY)
  return (
    <details class="legal">
      <summary>
        <Icon name="chevron-down" />
        {legal.title}
      </summary>
      <dl>
        <Term name={legal.responsible}>
          <bdi>{organisation.controllerName}</bdi>
        </Term>
        <Term name={legal.contact}>
          <Contact to={organisation.privacyContact} />
        </Term>
        <Term name={legal.purpose}>{legal.purposeIs}</Term>
        <Term name={legal.basis}>{legal.basisIs}</Term>
        <Term name={legal.recipients}>
          <Say text={legal.recipientsAre} with={{ organisation: <bdi>{organisation.name}</bdi> }} />
        </Term>
        <Term name={legal.place}>
          <Say text={legal.placeIs} with={{ server: <span class="mono">{props.storedAt}</span> }} />
        </Term>
        <Term name={legal.duration}>
          <Say text={legal.durationIs} with={{ kept }} />
        </Term>
        <Term name={legal.rights}>{legal.rightsAre}</Term>
        <Term name={legal.complaints}>{legal.complaintsTo}</Term>
        <Term name={legal.text}>
          <Say text={legal.textIs} with={{ version: <span class="mono">{NOTICE_VERSION}</span> }} />
        </Term>
      </dl>
    </details>
  )
}

const Term = ({ name, children }: { name: string; children: Child }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)
