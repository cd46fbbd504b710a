import { type Response, Router } from 'express'
import { z } from 'zod'
import type { Ledger } from '../../activation/ledger.ts'
import type { AccountStore } from '../accounts/account-store.ts'
import type { Override } from '../overrides/override.ts'
import { isNeeded } from '../overrides/override-policy.ts'
import type { OverrideStore } from '../overrides/override-store.ts'
import { showOverrides } from '../overrides/show-override.ts'
import { askerOf, type Guard, read } from './guards.ts'
import type { ConsoleRoutes } from './protocol.ts'
import type { OverrideView } from './protocol-overrides.ts'
import { refuse } from './refusals.ts'

export type OverrideRoutesDeps = {
  readonly accounts: Pick<AccountStore, 'find'>
  readonly ledger: Pick<Ledger, 'products' | 'key'>
  readonly overrides: OverrideStore
  readonly now: () => number
}

const nothingSaid = z.strictObject({})

/** `/overrides`: those that wait for a second person, who is a supervisor and not whoever asked. */
export function overrideRoutes(deps: OverrideRoutesDeps, guard: Guard): Router {
  const { overrides, now } = deps
  const router = Router()
  router.use('/overrides', guard.signedIn('operator', 'supervisor'))
  const mayDecide = guard.signedIn('supervisor')

  const show = (all: readonly Override[], response: Response): Promise<readonly OverrideView[]> =>
    showOverrides(deps, all, askerOf(response).operator)

  router.get('/overrides', async (_request, response) => {
    const waiting = await show(await overrides.waiting(), response)
    response.json({ overrides: waiting } satisfies ConsoleRoutes['GET /overrides']['got'])
  })

  for (const isApproved of [true, false]) {
    const verb = isApproved ? 'approve' : 'decline'
    router.post(`/overrides/:id/${verb}`, mayDecide, async (request, response) => {
      if (read(nothingSaid, request, response) === undefined) return
      const decision = { by: askerOf(response).operator.id, at: now(), isApproved }
      const decided = await overrides.decide(
        String(request.params['id']),
        decision,
        ({ kind }, key) => isNeeded(kind, key),
      )
      if (typeof decided === 'string') return refuse(response, decided)
      const [override] = await show([decided], response)
      response.json({ override })
    })
  }
  return router
}
