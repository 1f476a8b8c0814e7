/** `/settings/organisation` */
import { MINIMUM_AGE_BOUNDS } from '../../src/domain/settings.ts'
import { MAX_NAME_LENGTH } from '../../src/domain/support-case.ts'
import { Field, FormError, type FieldErrors, type Values } from '../parts/form.tsx'
import { SettingsFrame, type SettingsContext } from './frame.tsx'
import { MailSettings, type MailState } from './mail.tsx'

export interface OrganisationPageProps extends SettingsContext {
  /** By field: name, controllerName, privacyContact, minimumAge. */
  values: Values
  errors: FieldErrors
  /** Null where no mail is set up. */
  mail: MailState | null
}

export const OrganisationPage = ({ values, errors, mail, ...rest }: OrganisationPageProps) => {
  const field = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <SettingsFrame
      {...rest}
      path="organisation"
      title="Organisation"
      lead="Customers read this before they allow a recording. You cannot create a link without it."
    >
      <form method="post" action="/settings/organisation" class="form card">
        <FormError errors={errors} />
        <Field
          {...field('name')}
          label="Organisation name"
          hint="As customers know you. It is on the consent page and in the bar while recording."
          maxlength={MAX_NAME_LENGTH}
          autocomplete="organization"
        />
        <Field
          {...field('controllerName')}
          label="Controller name"
          hint="The legal entity responsible for the data."
          maxlength={MAX_NAME_LENGTH}
        />
        <Field
          {...field('privacyContact')}
          label="Privacy contact"
          hint="An e-mail address or web page where customers ask about their data, or ask to have it erased."
        />
        <Field
          {...field('minimumAge')}
          label="Minimum age"
          type="number"
          min={0}
          max={MINIMUM_AGE_BOUNDS.max}
          unit="years"
          hint="Customers who say they are younger are not recorded, and their age is not stored. With 0, nobody is asked. In the EU it is 16, or what your country has set between 13 and 16."
        />
        <div class="form-end">
          <button class="button button-primary" type="submit">
            Save organisation
          </button>
        </div>
      </form>
      <MailSettings mail={mail} to={rest.context.person.email} />
    </SettingsFrame>
  )
}
