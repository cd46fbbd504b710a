import { z } from 'zod'
import { caseNumber, time } from '../../activation/contract/ids.ts'
import { reason } from '../../activation/contract/results.ts'
import type { Entry } from '../../activation/entry.ts'
import type { Ledger } from '../../activation/ledger.ts'
import { caseLivesFor } from '../../activation/times.ts'
import { answer, problem, type Route, route } from '../route.ts'
import { productNumber } from '../schemas/ids.ts'

const happened = z
  .object({
    kind: z.enum([
      'activated',
      'reactivated',
      'confirmed-in-sunset',
      'released',
      'extension-requested',
      'refused',
    ]),
    at: time,
    product: productNumber,
    serial: z.int(),
    nth: z.int().optional(),
    emergency: z.boolean().optional(),
    reason: reason.optional(),
    by: z.string().optional(),
  })
  .meta({
    id: 'CaseEntry',
    description:
      '`nth`: which of the activations of its key; `emergency`: beyond the limit; `reason`: why it was refused; ' +
      '`by`: who gave the slot back.',
  })

const aCase = z
  .object({ caseNumber, entries: z.array(happened) })
  .meta({ id: 'Case', description: 'What happened under a number, the latest first.' })

type Dependencies = { readonly ledger: Pick<Ledger, 'entriesOfCase'>; readonly now: () => number }

export function showCase({ ledger, now }: Dependencies): Route {
  return route({
    method: 'get',
    path: '/cases/{caseNumber}',
    id: 'showCase',
    summary: 'What happened under a case number',
    description: 'In the last 90 days; at most a hundred entries. No digit of an ID is in it.',
    access: { kind: 'scope', scope: 'cases:read' },
    parameters: z.object({ caseNumber: caseNumber }),
    answers: { 200: aCase },
    problems: ['unknown-case'],
    handle: async ({ path }) => {
      const found = await ledger.entriesOfCase(path.caseNumber, now() - caseLivesFor)
      const entries = found.filter(isOfCase)
      return entries.length === 0
        ? problem('unknown-case')
        : answer(200, { caseNumber: path.caseNumber, entries })
    },
  })
}

function isOfCase(entry: Entry): boolean {
  return 'caseNumber' in entry
}
