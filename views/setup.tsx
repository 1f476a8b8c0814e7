/** First run: the first owner names themselves and the organisation. */
import { MAX_NAME_LENGTH } from '../src/domain/support-case.ts'
import type { BareContext } from './layout.tsx'
import { Bare } from './layout.tsx'
import { Field, FormError, type FieldErrors, type Values } from './parts/form.tsx'

export interface SetupPageProps {
  context: BareContext
  token: string
  /** By field: name, email, organisation, controllerName, privacyContact. */
  values: Values
  errors: FieldErrors
}

/** GET and failed POST of `/setup/:token`. */
export const SetupPage = ({ context, token, values, errors }: SetupPageProps) => {
  const field = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <Bare context={context} title="Set up" script={context.assets.admin} wide>
      <h1>Set up Casereel</h1>
      <p class="lead">You become the first owner. Everything here can be changed later, in Settings.</p>
      <FormError errors={errors} />
      <form method="post" action={`/setup/${token}`} class="form" novalidate={Object.keys(errors).length > 0}>
        <fieldset>
          <legend>You</legend>
          <div class="pair">
            <Field
              {...field('name')}
              label="Your name"
              hint="Customers and colleagues see it."
              maxlength={MAX_NAME_LENGTH}
              autocomplete="name"
              autofocus
            />
            <Field
              {...field('email')}
              label="Your e-mail"
              type="email"
              hint="So that colleagues can tell you apart."
              autocomplete="email"
            />
          </div>
        </fieldset>
        <fieldset>
          <legend>Your organisation</legend>
          <p class="hint">
            By law a customer must know who asks to record, and whom to contact. No link can be made without
            it.
          </p>
          <Field
            {...field('organisation')}
            label="Organisation name"
            hint="As customers know you: “Northwind Support asks to record this tab.”"
            maxlength={MAX_NAME_LENGTH}
            autocomplete="organization"
          />
          <Field
            {...field('controllerName')}
            label="Controller name"
            hint="The legal entity responsible for the data, such as “Northwind Traders Ltd”."
            maxlength={MAX_NAME_LENGTH}
          />
          <Field
            {...field('privacyContact')}
            label="Privacy contact"
            hint="An e-mail address or web page where customers ask about their data."
          />
        </fieldset>
        <div class="form-end">
          <button class="button button-primary" type="submit">
            Finish set-up
          </button>
        </div>
      </form>
    </Bare>
  )
}

/** A set-up link that was used, is too old, or was never made. */
export const SetupGone = ({ context }: { context: BareContext }) => (
  <Bare context={context} title="This set-up link does not work">
    <h1>This set-up link does not work</h1>
    <p class="lead">It has been used, has expired, or part of it is missing.</p>
    <p>
      Run <code>npm run setup-link</code> on the server for a new one. If the set-up is done, the same command
      makes a sign-in link for an owner.
    </p>
    <p>
      <a class="button" href="/">
        Go to the start page
      </a>
    </p>
  </Bare>
)
