import { type ErrorRequestHandler, type RequestHandler, Router } from 'express'
import type { ActivationCore } from '../base/activation.ts'
import { Fault } from '../base/faults.ts'
import { activationRequest, toPublicAnswer } from './activation-schema.ts'
import { readJson } from './json-body.ts'
import { answerProblem } from './problem.ts'
import { limitRate } from './rate-limit.ts'

export type ApiDependencies = {
  readonly core: Pick<ActivationCore, 'activate'>
  /** Requests a minute and address; 0: no limit. */
  readonly ratePerMinute: number
  /** Told of every error that is answered with 500 or 503. */
  readonly report: (error: unknown) => void
}

/** The API, to be mounted at `/api/v1`. Addresses are as `trust proxy` of the app says. */
export function createApi({ core, ratePerMinute, report }: ApiDependencies): Router {
  const router = Router()
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  router.use(limitRate(ratePerMinute))
  router
    .route('/activations')
    .post(...readJson, activate(core))
    .all(onlyPost)
  router.use((_request, response) => answerProblem(response, 404, 'There is nothing here.'))
  router.use(apologise(report))
  return router
}

function activate(core: ApiDependencies['core']): RequestHandler {
  return async (request, response) => {
    const parsed = activationRequest.safeParse(request.body)
    if (!parsed.success) {
      answerProblem(
        response,
        400,
        'The body must be { "installationId": "…" } with 63 digits or nine groups of seven.',
      )
      return
    }
    const { installationId } = parsed.data
    const result = await core.activate({ installationId, licences: [] })
    response.status(result.kind === 'confirmed' ? 200 : 422).json(toPublicAnswer(result))
  }
}

const onlyPost: RequestHandler = (_request, response) => {
  response.set('Allow', 'POST')
  answerProblem(response, 405, 'Only POST is understood here.')
}

function apologise(report: ApiDependencies['report']): ErrorRequestHandler {
  return (error, _request, response, next) => {
    report(error)
    if (response.headersSent) return next(error)
    const isLedger = error instanceof Fault && error.code === 'database-unusable'
    if (isLedger) answerProblem(response, 503, 'No activation can be made now; try again later.')
    else answerProblem(response, 500, 'Something failed here.')
  }
}
