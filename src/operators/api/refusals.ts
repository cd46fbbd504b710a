import type { Response } from 'express'
import type { Refusal } from './protocol.ts'

/** Every no of the console's API, with its status. The console has words for each in every language. */
export const refusals = {
  malformed: 400,
  'name-or-password': 401,
  code: 401,
  'begin-again': 401,
  'not-signed-in': 401,
  origin: 403,
  'page-token': 403,
  role: 403,
  'not-yours': 403,
  'other-skills': 403,
  'not-found': 404,
  invitation: 404,
  'no-organisation': 404,
  'unknown-operator': 404,
  'unknown-case': 404,
  'unknown-override': 404,
  'unknown-key': 404,
  gone: 404,
  taken: 409,
  'address-taken': 409,
  busy: 409,
  'own-account': 409,
  'of-organisation': 409,
  'own-override': 409,
  decided: 409,
  stale: 409,
  'not-needed': 409,
  'password-too-short': 422,
  'password-too-long': 422,
  'password-common': 422,
  'not-genuine': 422,
  'no-number': 422,
  'no-mobile': 422,
  'too-many': 422,
  'over-budget': 429,
  'not-now': 429,
  wait: 429,
  failed: 500,
  unavailable: 503,
  unable: 503,
} as const satisfies Readonly<Record<string, number>>

export type Reason = keyof typeof refusals

type More = Omit<Refusal, 'kind' | 'reason'>

export function refuse(response: Response, reason: Reason, more: More = {}): void {
  const refusal: Refusal = { kind: 'refused', reason, ...more }
  response.status(refusals[reason]).json(refusal)
}

export function refuseForNow(response: Response, waitInMs: number): void {
  const seconds = Math.ceil(waitInMs / 1000)
  response.set('Retry-After', String(seconds))
  refuse(response, 'wait', { seconds })
}
