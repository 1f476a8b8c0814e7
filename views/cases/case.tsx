/** `/cases/:id`: one problem of one customer; its links, its recordings, its facts. */
import {
  MAX_NAME_LENGTH,
  MAX_REFERENCE_LENGTH,
  MAX_TITLE_LENGTH,
  type SupportCase,
} from '../../src/domain/support-case.ts'
import { Icon } from '../icons.tsx'
import { Layout, type PageContext } from '../layout.tsx'
import { Panel, PanelLink } from '../parts/dialog.tsx'
import { Field, FormError, type FieldErrors, type Values } from '../parts/form.tsx'
import { None, Time } from '../parts/text.tsx'
import { LinkFields, type LinkTerms } from './link-fields.tsx'
import { CasePanel, type CasePanelProps } from './panel.tsx'

export interface FormState {
  open: boolean
  values: Values
  errors: FieldErrors
}

export interface CasePageProps {
  context: PageContext
  supportCase: SupportCase
  panel: Omit<CasePanelProps, 'supportCase' | 'agent' | 'mayWrite'>
  /** Where links may lead. */
  targets: readonly string[]
  terms: LinkTerms
  /** Null for people who may only look. `open` at `?edit` and `?new-link`, and after a bad POST. */
  forms: { edit: FormState; newLink: FormState } | null
  notice?: string | null
}

export const CasePage = (props: CasePageProps) => {
  const { context, supportCase, forms } = props
  const here = `/cases/${supportCase.id}`
  return (
    <Layout context={context} title={supportCase.title} section="cases" notice={props.notice}>
      <nav class="crumbs" aria-label="Breadcrumb">
        <a href="/">Cases</a>
        {supportCase.reference && (
          <>
            <span aria-hidden="true">/</span> <bdi class="mono">{supportCase.reference}</bdi>
          </>
        )}
      </nav>
      <div class="page-head">
        <h1 dir="auto">{supportCase.title}</h1>
        {forms && (
          <div class="actions">
            <PanelLink panel="edit-case" href={`${here}?edit=1`} class="button">
              <Icon name="edit" />
              Edit
            </PanelLink>
            <PanelLink panel="new-link" href={`${here}?new-link=1`} class="button">
              <Icon name="plus" />
              New link
            </PanelLink>
          </div>
        )}
      </div>
      {forms && <EditCase here={here} {...forms.edit} />}
      {forms && <NewLink here={here} targets={props.targets} terms={props.terms} {...forms.newLink} />}
      <div class="columns">
        <CasePanel
          {...props.panel}
          supportCase={supportCase}
          agent={context.person.name}
          mayWrite={forms !== null}
        />
        <Facts {...supportCase} />
      </div>
    </Layout>
  )
}

const Facts = ({ customer, createdAt, createdBy, lastActivityAt, reference }: SupportCase) => (
  <aside class="card facts" aria-labelledby="facts-title">
    <h2 id="facts-title">Facts</h2>
    <dl>
      <dt>Customer</dt>
      <dd>{customer.name ? <bdi>{customer.name}</bdi> : <None label="Not given" />}</dd>
      <dt>E-mail</dt>
      <dd>
        {customer.email ? (
          <a href={`mailto:${customer.email}`}>{customer.email}</a>
        ) : (
          <None label="Not given" />
        )}
      </dd>
      <dt>Ticket</dt>
      <dd>{reference ? <bdi>{reference}</bdi> : <None label="None" />}</dd>
      <dt>Created</dt>
      <dd>
        <Time at={createdAt} />
        <span class="muted">
          {' by '}
          <bdi>{createdBy}</bdi>
        </span>
      </dd>
      <dt>Last activity</dt>
      <dd>
        <Time at={lastActivityAt} relative />
      </dd>
    </dl>
  </aside>
)

/** Posts to `/cases/:id`. */
const EditCase = ({ here, open, values, errors }: FormState & { here: string }) => {
  const field = (name: string) => ({ prefix: 'edit', name, value: values[name], error: errors[name] })
  return (
    <Panel id="edit-case" title="Edit case" open={open} closeHref={here}>
      <form method="post" action={here} class="form">
        <FormError errors={errors} />
        <Field {...field('title')} label="Title" maxlength={MAX_TITLE_LENGTH} autofocus />
        <Field {...field('reference')} label="Ticket reference" maxlength={MAX_REFERENCE_LENGTH} optional />
        <div class="pair">
          <Field {...field('customerName')} label="Customer name" maxlength={MAX_NAME_LENGTH} optional />
          <Field {...field('customerEmail')} label="Customer e-mail" type="email" optional />
        </div>
        <FormEnd here={here} label="Save case" />
      </form>
    </Panel>
  )
}

/** Posts to `/cases/:id/links`. */
const NewLink = (props: FormState & { here: string; targets: readonly string[]; terms: LinkTerms }) => (
  <Panel id="new-link" title="New link" open={props.open} closeHref={props.here}>
    <form method="post" action={`${props.here}/links`} class="form">
      <FormError errors={props.errors} />
      <LinkFields
        values={props.values}
        errors={props.errors}
        targets={props.targets}
        terms={props.terms}
        prefix="link"
      />
      <FormEnd here={props.here} label="Create link" />
    </form>
  </Panel>
)

const FormEnd = ({ here, label }: { here: string; label: string }) => (
  <div class="form-end">
    <a class="button" href={here} data-close>
      Cancel
    </a>
    <button class="button button-primary" type="submit">
      {label}
    </button>
  </div>
)
