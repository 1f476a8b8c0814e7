/** `/settings/people` */
import { ROLES, type Agent, type Role } from '../../src/domain/agent.ts'
import { MAX_NAME_LENGTH } from '../../src/domain/support-case.ts'
import { initialOf } from '../layout.tsx'
import { OnceShown } from '../parts/chips.tsx'
import { ActionForm, Field, FormError, Select, type FieldErrors, type Values } from '../parts/form.tsx'
import { Time } from '../parts/text.tsx'
import { SettingsFrame, type SettingsContext } from './frame.tsx'
import { ACTIONS, Table, type Column } from '../parts/table.tsx'

const COLUMNS: readonly Column[] = [
  { name: 'Person' },
  { name: 'Role' },
  { name: 'Since', class: 'from-m' },
  ACTIONS,
]

export interface PeoplePageProps extends SettingsContext {
  people: readonly Agent[]
  /** Id of who looks: they cannot disable themselves. */
  self: string
  /** A sign-in link that was just made; shown this once. */
  made: { name: string; email: string; url: string; expiresAt: number } | null
  /** Of the invitation, by field: name, email, role. */
  values: Values
  errors: FieldErrors
}

const ROLE_WORDS: Record<Role, { label: string; may: string }> = {
  owner: { label: 'Owner', may: 'everything, and the settings' },
  agent: { label: 'Agent', may: 'makes cases and links, watches, plays and erases recordings' },
  engineer: { label: 'Engineer', may: 'makes cases and links, watches and plays recordings' },
  viewer: { label: 'Viewer', may: 'looks at cases and recordings' },
}

const ROLE_CHOICES = ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role].label }))

export const PeoplePage = ({ people, self, made, values, errors, ...rest }: PeoplePageProps) => (
  <SettingsFrame
    {...rest}
    path="people"
    title="People"
    lead="Who may sign in, and what they may do. There are no passwords: everyone signs in with a link that works once."
  >
    {made && <SignInLink {...made} />}
    <Table columns={COLUMNS} class="table-tall">
      {people.map((person) => (
        <PersonRow person={person} self={person.id === self} />
      ))}
    </Table>
    <section class="card" aria-labelledby="invite-title">
      <h2 id="invite-title">Invite a person</h2>
      <form method="post" action="/settings/people" class="form">
        <FormError errors={errors} />
        <div class="triple">
          <Field
            name="name"
            label="Name"
            hint="Customers see it while this person watches them live."
            value={values.name}
            error={errors.name}
            maxlength={MAX_NAME_LENGTH}
          />
          <Field name="email" label="E-mail" type="email" value={values.email} error={errors.email} />
          <Select
            name="role"
            label="Role"
            choices={ROLE_CHOICES}
            value={values.role ?? 'agent'}
            error={errors.role}
          />
        </div>
        <dl class="roles">
          {ROLES.map((role) => (
            <div>
              <dt>{ROLE_WORDS[role].label}</dt>
              <dd>{ROLE_WORDS[role].may}</dd>
            </div>
          ))}
        </dl>
        <div class="form-end">
          <button class="button button-primary" type="submit">
            Create sign-in link
          </button>
        </div>
      </form>
    </section>
  </SettingsFrame>
)

const SignInLink = ({ name, email, url, expiresAt }: NonNullable<PeoplePageProps['made']>) => {
  const body = `Hello ${name},\r\n\r\nthis link signs you in to Casereel. It works once:\r\n\r\n${url}\r\n`
  const to = encodeURIComponent(email).replace('%40', '@')
  const subject = encodeURIComponent('Your sign-in link for Casereel')
  return (
    <OnceShown title={`Sign-in link for ${name}`} text={url} copyLabel="Copy link">
      <p>
        Send it to <bdi class="strong">{name}</bdi> now: it is not shown again. It works once, until{' '}
        <Time at={expiresAt} />.{' '}
        <a href={`mailto:${to}?subject=${subject}&body=${encodeURIComponent(body)}`}>Mail it</a>
      </p>
    </OnceShown>
  )
}

const PersonRow = ({ person, self }: { person: Agent; self: boolean }) => {
  const here = `/settings/people/${person.id}`
  const disabled = person.disabledAt !== null
  return (
    <tr id={`person-${person.id}`} class={disabled ? 'row-off' : undefined}>
      <td class="wide">
        <span class="person">
          <span class="avatar" aria-hidden="true">
            {initialOf(person.name)}
          </span>
          <span class="person-text">
            <bdi class="strong">{person.name}</bdi>
            <span class="muted">{person.email}</span>
          </span>
          {self && <span class="chip chip-quiet">You</span>}
          {disabled && <span class="chip chip-warning">Disabled</span>}
        </span>
      </td>
      <td class="fit">
        {self || disabled ? ROLE_WORDS[person.role].label : <RoleForm here={here} person={person} />}
      </td>
      <td class="from-m fit">
        <Time at={person.createdAt} relative />
      </td>
      <td class="fit">
        <div class="row-actions">
          {!disabled && (
            <ActionForm
              action={`${here}/link`}
              label="New sign-in link"
              name={`New sign-in link for ${person.name}`}
              class="button button-small"
            />
          )}
          {!self && !disabled && (
            <ActionForm
              action={`${here}/disable`}
              label="Disable"
              name={`Disable ${person.name}`}
              class="button button-small button-quiet-danger"
              confirm={{
                title: `Disable ${person.name}?`,
                text: 'They are signed out at once and cannot sign in until you enable them again. Their cases stay.',
              }}
            />
          )}
          {disabled && (
            <ActionForm
              action={`${here}/enable`}
              label="Enable"
              name={`Enable ${person.name}`}
              class="button button-small"
            />
          )}
        </div>
      </td>
    </tr>
  )
}

const RoleForm = ({ here, person }: { here: string; person: Agent }) => (
  <form method="post" action={`${here}/role`} class="inline-form">
    <select name="role" class="select-small" aria-label={`Role of ${person.name}`}>
      {ROLE_CHOICES.map((choice) => (
        <option value={choice.value} selected={choice.value === person.role}>
          {choice.label}
        </option>
      ))}
    </select>
    <button class="button button-small" type="submit" aria-label={`Change the role of ${person.name}`}>
      Change
    </button>
  </form>
)
