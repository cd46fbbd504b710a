import { z } from 'zod'
import { caseNumber, time } from '../../activation/contract/ids.ts'
import { extensionRequested, publicRefused, refused } from '../../activation/contract/results.ts'
import type { Ledger } from '../../activation/ledger.ts'
import type { ActivationCore } from '../../base/activation.ts'
import { page, pageOf, pageQuery } from '../page.ts'
import { answer, type Route, route } from '../route.ts'
import { productNumber, shownId } from '../schemas/ids.ts'

const publicBody = z
  .strictObject({ installationId: shownId })
  .meta({ id: 'PublicExtensionRequest' })

const body = z
  .strictObject({ installationId: shownId, caseNumber: caseNumber.optional() })
  .meta({ id: 'ExtensionRequest' })

/** Asks for more machines on a MAK; the ID of one of its machines is the proof. */
export function requestExtension(core: Pick<ActivationCore, 'requestExtension'>): Route {
  return route({
    method: 'post',
    path: '/extensions',
    id: 'requestExtension',
    summary: 'Ask for more machines on a MAK',
    description:
      'One request waits at a time for each key; sent again it names the one that waits.',
    access: { kind: 'either', scope: 'activations' },
    body,
    publicBody,
    answers: { 200: extensionRequested, 422: refused },
    publicAnswers: { 200: extensionRequested, 422: publicRefused },
    handle: async ({ body: asked }) => {
      const { installationId, caseNumber: own } = { caseNumber: undefined, ...asked }
      const result = await core.requestExtension({
        installationId,
        ...(own && { caseNumber: own }),
      })
      return answer(result.kind === 'requested' ? 200 : 422, result)
    },
  })
}

const waiting = z
  .object({ product: productNumber, serial: z.int(), caseNumber, at: time })
  .meta({ id: 'WaitingRequest' })

export function waitingExtensions(ledger: Pick<Ledger, 'waitingRequests'>): Route {
  return route({
    method: 'get',
    path: '/extensions',
    id: 'listExtensions',
    summary: 'Requests for more machines that wait, the oldest first',
    access: { kind: 'scope', scope: 'keys:read' },
    query: z.strictObject(pageQuery),
    answers: { 200: pageOf(waiting).meta({ id: 'WaitingRequests' }) },
    handle: async ({ query }) =>
      answer(200, await page(query, ledger.waitingRequests, ({ id }) => id)),
  })
}
