/** "New case": one short form that makes the case and its link. */
import { MAX_NAME_LENGTH, MAX_REFERENCE_LENGTH, MAX_TITLE_LENGTH } from '../../src/domain/support-case.ts'
import { Panel } from '../parts/dialog.tsx'
import { Field, FormError, type FieldErrors, type Values } from '../parts/form.tsx'
import { LinkFields, type LinkTerms } from './link-fields.tsx'

export interface NewCaseProps {
  /** True for `/?new` and after a bad POST. */
  open: boolean
  /** By field: title, reference, customerName, customerEmail, and those of LinkFields. */
  values: Values
  errors: FieldErrors
  targets: readonly string[]
  terms: LinkTerms
}

/** Posts to `/cases`. */
export const NewCase = ({ open, values, errors, targets, terms }: NewCaseProps) => {
  const field = (name: string) => ({ prefix: 'new', name, value: values[name], error: errors[name] })
  return (
    <Panel id="new-case" title="New case" open={open} closeHref="/">
      <form method="post" action="/cases" class="form">
        <FormError errors={errors} />
        <Field
          {...field('title')}
          label="Title"
          placeholder="Checkout button does nothing"
          maxlength={MAX_TITLE_LENGTH}
          autofocus
        />
        <div class="triple">
          <Field
            {...field('reference')}
            label="Ticket reference"
            placeholder="HD-1042"
            maxlength={MAX_REFERENCE_LENGTH}
            optional
          />
          <Field {...field('customerName')} label="Customer name" maxlength={MAX_NAME_LENGTH} optional />
          <Field {...field('customerEmail')} label="Customer e-mail" type="email" optional />
        </div>
        <LinkFields values={values} errors={errors} targets={targets} terms={terms} prefix="new" />
        <div class="form-end">
          <a class="button" href="/" data-close>
            Cancel
          </a>
          <button class="button button-primary" type="submit">
            Create case and link
          </button>
        </div>
      </form>
    </Panel>
  )
}
