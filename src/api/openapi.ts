import { z } from 'zod'
import { mountedAt, type ProblemCode, problems } from './problems.ts'
import type { Route } from './route.ts'
import { problemSchema } from './routes/problem-types.ts'
import { scopes } from './token.ts'

type Json = { readonly [name: string]: unknown }

/** An OpenAPI 3.1 document, made of the same schemas that check the requests and cut the answers. */
export type Document = {
  readonly openapi: '3.1.0'
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Json
} & Json

export type Operation = {
  readonly operationId: string
  readonly responses: Readonly<Record<string, Json>>
} & Json

export function describeRoutes(routes: readonly Route[]): Document {
  const named: Record<string, Json> = {}
  const reference = refer(named)
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route, reference) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Activation Line',
      version: '1',
      description:
        'Activations, releases, extensions, keys and cases. Times are milliseconds since 1970.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: mountedAt }],
    paths,
    components: {
      schemas: named,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `Made by \`activation-line tokens add\` with some of the scopes ${scopes.join(', ')}.`,
        },
      },
    },
  }
}

type Direction = 'input' | 'output'

/** Gives the JSON schema of a zod schema; what has an id goes among the named ones, and is referred to. */
type Refer = (schema: z.ZodType, direction: Direction) => Json

function refer(named: Record<string, Json>): Refer {
  return (schema, io) => {
    const { properties, $defs } = z.toJSONSchema(z.object({ it: schema }), {
      io,
      override: ({ jsonSchema }) => tidy(jsonSchema as Record<string, unknown>),
    })
    for (const [id, one] of Object.entries($defs ?? {})) named[id] = pointed(one as Json)
    return pointed(properties?.['it'] as Json)
  }
}

/**
 * What stands in an address is text, but is to be written as the number that it is; and that numbers have 53 bits goes
 * without saying.
 */
function tidy(schema: Record<string, unknown>): void {
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum']
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum']
  if (schema['number'] === undefined) return
  Object.assign(schema, schema['number'])
  delete schema['number']
  delete schema['pattern']
}

function pointed(schema: Json): Json {
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')
  const { id: _, ...rest } = JSON.parse(text) as Json
  return rest
}

function operationOf(route: Route, reference: Refer): Operation {
  const { id, summary, description, access } = route
  const token = access.kind === 'public' ? [] : [{ token: [access.scope] }]
  const nobody = access.kind === 'scope' ? [] : [{}]
  const body = bodyOf(route, reference)
  return {
    operationId: id,
    summary,
    ...(description !== undefined && { description }),
    security: [...nobody, ...token],
    parameters: parametersOf(route, reference),
    ...(body && { requestBody: body }),
    responses: responsesOf(route, reference),
  }
}

function parametersOf(route: Route, reference: Refer): readonly Json[] {
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description:
      'A new one for each thing to be done. The same one with the same request gets the same answer, for 24 hours.',
    schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
  }
  return [
    ...fieldsOf(route.parameters, 'path', reference),
    ...fieldsOf(route.query, 'query', reference),
    ...(route.once === true ? [key] : []),
  ]
}

function fieldsOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  reference: Refer,
): readonly Json[] {
  if (schema === undefined) return []
  const { properties, required } = reference(schema, 'input')
  const must = (required ?? []) as readonly string[]
  return Object.entries(properties as Record<string, Json>).map(([name, one]) => {
    const { description, ...rest } = one
    return {
      name,
      in: place,
      required: must.includes(name),
      ...(description !== undefined && { description }),
      schema: rest,
    }
  })
}

function bodyOf(route: Route, reference: Refer): Json | undefined {
  if (route.lines !== undefined) {
    const schema = reference(route.lines.request, 'input')
    const description = 'One of these a line.'
    return { required: true, description, content: { 'application/x-ndjson': { schema } } }
  }
  const forms = [route.body, route.publicBody].filter((one) => one !== undefined)
  if (forms.length === 0) return undefined
  const schema = either(forms.map((one) => reference(one, 'input')))
  return { required: route.bodyIsOptional !== true, content: { 'application/json': { schema } } }
}

function either(schemas: readonly Json[]): Json {
  const [first = {}] = schemas
  return schemas.length === 1 ? first : { anyOf: schemas }
}

function responsesOf(route: Route, reference: Refer): Operation['responses'] {
  const responses: Record<string, { description: string; content: Json; headers?: Json }> = {}
  const all = [...Object.entries(route.answers), ...Object.entries(route.publicAnswers ?? {})]
  for (const status of new Set(all.map(([one]) => one))) {
    const forms = all.filter(([one]) => one === status).map(([, schema]) => schema)
    const different = [...new Set(forms)].map((one) => reference(one, 'output'))
    const type = route.lines === undefined ? 'application/json' : 'application/x-ndjson'
    responses[status] = {
      description: answerWords[status] ?? 'The answer.',
      content: { [type]: { schema: either(different) } },
    }
  }
  for (const [status, codes] of problemsOf(route)) {
    const words = codes.map((code) => `\`${code}\`: ${problems[code].detail}`).join(' ')
    const before = responses[status]
    const headers = headersOf[status]
    responses[status] = {
      description: before === undefined ? words : `${before.description} Or ${words}`,
      ...(headers && { headers }),
      content: {
        ...before?.content,
        'application/problem+json': { schema: reference(problemSchema, 'output') },
      },
    }
  }
  return responses
}

const answerWords: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Made.',
  422: 'Refused: the reason says why.',
  503: 'Not now.',
}

const text = { schema: { type: 'string' } }

const headersOf: Readonly<Record<number, Json>> = {
  401: { 'WWW-Authenticate': text },
  403: { 'WWW-Authenticate': text },
  429: { 'Retry-After': { schema: { type: 'integer' }, description: 'In seconds.' } },
}

/** What may be answered besides the route's own answers follows from how it is asked. */
function problemsOf(route: Route): ReadonlyMap<number, readonly ProblemCode[]> {
  const hasBody = route.body !== undefined || route.lines !== undefined
  const codes: readonly ProblemCode[] = [
    ...(route.body !== undefined ? (['not-json'] as const) : []),
    ...(route.body !== undefined || route.query !== undefined ? (['bad-request'] as const) : []),
    ...(route.once === true
      ? (['idempotency-key-missing', 'idempotency-key-reused'] as const)
      : []),
    'unauthorized',
    ...(route.access.kind === 'public' ? [] : (['forbidden'] as const)),
    ...(route.parameters === undefined ? [] : (['not-found'] as const)),
    ...(hasBody ? (['unsupported-media-type'] as const) : []),
    ...(route.body !== undefined ? (['too-large'] as const) : []),
    ...(route.problems ?? []),
    'too-many-requests',
    'internal-error',
    'unavailable',
  ]
  return Map.groupBy(codes, (code) => problems[code].status)
}
