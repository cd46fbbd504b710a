import { Router } from 'express'
import { z } from 'zod'
import { isOver } from '../accounts/sessions.ts'
import type { ConsoleDeps, DeskOfConsole } from './console-deps.ts'
import { attendanceOf, createDeskFeed } from './desk-feed.ts'
import { every } from './every.ts'
import { askerOf, type Guard, read } from './guards.ts'
import type { SoftphoneAccess } from './protocol-board.ts'
import { openEvents } from './server-sent-events.ts'
import { namesOf } from './views.ts'

type DeskRoutesDeps = Pick<DeskOfConsole, 'store' | 'telephony'> &
  Pick<ConsoleDeps, 'accounts' | 'sessions' | 'now' | 'report'>

const stateSaid = z.strictObject({ state: z.enum(['available', 'busy', 'after-call', 'away']) })

/** `/desk` and `/softphone`: who waits, who is there, and by what he speaks. */
export function deskRoutes(deps: DeskRoutesDeps, guard: Guard): Router {
  const { store, telephony, accounts, sessions, now, report } = deps
  const router = Router()
  const feed = createDeskFeed({ store, names: () => namesOf(accounts), now, every, report })
  const all = guard.signedIn('operator', 'supervisor')

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

  router.get('/softphone', all, (_request, response) => {
    const { id, telephone } = askerOf(response).operator
    const access: SoftphoneAccess =
      telephone === undefined ? telephony.access(id) : { kind: 'none' }
    response.json(access)
  })
  return router
}
