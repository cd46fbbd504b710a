import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import type { Role } from '../../base/operator.ts'
import { isPageToken, recognise, type Recognised } from '../accounts/recognise.ts'
import type { SessionStore } from '../accounts/sessions.ts'
import type { Cookies } from './cookies.ts'
import { refuse } from './refusals.ts'

/** Methods that change nothing (RFC 9110). */
const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What changes something is asked by a page of this line only: browsers say from where, and no page can say otherwise. */
export function onlyOurPages(publicUrl: string): RequestHandler {
  const { origin } = new URL(publicUrl)
  return (request, response, next) => {
    if (safe.has(request.method) || request.headers.origin === origin) return next()
    refuse(response, 'origin')
  }
}

export type Guard = {
  /** Lets on whoever is signed in, with one of these roles where some are named. */
  readonly signedIn: (...of: readonly Role[]) => RequestHandler
}

/** Whoever changes something proves besides that his page knows the session: the cookie alone is sent by itself. */
export function createGuard(
  { sessions, now }: { readonly sessions: SessionStore; readonly now: () => number },
  cookies: Cookies,
): Guard {
  return {
    signedIn:
      (...of) =>
      async (request, response, next) => {
        const secret = cookies.session.read(request) ?? ''
        const found = await recognise(sessions, secret, now())
        if (found === undefined) return refuse(response, 'not-signed-in')
        const token = request.headers['x-page-token']
        const isOfPage = typeof token === 'string' && isPageToken(token, secret)
        if (!safe.has(request.method) && !isOfPage) return refuse(response, 'page-token')
        if (of.length > 0 && !of.some((role) => found.operator.roles.includes(role))) {
          return refuse(response, 'role')
        }
        askers.set(response, found)
        next()
      },
  }
}

/** Who asked, behind a guard. */
export function askerOf(response: Response): Recognised {
  const found = askers.get(response)
  if (found === undefined) throw new Error('no guard stands before this route')
  return found
}

const askers = new WeakMap<Response, Recognised>()

/** Reads the body by a schema, and answers what is wrong by field where it does not fit. */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
  response: Response,
): z.infer<Schema> | undefined {
  const result = schema.safeParse(request.body)
  if (result.success) return result.data
  const fields = result.error.issues.map(({ path }) => path.join('.'))
  refuse(response, 'malformed', { fields: [...new Set(fields)] })
  return undefined
}
