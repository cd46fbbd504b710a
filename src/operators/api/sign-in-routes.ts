import { type Request, Router } from 'express'
import { z } from 'zod'
import { networkOf } from '../../base/network-of.ts'
import type { Operator } from '../accounts/operator.ts'
import { pageToken } from '../accounts/recognise.ts'
import { hashOfSecret } from '../accounts/secrets-of-chance.ts'
import { createSignIn, type Whence } from '../accounts/sign-in.ts'
import type { ConsoleDeps } from './console-deps.ts'
import type { Cookies } from './cookies.ts'
import { askerOf, type Guard, read } from './guards.ts'
import { refuse, refuseForNow } from './refusals.ts'

const passwordSaid = z.strictObject({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(1_000),
})
const codeSaid = z.strictObject({ code: z.string().min(1).max(50) })
const signOutSaid = z.strictObject({ everywhere: z.boolean().default(false) })

/** `/sign-in`, `/sign-out` and `/me`. */
export function signInRoutes(deps: ConsoleDeps, cookies: Cookies, guard: Guard): Router {
  const { sessions, organisation, now } = deps
  const signIn = createSignIn(deps)
  const router = Router()

  const whenceOf = (request: Request): Whence => ({
    address: networkOf(request.ip ?? ''),
    deviceOf: (operator) => cookies.deviceOf(operator).read(request),
    at: now(),
  })

  router.get('/sign-in', (_request, response) => {
    response.json({ kind: 'ways', organisation: organisation !== undefined })
  })

  router.post('/sign-in', async (request, response) => {
    const said = read(passwordSaid, request, response)
    if (said === undefined) return
    const result = await signIn.password(said, whenceOf(request))
    if (result.kind === 'wait') return refuseForNow(response, result.inMs)
    if (result.kind === 'refused') return refuse(response, result.reason)
    const before = cookies.session.read(request)
    if (before !== undefined) await sessions.end(hashOfSecret(before), now())
    cookies.session.write(response, result.session)
    response.json({ kind: 'code-needed' })
  })

  router.post('/sign-in/code', async (request, response) => {
    const said = read(codeSaid, request, response)
    if (said === undefined) return
    const session = cookies.session.read(request) ?? ''
    const result = await signIn.code({ session, ...said }, whenceOf(request))
    if (result.kind === 'wait') return refuseForNow(response, result.inMs)
    if (result.kind === 'refused') return refuse(response, result.reason)
    cookies.session.write(response, result.session)
    cookies.deviceOf(result.operator.id).write(response, result.device)
    const { operator, recoveryCodesLeft } = result
    response.json({
      kind: 'signed-in',
      operator: viewOf(operator),
      pageToken: pageToken(result.session),
      ...(recoveryCodesLeft !== undefined && { recoveryCodesLeft }),
    })
  })

  router.get('/me', guard.signedIn(), (request, response) => {
    const { operator, until } = askerOf(response)
    const secret = cookies.session.read(request) ?? ''
    response.json({
      kind: 'signed-in',
      operator: viewOf(operator),
      until,
      pageToken: pageToken(secret),
    })
  })

  router.post('/sign-out', guard.signedIn(), async (request, response) => {
    const said = read(signOutSaid, request, response)
    if (said === undefined) return
    const { operator, session } = askerOf(response)
    if (said.everywhere) await sessions.endAll(operator.id, now())
    else await sessions.end(session, now())
    cookies.session.clear(response)
    response.json({ kind: 'signed-out' })
  })
  return router
}

/** What a page is told of an operator. */
export function viewOf(operator: Operator): object {
  const { id, name, email, roles, languages, countries, telephone, state, identity } = operator
  return {
    id,
    name,
    email,
    roles,
    languages,
    countries,
    telephone: telephone ?? null,
    state,
    by: identity.kind,
  }
}
