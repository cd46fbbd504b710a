import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { OperatorId } from '../../base/operator.ts'
import { keyedIn } from '../../identifiers/readings/boxes.ts'
import { verdictOf } from '../../identifiers/typed-groups.ts'
import type { Came } from '../../dialogue/input.ts'
import { isOver } from '../accounts/sessions.ts'
import { viewContact } from '../assist/view-contact.ts'
import type { DeskResult } from '../desk/change-contact.ts'
import type { Contact, ContactId } from '../desk/contact.ts'
import type { ConsoleDeps, DeskOfConsole } from './console-deps.ts'
import { attendanceOf, createDeskFeed } from './desk-feed.ts'
import { askerOf, type Guard, read } from './guards.ts'
import type { ContactView, SoftphoneAccess } from './protocol.ts'
import { refuse } from './refusals.ts'
import { openEvents } from './server-sent-events.ts'
import { namesOf } from './views.ts'

type DeskRoutesDeps = DeskOfConsole & Pick<ConsoleDeps, 'accounts' | 'sessions' | 'now' | 'report'>

const version = z.int().min(0)
const groups = z.array(z.string().regex(/^\d{0,9}$/)).length(9)
const written = z.string().regex(/^(?:\P{C}|\n)*$/u)
const nothingSaid = z.strictObject({})
const versionSaid = z.strictObject({ version })
const stateSaid = z.strictObject({ state: z.enum(['available', 'busy', 'after-call', 'away']) })
const returnSaid = z.strictObject({ version, groups })
const holdSaid = z.strictObject({ version, isOn: z.boolean() })
const handOverSaid = z.strictObject({
  version,
  to: z.string().max(100).exactOptional(),
  note: written.max(2_000),
})
const watchSaid = z.strictObject({ as: z.enum(['listens', 'whispers', 'joined']) })

/** `/desk`: who waits and who is there, and all that moves a caller. */
export function deskRoutes(deps: DeskRoutesDeps, guard: Guard): Router {
  const { store, desk, telephony, core, accounts, sessions, now, report } = deps
  const router = Router()
  const feed = createDeskFeed({ store, names: () => namesOf(accounts), now, every, report })
  const operators = guard.signedIn('operator')
  const all = guard.signedIn('operator', 'supervisor')

  const viewOf = async (
    contact: Contact | undefined,
    response: Response,
  ): Promise<ContactView | undefined> => {
    if (contact === undefined) return undefined
    const names = await namesOf(accounts)
    return viewContact(contact, askerOf(response).operator, (id) => names.get(id) ?? '')
  }

  const answer = async (response: Response, result: DeskResult): Promise<void> => {
    if (result.kind === 'done') {
      const contact = await viewOf(result.contact, response)
      // One that is over has left every board.
      response.json({ kind: 'done', ...(contact && { contact }) })
      return
    }
    const there = await viewOf(result.there, response)
    refuse(response, result.reason, {
      ...(there && { there }),
      ...(there?.operator && { by: there.operator }),
    })
  }

  const asked = (request: Request, response: Response) => ({
    id: String(request.params['id']) as ContactId,
    operator: askerOf(response).operator.id,
  })

  /** Whoever has a telephone of his own is called there. */
  const ringOwn = async (response: Response, result: DeskResult): Promise<void> => {
    const { id, telephone } = askerOf(response).operator
    if (result.kind !== 'done' || telephone === undefined || result.contact.channel !== 'voice')
      return
    await telephony.callIn(result.contact, { operator: id, telephone }).catch(report)
  }

  router.get('/desk/events', all, async (request, response) => {
    const { operator, session } = askerOf(response)
    const events = openEvents(response)
    const last = Number(request.headers['last-event-id'] ?? '')
    const leave = await feed.join({
      operator,
      ...(Number.isSafeInteger(last) && last > 0 && { after: last }),
      isStillIn: async () => {
        const found = await sessions.find(session)
        return (
          found !== undefined &&
          !isOver(found.session, now()) &&
          found.account.operator.state === 'active'
        )
      },
      send: events.send,
      end: events.end,
    })
    if (response.destroyed) leave()
    else response.once('close', leave)
  })

  router.post('/desk/state', all, async (request, response) => {
    const said = read(stateSaid, request, response)
    if (said === undefined) return
    const at = now()
    await store.attend(attendanceOf(askerOf(response).operator, said.state, at))
    response.json({ kind: 'done' })
  })

  router.post('/desk/next', operators, async (request, response) => {
    if (read(nothingSaid, request, response) === undefined) return
    const result = await desk.next(askerOf(response).operator.id)
    if (result === undefined) return void response.json({ kind: 'nobody' })
    await ringOwn(response, result)
    await answer(response, result)
  })

  router.post('/contacts/:id/take', operators, async (request, response) => {
    const said = read(versionSaid, request, response)
    if (said === undefined) return
    // Whatever else of the caller changed: he still waits, or he does not.
    const result = await desk.take(asked(request, response))
    await ringOwn(response, result)
    await answer(response, result)
  })

  const cameOf = async (contact: Contact, boxes: readonly string[]): Promise<Returned> => {
    const right = boxes.map((box, index) => (verdictOf(box, index + 1) === 'right' ? box : ''))
    const keyed = keyedIn(right)
    const { confirmed: installationId, licences, country, caseNumber } = contact
    if (installationId === undefined) return { kind: 'returned', keyed }
    const result = await core.activate({ installationId, licences, country, caseNumber })
    return result.kind === 'confirmed'
      ? { kind: 'returned', confirmed: result }
      : { kind: 'returned', keyed }
  }

  router.post('/contacts/:id/return', operators, async (request, response) => {
    const said = read(returnSaid, request, response)
    if (said === undefined) return
    const contact = await store.find(asked(request, response).id)
    if (contact === undefined) return refuse(response, 'gone')
    const came = await cameOf(contact, said.groups)
    await answer(
      response,
      await desk.sendBack({ ...asked(request, response), version: said.version, came }),
    )
  })

  router.post('/contacts/:id/hold', operators, async (request, response) => {
    const said = read(holdSaid, request, response)
    if (said !== undefined)
      await answer(response, await desk.hold({ ...asked(request, response), ...said }))
  })

  router.post('/contacts/:id/hand-over', operators, async (request, response) => {
    const said = read(handOverSaid, request, response)
    if (said === undefined) return
    const { to, ...rest } = said
    const whom = to === undefined ? {} : { to: to as OperatorId }
    await answer(response, await desk.handOver({ ...asked(request, response), ...rest, ...whom }))
  })

  router.post('/contacts/:id/callback', operators, async (request, response) => {
    const said = read(versionSaid, request, response)
    if (said === undefined) return
    const later = { ...asked(request, response), ...said, notBefore: now() }
    await answer(response, await desk.callLater(later))
  })

  router.post('/contacts/:id/finish', operators, async (request, response) => {
    const said = read(versionSaid, request, response)
    if (said === undefined) return
    const contact = await store.find(asked(request, response).id)
    const how = contact?.confirmed === undefined ? 'helped' : 'activated'
    await answer(response, await desk.finish({ ...asked(request, response), ...said, how }))
  })

  router.post('/contacts/:id/watch', guard.signedIn('supervisor'), async (request, response) => {
    const said = read(watchSaid, request, response)
    if (said !== undefined)
      await answer(response, await desk.watch({ ...asked(request, response), ...said }))
  })

  router.post('/contacts/:id/leave', all, async (request, response) => {
    if (read(versionSaid, request, response) === undefined) return
    await answer(response, await desk.leave(asked(request, response)))
  })

  router.get('/softphone', all, (_request, response) => {
    const { id, telephone } = askerOf(response).operator
    const access: SoftphoneAccess =
      telephone === undefined ? telephony.access(id) : { kind: 'none' }
    response.json(access)
  })
  return router
}

type Returned = Extract<Came, { readonly kind: 'returned' }>

/** One at a time, however long it takes. */
function every(ms: number, work: () => Promise<void>): () => void {
  let isStopped = false
  let timer: NodeJS.Timeout
  const next = (): void => {
    timer = setTimeout(async () => {
      await work()
      if (!isStopped) next()
    }, ms).unref()
  }
  next()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
