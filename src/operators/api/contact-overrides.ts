import { Router } from 'express'
import { z } from 'zod'
import { overrideKinds, overrideReasons } from '../../base/override.ts'
import { drawName } from '../accounts/secrets-of-chance.ts'
import { readBoxes } from '../assist/read-boxes.ts'
import { judge } from '../overrides/override-policy.ts'
import { showOverrides } from '../overrides/show-override.ts'
import type { ConsoleDeps, DeskOfConsole } from './console-deps.ts'
import { createContactAnswers } from './contact-answers.ts'
import { askerOf, type Guard, read } from './guards.ts'
import { refuse } from './refusals.ts'
import { groups, version, written } from './said.ts'

type ContactOverridesDeps = DeskOfConsole &
  Pick<ConsoleDeps, 'accounts' | 'ledger' | 'overrides' | 'now'>

const overrideSaid = z
  .strictObject({
    version,
    groups,
    kind: z.enum(overrideKinds),
    reason: z.enum(overrideReasons),
    text: written.trim().min(3).max(1_000),
    evidence: written.trim().min(1).max(200).exactOptional(),
    more: z.int().min(1).max(1_000_000).exactOptional(),
  })
  .refine(({ kind, more }) => kind === 'extension' || more === undefined)

/** `/contacts/:id/overrides`: what an operator asks for beyond the rules, for the key of his caller. */
export function contactOverrides(deps: ContactOverridesDeps, guard: Guard): Router {
  const { overrides, overridePolicy, now } = deps
  const { seen, refuse: refuseContact } = createContactAnswers(deps)
  const router = Router()
  const all = guard.signedIn('operator', 'supervisor')

  router.post('/contacts/:id/overrides', all, async (request, response) => {
    const said = read(overrideSaid, request, response)
    const contact = said && (await seen(request, response, 'own'))
    if (contact === undefined || said === undefined) return
    if (contact.version !== said.version)
      return refuseContact(response, { reason: 'stale', there: contact })
    const { genuine } = await readBoxes(deps, said.groups, contact.keyed)
    if (genuine === undefined) return refuse(response, 'not-genuine')
    const { kind, reason, text, evidence, more = 1 } = said
    const { operator } = askerOf(response)
    const asked = {
      id: drawName(),
      kind,
      product: genuine.key.product,
      serial: genuine.key.serial,
      caseNumber: contact.caseNumber,
      more: kind === 'extension' || kind === 'extra-slot' ? more : 0,
      reason,
      text,
      ...(evidence !== undefined && { evidence }),
      by: operator.id,
      at: now(),
    }
    const done = await overrides.ask(asked, (ground) => judge(asked, ground, overridePolicy))
    if (typeof done === 'string') return refuse(response, done)
    const [override] = await showOverrides(deps, [done], operator)
    response.json({ kind: done.needsSecond ? 'waits' : 'done', override })
  })
  return router
}
