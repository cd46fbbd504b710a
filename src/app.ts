/** What the line serves over HTTP: webhooks, API, health, and where there is one, the simulated telephone. */
import express, { type ErrorRequestHandler, type Express, type Router } from 'express'
import helmet from 'helmet'
import { createApi } from './api/create-api.ts'
import type { ApiDependencies } from './api/dependencies.ts'
import { Fault } from './base/faults.ts'
import { createVoiceRouter, type VoiceDeps } from './channels/voice/voice-router.ts'
import type { LivePhone } from './phone/live.ts'
import { checkHealth, type Check } from './telemetry/health.ts'
import type { Log } from './telemetry/log.ts'
import type { Metrics } from './telemetry/metrics.ts'

export type AppDeps = Omit<VoiceDeps, 'log' | 'metrics'> & {
  readonly core: ApiDependencies['core']
  /** Where the line keeps them itself. */
  readonly books?: ApiDependencies['books']
  readonly apiRatePerMinute: number
  readonly limits: ApiDependencies['limits']
  readonly phone?: Pick<LivePhone, 'router'>
  /** What the operators' console asks, where the line has books. */
  readonly consoleApi?: Router
  /** The console itself, beside its API. */
  readonly consolePage?: Router
  /** The parts that must be well for the line to be ready. */
  readonly checks: Readonly<Record<string, Check>>
  readonly log: Log
  readonly metrics: Metrics
}

/** Mounts everything; opens no port. */
export function createApp(deps: AppDeps): Express {
  const { log, metrics, phone, consolePage } = deps
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // A proxy is taken at its word about an address only where it stands beside the line.
  app.set('trust proxy', 'loopback, linklocal, uniquelocal')

  app.use(createVoiceRouter(deps))
  if (phone !== undefined) app.use('/phone', phone.router)
  if (consolePage !== undefined) app.use('/console', consolePage)
  // Whether every subdomain speaks https is for whoever runs the proxy to say.
  app.use(helmet({ strictTransportSecurity: false }))
  app.use(
    '/api/v1',
    createApi({
      core: deps.core,
      limits: deps.limits,
      ...(deps.books && { books: deps.books }),
      ratePerMinute: deps.apiRatePerMinute,
      now: Date.now,
      report: (error) => {
        if (error instanceof Fault) metrics.fault(error.code)
        log.error({ err: error }, 'a fault in the API')
      },
    }),
  )
  if (deps.consoleApi !== undefined) app.use('/console/api', deps.consoleApi)
  if (phone !== undefined) app.get('/', (_request, response) => response.redirect('/phone/'))
  app.get('/livez', (_request, response) => {
    response.type('text').send('ok\n')
  })
  app.get('/readyz', async (_request, response) => {
    const health = await checkHealth(deps.checks)
    response.status(health.ready ? 200 : 503).json(health)
  })
  app.get('/readyz/:part', async (request, response, next) => {
    const { [request.params.part]: check } = deps.checks
    if (check === undefined) return next()
    const health = await checkHealth({ [request.params.part]: check })
    response.status(health.ready ? 200 : 503).json(health)
  })
  app.get('/metrics', async (_request, response) => {
    const { type, text } = await metrics.render()
    response.set('Content-Type', type).end(text)
  })
  app.use((_request, response) => {
    response.status(404).type('text').send('There is nothing here.\n')
  })
  app.use(apologize(log))
  return app
}

function apologize(log: Log): ErrorRequestHandler {
  return (error, _request, response, next) => {
    log.error({ err: error }, 'a request failed')
    if (response.headersSent) return next(error)
    response.status(500).type('text').send('Something failed here.\n')
  }
}
