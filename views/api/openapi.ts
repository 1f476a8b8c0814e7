/** The part of an OpenAPI 3.1 document that the reference page reads, and how its schemas are unfolded. */

export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  example?: unknown
  examples?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  nullable?: boolean
}

export interface MediaType {
  schema?: Schema
  example?: unknown
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  description?: string
  schema?: Schema
  example?: unknown
}

export interface Operation {
  operationId?: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content?: Record<string, MediaType> }
  responses?: Record<string, { description?: string; content?: Record<string, MediaType> }>
}

export interface OpenApiDocument {
  openapi: string
  info: { title: string; version: string; description?: string }
  servers?: { url: string }[]
  tags?: { name: string; description?: string }[]
  paths?: Record<string, Record<string, unknown>>
  components?: { schemas?: Record<string, unknown> }
}

export interface Endpoint {
  /** Unique in the document; also the fragment of its heading. */
  id: string
  method: string
  /** Whole, with the part that is in the document's server address. */
  path: string
  operation: Operation
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

const basePath = ({ servers }: OpenApiDocument): string => {
  const url = servers?.[0]?.url
  return url === undefined ? '' : new URL(url, 'http://here').pathname.replace(/\/$/, '')
}

/** Endpoints by their first tag, in the order of the document. */
export const groupsOf = (document: OpenApiDocument): { name: string; endpoints: Endpoint[] }[] => {
  const groups = new Map<string, Endpoint[]>()
  const base = basePath(document)
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined
      if (!operation) continue
      const tag = operation.tags?.[0] ?? 'Other'
      const id = operation.operationId ?? `${method}${path.replaceAll(/[^a-z0-9]+/gi, '-')}`
      groups.set(tag, [...(groups.get(tag) ?? []), { id, method, path: base + path, operation }])
    }
  }
  return [...groups].map(([name, endpoints]) => ({ name, endpoints }))
}

/** The schema behind a `$ref`, with `allOf` merged into one. */
export const resolve = (schema: Schema, document: OpenApiDocument): Schema => {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    const found = document.components?.schemas?.[name] as Schema | undefined
    return found ? resolve(found, document) : {}
  }
  if (!schema.allOf) return schema
  const parts = schema.allOf.map((part) => resolve(part, document))
  return {
    ...Object.assign({}, ...parts, schema),
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {}), schema.properties),
    required: [...parts.flatMap((part) => part.required ?? []), ...(schema.required ?? [])],
  } as Schema
}

/** A type in a few words: `string or null`, `list of object`, `"live" or "ended"`. */
export const typeWords = (schema: Schema, document: OpenApiDocument): string => {
  const shape = resolve(schema, document)
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' or ')
  const variants = shape.anyOf ?? shape.oneOf
  if (variants) return [...new Set(variants.map((variant) => typeWords(variant, document)))].join(' or ')
  const types = Array.isArray(shape.type) ? shape.type : [shape.type ?? 'anything']
  const words = types.map((type) =>
    type === 'array' ? `list of ${shape.items ? typeWords(shape.items, document) : 'anything'}` : type,
  )
  if (shape.nullable) words.push('null')
  return words.join(' or ')
}

/** Bounds and format, as words; '' where there are none. */
export const boundWords = (schema: Schema, document: OpenApiDocument): string => {
  const { format, minimum, maximum, minLength, maxLength, ...rest } = resolve(schema, document)
  const range = (low: number | undefined, high: number | undefined, unit: string) => {
    if (low === undefined && high === undefined) return ''
    if (low === undefined) return `at most ${high}${unit}`
    return high === undefined || high >= Number.MAX_SAFE_INTEGER
      ? `at least ${low}${unit}`
      : `${low} to ${high}${unit}`
  }
  return [
    format,
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    rest.default === undefined ? '' : `default ${JSON.stringify(rest.default)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** A value that fits the schema: its own example where it has one. */
export const exampleOf = (schema: Schema, document: OpenApiDocument, depth = 0): unknown => {
  const shape = resolve(schema, document)
  const given = shape.example ?? shape.examples?.[0] ?? shape.const ?? shape.default ?? shape.enum?.[0]
  if (given !== undefined) return given
  const variant = (shape.anyOf ?? shape.oneOf)?.[0]
  if (variant) return exampleOf(variant, document, depth)
  const type = Array.isArray(shape.type) ? shape.type[0] : shape.type
  switch (type) {
    case 'object':
      return depth > 5
        ? {}
        : Object.fromEntries(
            Object.entries(shape.properties ?? {}).map(([name, inner]) => [
              name,
              exampleOf(inner, document, depth + 1),
            ]),
          )
    case 'array':
      return shape.items && depth <= 5 ? [exampleOf(shape.items, document, depth + 1)] : []
    case 'integer':
    case 'number':
      return shape.minimum ?? 0
    case 'boolean':
      return true
    case 'string':
      return shape.format === 'date-time'
        ? '2026-11-20T09:30:00.000Z'
        : shape.format === 'uri'
          ? 'https://example.com/'
          : 'text'
    default:
      return null
  }
}
