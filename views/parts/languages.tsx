/** The languages that a customer's page can be read in, as plain links: no script, no cookie. */
import { LANGUAGE_NAMES, LANGUAGES, textsOf, type Language } from '../../src/domain/notice/languages.ts'
import { Icon } from '../icons.tsx'

/** @param props.path of the page itself */
export const LanguageLinks = ({ language, path }: { language: Language; path: string }) => (
  <details class="languages">
    <summary>
      <Icon name="globe" />
      <span class="visually-hidden">{textsOf(language).answer.languages}: </span>
      {LANGUAGE_NAMES[language]}
      <Icon name="chevron-down" />
    </summary>
    <ul>
      {LANGUAGES.map((each) => (
        <li>
          <a
            href={`${path}?lang=${each}`}
            lang={each}
            hreflang={each}
            aria-current={each === language ? 'true' : undefined}
          >
            {LANGUAGE_NAMES[each]}
          </a>
        </li>
      ))}
    </ul>
  </details>
)
