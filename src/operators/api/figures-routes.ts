import { type Response, Router } from 'express'
import type { Flow } from '../figures/summary.ts'
import { csvOf } from '../figures/csv.ts'
import type { Figures } from '../figures/figures.ts'
import { dayOf } from '../figures/recorder.ts'
import { dateOf, summarise } from '../figures/summary.ts'
import type { Guard } from './guards.ts'
import type { FiguresView, LiveView } from './protocol-figures.ts'
import { refuse } from './refusals.ts'

export type FiguresDeps = {
  readonly figures: Figures
  /** Of the countries that are served. */
  readonly flows: readonly Flow[]
  readonly now: () => number
}

/** `/live` and `/figures`: how many, and never of whom. */
export function figuresRoutes({ figures, flows, now }: FiguresDeps, guard: Guard): Router {
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
