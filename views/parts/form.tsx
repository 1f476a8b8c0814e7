/** Form controls: a label, a sentence of help, the control, and what is wrong with it. */
import type { Child } from 'hono/jsx'
import { Icon } from '../icons.tsx'

/** What the reader entered, by field name; given back after a bad POST. */
export type Values = Readonly<Record<string, string>>
/** What is wrong, by field name, each as a sentence that says what to do. The key `form` is about the whole form. */
export type FieldErrors = Readonly<Record<string, string>>

interface FieldShape {
  name: string
  label: string
  /** One sentence. */
  hint?: Child
  error?: string | undefined
  /** Goes before the ids, so that two forms of a page can share field names. */
  prefix?: string
  optional?: boolean
}

const idOf = ({ name, prefix = 'f' }: FieldShape) => `${prefix}-${name}`

const describedBy = (field: FieldShape): string | undefined =>
  [field.error && `${idOf(field)}-error`, field.hint && `${idOf(field)}-hint`].filter(Boolean).join(' ') ||
  undefined

const Wrapped = (props: FieldShape & { children: Child }) => (
  <div class={props.error ? 'field field-bad' : 'field'}>
    <label for={idOf(props)}>
      {props.label}
      {props.optional && <span class="optional"> optional</span>}
    </label>
    {props.children}
    {props.error && (
      <p class="field-error" id={`${idOf(props)}-error`}>
        <Icon name="alert" /> {props.error}
      </p>
    )}
    {props.hint && (
      <p class="hint" id={`${idOf(props)}-hint`}>
        {props.hint}
      </p>
    )}
  </div>
)

export interface FieldProps extends FieldShape {
  type?: 'text' | 'email' | 'url' | 'number' | 'search'
  value?: string | undefined
  maxlength?: number
  min?: number
  max?: number
  placeholder?: string
  autocomplete?: string
  autofocus?: boolean
  list?: string
  /** Text after the control: a unit. */
  unit?: string
  mono?: boolean
}

export const Field = (props: FieldProps) => (
  <Wrapped {...props}>
    <span class={props.unit ? 'with-unit' : 'control'}>
      <input
        id={idOf(props)}
        name={props.name}
        type={props.type ?? 'text'}
        class={props.mono ? 'mono' : undefined}
        value={props.value ?? ''}
        required={!props.optional}
        maxlength={props.maxlength}
        min={props.min}
        max={props.max}
        placeholder={props.placeholder}
        autocomplete={props.autocomplete ?? 'off'}
        autofocus={props.autofocus}
        list={props.list}
        dir={props.type === undefined || props.type === 'text' ? 'auto' : undefined}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      />
      {props.unit && <span class="unit">{props.unit}</span>}
    </span>
  </Wrapped>
)

export interface Choice {
  value: string
  label: string
}

export const Select = (props: FieldShape & { choices: readonly Choice[]; value: string }) => (
  <Wrapped {...props}>
    <span class="select">
      <select
        id={idOf(props)}
        name={props.name}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      >
        {props.choices.map((choice) => (
          <option value={choice.value} selected={choice.value === props.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" />
    </span>
  </Wrapped>
)

/** What is wrong with a form as a whole; nothing when nothing is. */
export const FormError = ({ errors }: { errors: FieldErrors }) =>
  errors.form ? (
    <p class="banner banner-error" role="alert">
      <Icon name="alert" /> <span>{errors.form}</span>
    </p>
  ) : null

/** A form of one button. With `confirm` the script asks first; without JavaScript it acts at once. */
export const ActionForm = (props: {
  action: string
  label: string
  /** Accessible name where the label alone is ambiguous, as in a list. */
  name?: string
  class?: string
  fields?: Values
  /** `safe`: nothing is lost by it. */
  confirm?: { title: string; text: string; safe?: boolean }
  danger?: boolean
  children?: Child
}) => (
  <form
    method="post"
    action={props.action}
    data-confirm={props.confirm?.title}
    data-confirm-text={props.confirm?.text}
    data-confirm-label={props.confirm && props.label}
    data-confirm-safe={props.confirm?.safe ? '' : undefined}
  >
    {Object.entries(props.fields ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button
      class={props.class ?? (props.danger ? 'button button-danger' : 'button')}
      type="submit"
      aria-label={props.name}
    >
      {props.children}
      {props.label}
    </button>
  </form>
)
