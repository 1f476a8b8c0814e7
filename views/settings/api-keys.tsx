/** `/settings/api-keys` */
import { API_SCOPES, type ApiKey, type ApiScope } from '../../src/domain/agent.ts'
import { MAX_NAME_LENGTH } from '../../src/domain/support-case.ts'
import { Icon } from '../icons.tsx'
import { Empty, OnceShown } from '../parts/chips.tsx'
import { ActionForm, Field, FormError, type FieldErrors, type Values } from '../parts/form.tsx'
import { None, Time } from '../parts/text.tsx'
import { SettingsFrame, type SettingsContext } from './frame.tsx'
import { ACTIONS, Table, type Column } from '../parts/table.tsx'

const COLUMNS: readonly Column[] = [
  { name: 'Key' },
  { name: 'May', class: 'from-m' },
  { name: 'Created', class: 'from-m' },
  { name: 'Last used' },
  ACTIONS,
]

export interface ApiKeysPageProps extends SettingsContext {
  keys: readonly ApiKey[]
  /** A key that was just made; shown this once. */
  made: { name: string; key: string } | null
  /** By field: name. Scopes are in `scopes`. */
  values: Values
  /** Scopes ticked in the form. */
  scopes: readonly ApiScope[]
  /** By field: name, scopes. */
  errors: FieldErrors
}

const SCOPE_WORDS: Record<ApiScope, string> = {
  'cases:read': 'Read cases and links',
  'cases:write': 'Create cases and links, revoke links',
  'recordings:read': 'Read recordings, their events and timelines',
  'recordings:erase': 'Erase recordings',
  'audit:read': 'Read the audit log',
  'metrics:read': 'Read the metrics of the server',
}

export const ApiKeysPage = ({ keys, made, values, scopes, errors, ...rest }: ApiKeysPageProps) => (
  <SettingsFrame
    {...rest}
    path="api-keys"
    title="API keys"
    lead={
      <>
        For programs that create links or fetch recordings. See the <a href="/api">API reference</a>.
      </>
    }
  >
    {made && (
      <OnceShown title={`API key “${made.name}”`} text={made.key} copyLabel="Copy key">
        <p>
          Store it now in the program that needs it. Only a hash is kept here, so it cannot be shown again.
        </p>
      </OnceShown>
    )}
    {keys.length === 0 ? (
      <Empty icon="key" title="No API keys">
        <p>Create one below when a program needs to use Casereel.</p>
      </Empty>
    ) : (
      <Table columns={COLUMNS} class="table-tall">
        {keys.map((key) => (
          <KeyRow {...key} />
        ))}
      </Table>
    )}
    <section class="card" aria-labelledby="new-key-title">
      <h2 id="new-key-title">New key</h2>
      <form method="post" action="/settings/api-keys" class="form">
        <FormError errors={errors} />
        <Field
          name="name"
          label="Name"
          value={values.name}
          error={errors.name}
          maxlength={MAX_NAME_LENGTH}
          placeholder="Help desk"
          hint="Which program it is for."
        />
        <fieldset
          class={errors.scopes ? 'checks field-bad' : 'checks'}
          aria-describedby={errors.scopes ? 'scopes-error' : undefined}
        >
          <legend>What it may do</legend>
          {API_SCOPES.map((scope) => (
            <label class="check">
              <input type="checkbox" name="scopes" value={scope} checked={scopes.includes(scope)} />
              <span>
                {SCOPE_WORDS[scope]} <code>{scope}</code>
              </span>
            </label>
          ))}
          {errors.scopes && (
            <p class="field-error" id="scopes-error">
              <Icon name="alert" /> {errors.scopes}
            </p>
          )}
        </fieldset>
        <div class="form-end">
          <button class="button button-primary" type="submit">
            Create key
          </button>
        </div>
      </form>
    </section>
  </SettingsFrame>
)

const KeyRow = (key: ApiKey) => (
  <tr id={`key-${key.id}`} class={key.revokedAt === null ? undefined : 'row-off'}>
    <td class="wide">
      <span class="person-text">
        <bdi class="strong">{key.name}</bdi>
        <code class="muted">{`${key.prefix}…`}</code>
      </span>
    </td>
    <td class="from-m">
      <span class="scopes">
        {key.scopes.map((scope) => (
          <code>{scope}</code>
        ))}
      </span>
    </td>
    <td class="from-m fit">
      <Time at={key.createdAt} relative />
    </td>
    <td class="fit">
      {key.lastUsedAt === null ? <None label="Never" /> : <Time at={key.lastUsedAt} relative />}
    </td>
    <td class="fit">
      <div class="row-actions">
        {key.revokedAt === null ? (
          <ActionForm
            action={`/settings/api-keys/${key.id}/revoke`}
            label="Revoke"
            name={`Revoke ${key.name}`}
            class="button button-small button-quiet-danger"
            confirm={{
              title: `Revoke “${key.name}”?`,
              text: 'Programs that use this key are refused from now on. You cannot undo this.',
            }}
          />
        ) : (
          <span class="chip chip-quiet">Revoked</span>
        )}
      </div>
    </td>
  </tr>
)
