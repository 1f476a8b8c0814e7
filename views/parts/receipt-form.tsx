/** A receipt as a file or as pasted text. Works without JavaScript. */
import type { Texts } from '../../src/domain/notice/languages.ts'
import { Icon } from '../icons.tsx'

export const ReceiptForm = (props: {
  texts: Texts['verify']
  /** Where it posts to; the page itself by default. */
  action?: string
  /** Label of its button. */
  submit: string
  error: string | null
}) => (
  <form method="post" action={props.action ?? ''} enctype="multipart/form-data" class="form card">
    {props.error !== null && (
      <p class="banner banner-error" role="alert">
        <Icon name="alert" /> <span>{props.error}</span>
      </p>
    )}
    <div class="field">
      <label for="receipt-file">{props.texts.file}</label>
      <input id="receipt-file" name="file" type="file" accept=".json,.jws,.txt,application/json" />
    </div>
    <div class="field">
      <label for="receipt-text">{props.texts.paste}</label>
      <textarea id="receipt-text" name="text" rows={6} class="mono" spellcheck={false} autocomplete="off" />
    </div>
    <div class="form-end">
      <button class="button button-primary" type="submit">
        {props.submit}
      </button>
    </div>
  </form>
)
