/** `/api`: the API reference, made from the OpenAPI document that the server itself serves. */
import type { Child } from 'hono/jsx'
import { Bare, Layout, type BareContext, type PageContext } from '../layout.tsx'
import {
  boundWords,
  exampleOf,
  groupsOf,
  typeWords,
  type Endpoint,
  type MediaType,
  type OpenApiDocument,
} from './openapi.ts'
import { SchemaTable } from './schema-table.tsx'
import { TryIt } from './try-it.tsx'

export interface ApiReferencePageProps {
  /** Signed in or not: the reference is open to everyone. */
  context: PageContext | BareContext
  document: OpenApiDocument
  /** PUBLIC_URL. */
  publicUrl: string
}

export const ApiReferencePage = ({ context, document, publicUrl }: ApiReferencePageProps) => {
  const body = <Reference document={document} publicUrl={publicUrl} />
  return 'person' in context ? (
    <Layout context={context} title="API reference" section="api">
      {body}
    </Layout>
  ) : (
    <Bare context={context} title="API reference" script={context.assets.admin} page>
      {body}
    </Bare>
  )
}

const Reference = ({ document, publicUrl }: Omit<ApiReferencePageProps, 'context'>) => {
  const groups = groupsOf(document)
  return (
    <div class="settings api">
      <nav class="side" aria-label="Endpoints">
        {groups.map((group) => (
          <>
            <h2>{group.name}</h2>
            {group.endpoints.map((endpoint) => (
              <a href={`#${endpoint.id}`}>{endpoint.operation.summary ?? endpoint.path}</a>
            ))}
          </>
        ))}
      </nav>
      <div class="settings-body stack">
        <header class="stack-s">
          <h1>API reference</h1>
          <p class="lead">
            {document.info.description ?? 'Create links and fetch recordings from your own programs.'}
          </p>
          <p>
            Every request needs a key, created in Settings under API keys:{' '}
            <code>Authorization: Bearer …</code>. Lists come in pages: <code>nextCursor</code> of one is{' '}
            <code>cursor</code> of the next. Errors look like <code>{'{"error": {"code", "message"}}'}</code>.
            The same in a form for machines: <a href="/api/v1/openapi.json">openapi.json</a>.
          </p>
        </header>
        <div class="card api-key-card" data-needs-script hidden>
          <div class="field">
            <label for="try-key">API key for “Try it”</label>
            <input
              id="try-key"
              class="mono"
              type="password"
              autocomplete="off"
              spellcheck={false}
              data-try-key
            />
            <p class="hint">Stays in this page’s memory. It is gone when you leave or reload.</p>
          </div>
        </div>
        {groups.map((group) => (
          <section class="stack" aria-label={group.name}>
            {group.endpoints.map((endpoint) => (
              <EndpointCard endpoint={endpoint} document={document} publicUrl={publicUrl} />
            ))}
          </section>
        ))}
      </div>
    </div>
  )
}

interface EndpointProps {
  endpoint: Endpoint
  document: OpenApiDocument
  publicUrl: string
}

const EndpointCard = ({ endpoint, document, publicUrl }: EndpointProps) => {
  const { id, method, path, operation } = endpoint
  const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in !== 'header')
  const body = operation.requestBody?.content?.['application/json']
  return (
    <article class="card endpoint" id={id} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{operation.summary ?? `${method.toUpperCase()} ${path}`}</h2>
        <p class="endpoint-path mono">
          <span class={`method method-${method}`}>{method.toUpperCase()}</span> {path}
        </p>
        {operation.description && <p>{operation.description}</p>}
      </header>
      {parameters.length > 0 && (
        <Part title="Parameters">
          <div class="table-wrap">
            <table class="table schema">
              <tbody>
                {parameters.map((parameter) => (
                  <tr>
                    <th scope="row">
                      <code>{parameter.name}</code>
                      {parameter.required && <span class="required">required</span>}
                    </th>
                    <td class="schema-type">
                      {parameter.schema ? typeWords(parameter.schema, document) : 'string'}
                    </td>
                    <td class="wide">
                      {[
                        parameter.description ?? parameter.schema?.description,
                        parameter.schema && boundWords(parameter.schema, document),
                      ]
                        .filter(Boolean)
                        .join('; ') || `In the ${parameter.in}.`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Part>
      )}
      {body && <Body title="Body" media={body} document={document} />}
      {Object.entries(operation.responses ?? {}).map(([status, response]) => (
        <Response
          status={status}
          text={response.description ?? ''}
          media={response.content?.['application/json']}
          document={document}
        />
      ))}
      <TryIt
        endpoint={endpoint}
        parameters={parameters}
        example={body && exampleOfMedia(body, document)}
        publicUrl={publicUrl}
      />
    </article>
  )
}

const exampleOfMedia = (media: MediaType, document: OpenApiDocument): unknown =>
  media.example ?? (media.schema ? exampleOf(media.schema, document) : {})

const Part = ({ title, children }: { title: string; children: Child }) => (
  <section class="stack-s">
    <h3>{title}</h3>
    {children}
  </section>
)

const Body = ({ title, media, document }: { title: string; media: MediaType; document: OpenApiDocument }) => (
  <Part title={title}>
    {media.schema && <SchemaTable schema={media.schema} document={document} />}
    <Example value={exampleOfMedia(media, document)} label={`Example of ${title.toLowerCase()}`} />
  </Part>
)

const Example = ({ value, label }: { value: unknown; label: string }) => (
  <pre class="code" tabindex={0} role="group" aria-label={label}>
    <code>{JSON.stringify(value, null, 2)}</code>
  </pre>
)

const Response = (props: {
  status: string
  text: string
  media: MediaType | undefined
  document: OpenApiDocument
}) => (
  <details class="response">
    <summary>
      <Code status={props.status} /> {props.text}
    </summary>
    {props.media ? (
      <div class="stack-s">
        {props.media.schema && <SchemaTable schema={props.media.schema} document={props.document} />}
        <Example
          value={exampleOfMedia(props.media, props.document)}
          label={`Example of answer ${props.status}`}
        />
      </div>
    ) : (
      <p class="muted">No body.</p>
    )}
  </details>
)

const Code = ({ status }: { status: string }) => (
  <span class={`status mono ${status.startsWith('2') ? 'status-good' : 'status-bad'}`}>{status}</span>
)
