import { z } from 'zod'
import type { ActivationCore } from '../../base/activation.ts'
import { answer, type Route, route } from '../route.ts'
import { givenCaseNumber, shownId } from '../schemas/ids.ts'
import { publicRefused, publicReleased, refused, released } from '../schemas/results.ts'

const publicBody = z.strictObject({ releaseId: shownId }).meta({ id: 'PublicReleaseRequest' })

const body = z
  .strictObject({ releaseId: shownId, caseNumber: givenCaseNumber.optional() })
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
    handle: async ({ body: asked }) => {
      const { releaseId, caseNumber } = { caseNumber: undefined, ...asked }
      const result = await core.release({ releaseId, ...(caseNumber && { caseNumber }) })
      return answer(result.kind === 'released' ? 200 : 422, result)
    },
  })
}
