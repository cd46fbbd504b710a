import { z } from 'zod'
import type { ActivationCore } from '../../base/activation.ts'
import { answer, type Route, route } from '../route.ts'

export function health(core: Pick<ActivationCore, 'health'>): Route {
  return route({
    method: 'get',
    path: '/health',
    id: 'health',
    summary: 'Can it activate now?',
    access: { kind: 'public' },
    answers: {
      200: z.object({ status: z.literal('ready') }).meta({ id: 'Ready' }),
      503: z.object({ status: z.literal('unable') }).meta({ id: 'Unable' }),
    },
    handle: async () => {
      const status = await core.health()
      return answer(status === 'ready' ? 200 : 503, { status })
    },
  })
}
