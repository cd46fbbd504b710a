import { z } from 'zod'
import { blockClass } from '../../activation/contract/results.ts'
import type { Ledger } from '../../activation/ledger.ts'
import { answer, problem, type Route, route } from '../route.ts'
import { keyPath } from '../schemas/ids.ts'
import { keyView, viewKey } from '../schemas/key.ts'
import type { Token } from '../token.ts'

type Dependencies = { readonly ledger: Pick<Ledger, 'block'>; readonly now: () => number }

export function block({ ledger, now }: Dependencies): Route {
  return route({
    ...words('block'),
    summary: 'Block a key',
    description: 'It is refused from now on, also where it was confirmed before.',
    parameters: keyPath,
    body: z.strictObject({ reason: blockClass }).meta({ id: 'Block' }),
    handle: async ({ path, body: { reason }, token }) =>
      shown(await ledger.block(path, reason, { by: nameOf(token), at: now() })),
  })
}

export function unblock({ ledger, now }: Dependencies): Route {
  return route({
    ...words('unblock'),
    summary: 'Let a blocked key go again',
    parameters: keyPath,
    body: z.strictObject({}),
    bodyIsOptional: true,
    handle: async ({ path, token }) =>
      shown(await ledger.block(path, undefined, { by: nameOf(token), at: now() })),
  })
}

function words<What extends string>(what: What) {
  return {
    method: 'post',
    path: `/keys/{product}/{serial}/${what}`,
    id: `${what}Key`,
    access: { kind: 'scope', scope: 'keys:write' },
    answers: { 200: keyView },
    problems: ['unknown-key'],
  } as const
}

function shown(key: Awaited<ReturnType<Ledger['block']>>): ReturnType<typeof answer> {
  return key === undefined ? problem('unknown-key') : answer(200, viewKey(key))
}

function nameOf(token: Token | undefined): string {
  return token?.name ?? ''
}
