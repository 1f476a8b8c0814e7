interface FieldProps {
  id: string
  label: string
  type?: 'text' | 'email' | 'tel' | 'password'
  autocomplete: string
  inputmode?: 'numeric' | 'tel' | 'email'
  value?: string
  hint?: string
  placeholder?: string
  optional?: boolean
  /** Columns of a six-column grid. */
  span?: 2 | 3 | 4 | 6
}

/** One labelled input with its hint and the place of its error. */
export const Field = ({ id, label, hint, optional, span = 6, type = 'text', ...input }: FieldProps) => (
  <div class={`field span-${span}`}>
    <label for={id}>
      {label}
      {optional && <span class="faint"> (optional)</span>}
    </label>
    <input
      id={id}
      name={id}
      type={type}
      aria-describedby={hint ? `${id}-hint ${id}-error` : `${id}-error`}
      required={!optional}
      {...input}
    />
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    <p class="error" id={`${id}-error`} data-error-for={id}></p>
  </div>
)
