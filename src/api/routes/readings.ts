import { z } from 'zod'
import type { ActivationCore } from '../../base/activation.ts'
import type { Keyed } from '../../base/keyed.ts'
import { answer, type Route, route } from '../route.ts'
import { keyedSequences } from '../schemas/keyed.ts'
import { readResult } from '../schemas/results.ts'

const body = z
  .strictObject({
    keyed: keyedSequences,
    atMost: z
      .int()
      .min(1)
      .max(20_000)
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
    handle: async ({ body: { keyed, atMost } }) =>
      answer(200, await core.read({ keyed: keyed as readonly Keyed[], atMost })),
  })
}
