/** A schema as a table: one row a property, inner objects indented below. */
import { boundWords, resolve, typeWords, type OpenApiDocument, type Schema } from './openapi.ts'

interface SchemaRow {
  path: string
  depth: number
  required: boolean
  schema: Schema
}

/** Deeper objects are left to the example. */
const MAX_DEPTH = 3

export const SchemaTable = ({ schema, document }: { schema: Schema; document: OpenApiDocument }) => {
  const rows = rowsOf(schema, document, '', 0)
  if (rows.length === 0) return <p class="muted">{typeWords(schema, document)}</p>
  return (
    <div class="table-wrap">
      <table class="table schema">
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row" class={`depth-${row.depth}`}>
                <code>{row.path}</code>
                {row.required && <span class="required">required</span>}
              </th>
              <td class="schema-type">{typeWords(row.schema, document)}</td>
              <td class="wide">{describe(row.schema, document)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const describe = (schema: Schema, document: OpenApiDocument): string =>
  [schema.description ?? resolve(schema, document).description, boundWords(schema, document)]
    .filter(Boolean)
    .join('; ')

const rowsOf = (schema: Schema, document: OpenApiDocument, prefix: string, depth: number): SchemaRow[] => {
  const shape = objectIn(schema, document)
  if (!shape || depth > MAX_DEPTH) return []
  const list = resolve(schema, document).type === 'array'
  const base = list ? `${prefix}[]` : prefix
  return Object.entries(shape.properties ?? {}).flatMap(([name, inner]) => {
    const path = base === '' ? name : `${base}.${name}`
    const required = shape.required?.includes(name) ?? false
    return [{ path, depth, required, schema: inner }, ...rowsOf(inner, document, path, depth + 1)]
  })
}

/** The object that a schema is, holds a list of, or is one of. */
const objectIn = (schema: Schema, document: OpenApiDocument): Schema | undefined => {
  const shape = resolve(schema, document)
  if (shape.properties) return shape
  if (shape.items) return objectIn(shape.items, document)
  const variants = (shape.anyOf ?? shape.oneOf ?? []).map((variant) => resolve(variant, document))
  return variants.find((variant) => variant.properties)
}
