import { type Response, Router } from 'express'
import { csvOf } from '../figures/csv.ts'
import { dayOf } from '../figures/recorder.ts'
import { dateOf, summarise } from '../figures/summary.ts'
import type { ConsoleDeps } from './console-deps.ts'
import type { Guard } from './guards.ts'
import type { FiguresView, LiveView } from './protocol-figures.ts'
import { refuse } from './refusals.ts'

/** `/live` and `/figures`: how many, and never of whom. */
export function figuresRoutes(
  { supervision, now }: Pick<ConsoleDeps, 'supervision' | 'now'>,
  guard: Guard,
): Router {
  const { figures, flows } = supervision
  const router = Router()
  const ofSupervisor = guard.signedIn('supervisor')

  /** Today, or the last thirty days with today among them. */
  const daysOf = (asked: unknown, response: Response): { from: number; to: number } | undefined => {
    const today = dayOf(now())
    if (asked === '1') return { from: today, to: today }
    if (asked === '30') return { from: today - 29, to: today }
    refuse(response, 'malformed', { fields: ['days'] })
    return undefined
  }

  router.get('/live', ofSupervisor, async (_request, response) => {
    const at = now()
    const live: LiveView = { kind: 'live', now: at, calls: await figures.underWay(at) }
    response.json(live)
  })

  router.get('/figures', ofSupervisor, async (request, response) => {
    const days = daysOf(request.query['days'], response)
    if (days === undefined) return
    const view: FiguresView = summarise(await figures.of(days), days, flows)
    response.json(view)
  })

  router.get('/figures.csv', ofSupervisor, async (request, response) => {
    const days = daysOf(request.query['days'], response)
    if (days === undefined) return
    const name = `figures-${dateOf(days.from)}-${dateOf(days.to)}.csv`
    response
      .attachment(name)
      .type('text/csv; charset=utf-8')
      .send(csvOf(await figures.of(days)))
  })
  return router
}
