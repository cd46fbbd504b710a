import { type Response, Router } from 'express'
import { z } from 'zod'
import type { Act } from '../../activation/ledger.ts'
import type { OperatorId } from '../../base/operator.ts'
import { invite, inviteAgain, invitationLink, type Invitation } from '../accounts/invite.ts'
import type { Operator } from '../accounts/operator.ts'
import {
  person,
  personName,
  someCountries,
  someLanguages,
  someRoles,
  telephoneOrNone,
} from '../accounts/person.ts'
import type { ConsoleDeps } from './console-deps.ts'
import { askerOf, type Guard, read } from './guards.ts'
import { refuse } from './refusals.ts'
import { viewOf } from './sign-in-routes.ts'

const rolesSaid = z.strictObject({ roles: someRoles })
const stateSaid = z.strictObject({ state: z.enum(['active', 'disabled']) })
const changesSaid = z
  .strictObject({
    name: personName.optional(),
    languages: someLanguages.optional(),
    countries: someCountries.optional(),
    telephone: telephoneOrNone.optional(),
  })
  .refine((changes) => Object.values(changes).some((one) => one !== undefined))

/** `/operators`: an administrator says who operates the line. Nobody does so of himself. */
export function operatorsRoutes(deps: ConsoleDeps, guard: Guard): Router {
  const { accounts, publicUrl, now } = deps
  const router = Router()
  router.use('/operators', guard.signedIn('administrator'))

  const actOf = (response: Response): Act => ({ by: askerOf(response).operator.id, at: now() })

  /** Whoever is named, where it is somebody else; any other is answered. */
  const named = async (response: Response, id: string): Promise<Operator | undefined> => {
    const { operator } = (await accounts.find(id as OperatorId)) ?? {}
    const isSelf = operator?.id === askerOf(response).operator.id
    if (operator !== undefined && !isSelf) return operator
    refuse(response, isSelf ? 'own-account' : 'unknown-operator')
    return undefined
  }

  const answerInvitation = (response: Response, id: OperatorId, invitation: Invitation): void => {
    const link = invitationLink(publicUrl, invitation)
    response.json({ kind: 'invited', id, link, expiresAt: invitation.expiresAt })
  }

  router.get('/operators', async (_request, response) => {
    const all = await accounts.list()
    const operators = all.map(({ operator, credentials }) => ({
      ...viewOf(operator),
      hasEnrolled: operator.identity.kind === 'organisation' || credentials.password !== undefined,
    }))
    response.json({ kind: 'operators', operators })
  })

  router.post('/operators', async (request, response) => {
    const said = read(person, request, response)
    if (said === undefined) return
    const { telephone, ...rest } = said
    const newcomer = { ...rest, ...(telephone !== undefined && { telephone }) }
    const invited = await invite(accounts, newcomer, actOf(response))
    if (invited === 'taken') return refuse(response, 'address-taken')
    answerInvitation(response, invited.id, invited.invitation)
  })

  router.post('/operators/:id/invitation', async (request, response) => {
    const operator = await named(response, request.params.id)
    if (operator === undefined) return
    const invitation = await inviteAgain(accounts, operator.id, actOf(response))
    if (invitation === undefined) return refuse(response, 'of-organisation')
    answerInvitation(response, operator.id, invitation)
  })

  router.post('/operators/:id/roles', async (request, response) => {
    const said = read(rolesSaid, request, response)
    const operator = said && (await named(response, request.params.id))
    if (operator === undefined || said === undefined) return
    if (operator.identity.kind === 'organisation') return refuse(response, 'of-organisation')
    answer(response, await accounts.setRoles(operator.id, said.roles, actOf(response)))
  })

  router.post('/operators/:id/state', async (request, response) => {
    const said = read(stateSaid, request, response)
    const operator = said && (await named(response, request.params.id))
    if (operator === undefined || said === undefined) return
    answer(response, await accounts.setState(operator.id, said.state, actOf(response)))
  })

  router.post('/operators/:id', async (request, response) => {
    const said = read(changesSaid, request, response)
    const operator = said && (await named(response, request.params.id))
    if (operator === undefined || said === undefined) return
    answer(response, await accounts.change(operator.id, said, actOf(response)))
  })
  return router
}

function answer(response: Response, operator: Operator | undefined): void {
  if (operator === undefined) refuse(response, 'unknown-operator')
  else response.json({ kind: 'changed', operator: viewOf(operator) })
}
