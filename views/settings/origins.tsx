/** `/settings/origins` */
import type { AllowedOrigin } from '../../src/domain/organisation.ts'
import { CopyButton, Empty } from '../parts/chips.tsx'
import { ActionForm, Field, FormError, type FieldErrors, type Values } from '../parts/form.tsx'
import { tagOf, Time } from '../parts/text.tsx'
import { SettingsFrame, type SettingsContext } from './frame.tsx'
import { ACTIONS, Table, type Column } from '../parts/table.tsx'

const COLUMNS: readonly Column[] = [
  { name: 'Origin' },
  { name: 'Source' },
  { name: 'Added', class: 'from-m' },
  ACTIONS,
]

export interface OriginsPageProps extends SettingsContext {
  origins: readonly AllowedOrigin[]
  /** PUBLIC_URL, for the tag. */
  publicUrl: string
  /** By field: origin. */
  values: Values
  errors: FieldErrors
}

const SOURCE_WORDS: Record<AllowedOrigin['source'], string> = {
  settings: 'Added here',
  environment: 'From CASEREEL_ALLOWED_ORIGINS',
  demo: 'The demo shop',
}

export const OriginsPage = ({ origins, publicUrl, values, errors, ...rest }: OriginsPageProps) => {
  const tag = tagOf(publicUrl)
  return (
    <SettingsFrame
      {...rest}
      path="origins"
      title="Allowed origins"
      lead="The sites a link may lead to, and the only ones that may send a recording. Everything else is refused, so that a link cannot be turned against a stranger’s site."
    >
      {origins.length === 0 ? (
        <Empty icon="globe" title="No origin is allowed yet">
          <p>Add the address of the site that your customers use.</p>
        </Empty>
      ) : (
        <Table columns={COLUMNS}>
          {origins.map((origin) => (
            <OriginRow {...origin} />
          ))}
        </Table>
      )}
      <section class="card" aria-labelledby="add-title">
        <h2 id="add-title">Add an origin</h2>
        <form method="post" action="/settings/origins" class="form">
          <FormError errors={errors} />
          <Field
            name="origin"
            label="Origin"
            type="url"
            value={values.origin}
            error={errors.origin}
            placeholder="https://shop.example.com"
            hint="Scheme, host and, if it is not the usual one, port. Each host name counts separately: www and the bare domain are two."
          />
          <div class="form-end">
            <button class="button button-primary" type="submit">
              Add origin
            </button>
          </div>
        </form>
      </section>
      <section class="card stack-s" aria-labelledby="tag-title">
        <h2 id="tag-title">The tag</h2>
        <p>
          Put it into every page of these sites, anywhere in the <code>head</code>. It does nothing until a
          customer comes from a link they accepted: about 1.5 KB, no request, no cookie.
        </p>
        <div class="code-row">
          <pre tabindex={0}>
            <code>{tag}</code>
          </pre>
          <CopyButton text={tag} label="Copy tag" />
        </div>
        <p class="hint">
          A site with a Content-Security-Policy also lists <code>{publicUrl}</code> under{' '}
          <code>script-src</code> and <code>connect-src</code>, and its{' '}
          <code>{publicUrl.replace(/^http/, 'ws')}</code> form under <code>connect-src</code>.
        </p>
      </section>
    </SettingsFrame>
  )
}

const OriginRow = ({ origin, source, createdAt }: AllowedOrigin) => (
  <tr>
    <td class="wide mono">{origin}</td>
    <td class="fit muted">{SOURCE_WORDS[source]}</td>
    <td class="from-m fit">{source === 'settings' ? <Time at={createdAt} relative /> : null}</td>
    <td class="fit">
      {source === 'settings' && (
        <div class="row-actions">
          <ActionForm
            action="/settings/origins/remove"
            label="Remove"
            name={`Remove ${origin}`}
            class="button button-small button-quiet-danger"
            fields={{ origin }}
            confirm={{
              title: `Remove ${origin}?`,
              text: 'Open links to it stop working, and it can send no new recordings. What was recorded stays.',
            }}
          />
        </div>
      )}
    </td>
  </tr>
)
