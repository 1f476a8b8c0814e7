/** "Try it": a form that the script sends, and a curl line for everyone. */
import { CopyButton } from '../parts/chips.tsx'
import type { Endpoint, Parameter } from './openapi.ts'

export interface TryItProps {
  endpoint: Endpoint
  parameters: readonly Parameter[]
  /** Of the body; undefined where there is none. */
  example: unknown
  publicUrl: string
}

export const TryIt = ({ endpoint, parameters, example, publicUrl }: TryItProps) => {
  const { id, method, path } = endpoint
  const json = example === undefined ? undefined : JSON.stringify(example, null, 2)
  const curl = curlOf(method, `${publicUrl}${path}`, json)
  return (
    <details class="try">
      <summary>Try it</summary>
      <div class="stack-s">
        <form class="form" data-try={method.toUpperCase()} data-path={path} data-needs-script hidden>
          {parameters.map((parameter) => (
            <div class="field">
              <label for={`${id}-${parameter.name}`}>
                {parameter.name}
                {!parameter.required && <span class="optional"> optional</span>}
              </label>
              <input
                id={`${id}-${parameter.name}`}
                class="mono"
                name={parameter.name}
                data-in={parameter.in}
                required={parameter.required}
                autocomplete="off"
              />
            </div>
          ))}
          {json !== undefined && (
            <div class="field">
              <label for={`${id}-body`}>Body (JSON)</label>
              <textarea
                id={`${id}-body`}
                class="mono"
                data-body
                rows={Math.min(12, json.split('\n').length)}
                spellcheck={false}
              >
                {json}
              </textarea>
            </div>
          )}
          <div class="form-end">
            <button class="button button-primary" type="submit">
              Send request
            </button>
          </div>
          <div data-result role="status" aria-live="polite" />
        </form>
        <div class="code-row">
          <pre class="code" tabindex={0} role="group" aria-label="With curl">
            <code>{curl}</code>
          </pre>
          <CopyButton text={curl} label="Copy" name="Copy curl command" />
        </div>
      </div>
    </details>
  )
}

const curlOf = (method: string, url: string, json: string | undefined): string =>
  [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${url}'`,
    `-H "Authorization: Bearer $CASEREEL_KEY"`,
    ...(json === undefined
      ? []
      : [`-H 'content-type: application/json'`, `-d '${json.replaceAll("'", `'\\''`)}'`]),
  ].join(' \\\n  ')
