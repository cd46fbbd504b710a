import { type ErrorRequestHandler, type RequestHandler, Router } from 'express'
import { Fault, type FaultCode } from '../base/faults.ts'
import type { ApiDependencies } from './dependencies.ts'
import { type Guesses, limitGuesses } from './guesses.ts'
import { identify } from './identify.ts'
import { readJson } from './json-body.ts'
import { admit, perform } from './perform.ts'
import { answerProblem } from './problems.ts'
import type { Route } from './route.ts'
import { routesOf } from './routes.ts'

/** The API, to be mounted at `/api/v1`. Addresses are as `trust proxy` of the app says. */
export function createApi(dependencies: ApiDependencies): Router {
  const { books, report, ratePerMinute, ratePerMinuteOfToken = 6_000, now } = dependencies
  const router = Router()
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  const tokens = books?.tokens
  router.use(identify({ tokens, ratePerMinute, ratePerMinuteOfToken, now, report }))
  const routes = routesOf(dependencies)
  const guesses = limitGuesses(dependencies.limits)
  for (const [path, group] of Map.groupBy(routes, (one) => one.path))
    mount(router, { path, routes: group, guesses })
  router.use((_request, response) => answerProblem(response, 'not-found'))
  router.use(apologise(report))
  return router
}

type Mounted = {
  readonly path: string
  readonly routes: readonly Route[]
  readonly guesses: Guesses
}

function mount(router: Router, { path, routes, guesses }: Mounted): void {
  const place = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
  for (const one of routes) {
    const reading = one.body === undefined ? [] : readJson(one.largestBody ?? 16)
    place[one.method](admit(one), ...reading, perform(one, guesses))
  }
  place.all(only(routes.map(({ method }) => method.toUpperCase())))
}

function only(methods: readonly string[]): RequestHandler {
  const [one] = methods
  const detail = methods.length === 1 ? { detail: `Only ${one} is understood here.` } : {}
  return (_request, response) => {
    response.set('Allow', methods.join(', '))
    answerProblem(response, 'method-not-allowed', detail)
  }
}

function apologise(report: ApiDependencies['report']): ErrorRequestHandler {
  return (error, _request, response, next) => {
    // An address that is not written as one, such as `%E0`.
    if (error instanceof URIError) return answerProblem(response, 'not-found')
    report(error)
    if (response.headersSent) return next(error)
    const isPassing = error instanceof Fault && passing.has(error.code)
    answerProblem(response, isPassing ? 'unavailable' : 'internal-error')
  }
}

const passing: ReadonlySet<FaultCode> = new Set(['database-unusable', 'core-unusable'])
