import { z } from 'zod'
import { keyedSequences, mostReadings } from '../../activation/contract/keyed.ts'
import { readResult } from '../../activation/contract/results.ts'
import type { ActivationCore } from '../../base/activation.ts'
import { answer, type Route, route } from '../route.ts'

const body = z
  .strictObject({
    keyed: keyedSequences,
    atMost: z
      .int()
      .min(1)
      .max(mostReadings)
      .meta({ description: 'How many readings may be tried in all.' }),
  })
  .meta({ id: 'ReadRequest' })

export function readings(core: Pick<ActivationCore, 'read'>): Route {
  return route({
    method: 'post',
    path: '/readings',
    id: 'read',
    summary: 'Find the genuine ID in what was keyed',
    description: 'Changes nothing. For a line whose core is this one, and for operators.',
    access: { kind: 'scope', scope: 'activations' },
    largestBody: 128,
    body,
    answers: { 200: readResult },
    handle: async ({ body }) => answer(200, await core.read(body)),
  })
}
