/** Whose page a customer's page is: the company's, not the product's. */
import type { Organisation } from '../../src/domain/organisation.ts'
import type { Language } from '../../src/domain/notice/languages.ts'
import { initialOf } from '../layout.tsx'
import { LanguageLinks } from './languages.tsx'

export type Asker = Pick<Organisation, 'name' | 'controllerName' | 'privacyContact'>

/**
 * The company's name, and beside it the languages of the page.
 * @param props.path of the page itself; null for an answer to a form, which has no address to come back to
 */
export const Asking = (props: { organisation: string; language: Language; path: string | null }) => (
  <div class="asking">
    <p class="sheet-brand">
      <span class="monogram" aria-hidden="true">
        {initialOf(props.organisation)}
      </span>
      <bdi>{props.organisation}</bdi>
    </p>
    {props.path !== null && <LanguageLinks language={props.language} path={props.path} />}
  </div>
)

/** A privacy contact is an e-mail address or a web page; anything else is shown as it is. */
export const Contact = ({ to }: { to: string }) => {
  if (/^https?:\/\//i.test(to)) return <a href={to}>{to}</a>
  if (/^[^\s@:/]+@[^\s@:/]+$/.test(to)) return <a href={`mailto:${to}`}>{to}</a>
  return <bdi>{to}</bdi>
}
