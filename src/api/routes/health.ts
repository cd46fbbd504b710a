import { ready, unable } from '../../activation/contract/results.ts'
import type { ActivationCore } from '../../base/activation.ts'
import { answer, type Route, route } from '../route.ts'

export function health(core: Pick<ActivationCore, 'health'>): Route {
  return route({
    method: 'get',
    path: '/health',
    id: 'health',
    summary: 'Can it activate now?',
    description: 'Asked with a token, it says no to one that may not activate.',
    access: { kind: 'either', scope: 'activations' },
    answers: { 200: ready, 503: unable },
    handle: async () => {
      const status = await core.health()
      return answer(status === 'ready' ? 200 : 503, { status })
    },
  })
}
