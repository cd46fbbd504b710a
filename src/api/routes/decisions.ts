import { z } from 'zod'
import type { KeyName } from '../../activation/ledger.ts'
import type { Once, OnceBooks } from '../once.ts'
import { answer, problem, type Route, route } from '../route.ts'
import { keyPath, reason } from '../schemas/ids.ts'
import { keyView, viewKey } from '../schemas/key.ts'

type Dependencies = { readonly once: Once; readonly now: () => number }

const body = z
  .discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('grant'),
      more: z.int().min(1).max(1_000_000).meta({ description: 'How many more machines.' }),
      reason,
    }),
    z.strictObject({ decision: z.literal('decline'), reason }),
  ])
  .meta({ id: 'ExtensionDecision' })

/** Raises a MAK's limit, whether or not somebody asked, or declines the request that waits. */
export function decideExtension({ once, now }: Dependencies): Route {
  return route({
    method: 'post',
    path: '/keys/{product}/{serial}/extensions',
    id: 'decideExtension',
    summary: 'Grant or decline more machines',
    description: 'A grant also settles the request that waits, if there is one.',
    access: { kind: 'scope', scope: 'keys:write' },
    once: true,
    parameters: keyPath,
    body,
    answers: { 200: keyView },
    problems: ['unknown-key', 'not-extendable', 'no-request-waits'],
    handle: async ({ path, body: decision, once: request, token }) => {
      const act = { by: token?.name ?? '', at: now() }
      const done = await once({ ...request, at: act.at }, (books) =>
        decide(books, path, { ...decision, ...act }),
      )
      if (done.kind === 'other-request') return problem('idempotency-key-reused')
      const { outcome } = done
      return typeof outcome === 'string' ? problem(outcome) : answer(200, outcome)
    },
  })
}

type Decision = z.output<typeof body> & { readonly by: string; readonly at: number }

async function decide(
  books: OnceBooks,
  name: KeyName,
  { by, at, ...decision }: Decision,
): Promise<z.input<typeof keyView> | 'unknown-key' | 'not-extendable' | 'no-request-waits'> {
  const before = await books.key(name)
  if (before === undefined) return 'unknown-key'
  if (decision.decision === 'decline') {
    const wasWaiting = await books.declineExtension(name, { reason: decision.reason, by, at })
    return wasWaiting ? viewKey(before) : 'no-request-waits'
  }
  if (before.keyClass !== 'mak') return 'not-extendable'
  const { more, reason: why } = decision
  const after = await books.extend(name, { more, reason: why }, { by, at })
  return after === undefined ? 'unknown-key' : viewKey(after)
}
