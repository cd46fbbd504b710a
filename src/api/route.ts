import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { ProblemCode } from './problems.ts'
import type { Scope, Token } from './token.ts'

/** Who may ask. `either`: anybody for less, and a token of the scope for all of it. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'either'; readonly scope: Scope }
  | { readonly kind: 'scope'; readonly scope: Scope }

export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly body: object }
  | { readonly kind: 'problem'; readonly code: ProblemCode }
  /** The route has written the answer itself. */
  | { readonly kind: 'written' }

/** What stands in the document about a route, and what holds when it is asked: there is nothing else. */
export type RouteWords = {
  readonly method: 'get' | 'post'
  /** Under the mount: `/keys/{product}/{serial}`. */
  readonly path: string
  readonly id: string
  readonly summary: string
  readonly description?: string
  readonly access: Access
  /** By status; an answer has the fields of its schema and no others. */
  readonly answers: Readonly<Record<number, z.ZodType>>
  /** Where they differ for whoever has no token. */
  readonly publicAnswers?: Readonly<Record<number, z.ZodType>>
  /** Besides those that follow from the rest. */
  readonly problems?: readonly ProblemCode[]
  /** Needs a header `Idempotency-Key`. */
  readonly once?: true
  /** Body and answer are NDJSON: one of these on each line. */
  readonly lines?: { readonly request: z.ZodType; readonly answer: z.ZodType }
  /** In kB; 16 where it is not given. */
  readonly largestBody?: number
}

export type Schemas<Path, Query, Body, PublicBody> = {
  /** Of the parameters in the path; what does not fit is nothing that is there. */
  readonly parameters?: z.ZodType<Path, unknown>
  readonly query?: z.ZodType<Query, unknown>
  readonly body?: z.ZodType<Body, unknown>
  /** Where it differs for whoever has no token. */
  readonly publicBody?: z.ZodType<PublicBody, unknown>
  /** A body may be left out. */
  readonly bodyIsOptional?: true
}

export type Asked<Path, Query, Body> = {
  readonly path: Path
  readonly query: Query
  readonly body: Body
  readonly token: Token | undefined
  /** Where a route needs it, what stands for the client's own key and for what it asks. */
  readonly once: { readonly name: string; readonly request: string }
  readonly request: Request
  readonly response: Response
}

export type Route = RouteWords &
  Schemas<unknown, unknown, unknown, unknown> & {
    readonly handle: (asked: Asked<unknown, unknown, unknown>) => Promise<Reply> | Reply
  }

/** A route whose handler gets what its schemas give. */
export function route<Path, Query, Body, PublicBody = Body>(
  of: RouteWords &
    Schemas<Path, Query, Body, PublicBody> & {
      readonly handle: (asked: Asked<Path, Query, Body | PublicBody>) => Promise<Reply> | Reply
    },
): Route {
  return of as Route
}

export function answer(status: number, body: object): Reply {
  return { kind: 'answer', status, body }
}

export function problem(code: ProblemCode): Reply {
  return { kind: 'problem', code }
}
