import { z } from 'zod'
import { caseNumber } from '../../activation/contract/ids.ts'
import {
  publicRefused,
  publicReleased,
  refused,
  released,
} from '../../activation/contract/results.ts'
import type { ActivationCore } from '../../base/activation.ts'
import { answer, problem, type Route, route } from '../route.ts'
import { reason, shownId } from '../schemas/ids.ts'

const publicBody = z.strictObject({ releaseId: shownId }).meta({ id: 'PublicReleaseRequest' })

const body = z
  .strictObject({
    releaseId: shownId,
    caseNumber: caseNumber.optional(),
    operator: reason.optional().meta({
      description:
        'Who asks in the name of the publisher, and is not bound by the limits; may name the machine by its ' +
        'installation ID as well. Needs the scope `keys:write` besides.',
    }),
  })
  .meta({ id: 'ReleaseRequest' })

export function releases(core: Pick<ActivationCore, 'release'>): Route {
  return route({
    method: 'post',
    path: '/releases',
    id: 'release',
    summary: "Give a machine's slot back",
    description: 'Sent again it answers the same and does nothing more.',
    access: { kind: 'either', scope: 'activations' },
    body,
    publicBody,
    answers: { 200: released, 422: refused },
    publicAnswers: { 200: publicReleased, 422: publicRefused },
    handle: async ({ body: asked, token }) => {
      const { releaseId, caseNumber: own, operator } = { ...nothingMore, ...asked }
      if (operator !== undefined && token?.scopes.includes('keys:write') !== true) {
        return problem('forbidden')
      }
      const named = { ...(own && { caseNumber: own }), ...(operator && { operator }) }
      const result = await core.release({ releaseId, ...named })
      return answer(result.kind === 'released' ? 200 : 422, result)
    },
  })
}

const nothingMore = { caseNumber: undefined, operator: undefined }
