import express, { type ErrorRequestHandler, Router } from 'express'
import { Fault } from '../../base/faults.ts'
import { casesRoutes } from './cases-routes.ts'
import type { ConsoleDeps } from './console-deps.ts'
import { contactOverrides } from './contact-overrides.ts'
import { contactRoutes } from './contact-routes.ts'
import { deskRoutes } from './desk-routes.ts'
import { createCookies } from './cookies.ts'
import { enrolmentRoutes } from './enrolment-routes.ts'
import { figuresRoutes } from './figures-routes.ts'
import { createGuard, onlyOurPages } from './guards.ts'
import { moveRoutes } from './move-routes.ts'
import { operatorsRoutes } from './operators-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { overrideRoutes } from './override-routes.ts'
import { refuse } from './refusals.ts'
import { signInRoutes } from './sign-in-routes.ts'

/** The console's API, to be mounted at `/console/api`. Addresses are as `trust proxy` of the app says. */
export function createConsoleApi(deps: ConsoleDeps): Router {
  const cookies = createCookies(deps.publicUrl)
  const guard = createGuard(deps, cookies)
  const router = Router()
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  router.use(onlyOurPages(deps.publicUrl))
  router.use(express.json({ limit: '16kb', type: 'application/json' }))
  router.use(signInRoutes(deps, cookies, guard))
  router.use(enrolmentRoutes(deps))
  router.use(organisationRoutes(deps, cookies))
  router.use(operatorsRoutes(deps, guard))
  router.use(overrideRoutes(deps, guard))
  router.use(figuresRoutes(deps, guard))
  router.use(casesRoutes(deps, guard))
  if (deps.desk !== undefined) {
    const there = { ...deps, ...deps.desk }
    router.use(deskRoutes(there, guard))
    router.use(moveRoutes(there, guard))
    router.use(contactRoutes(there, guard))
    router.use(contactOverrides(there, guard))
  }
  router.use((_request, response) => refuse(response, 'not-found'))
  router.use(apologise(deps.report))
  return router
}

/** Sent by those who read a body: it is none, or too large, or in another coding. */
const unreadable: ReadonlySet<number> = new Set([400, 413, 415])

function apologise(report: ConsoleDeps['report']): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const status = error instanceof Object && 'status' in error ? Number(error.status) : 0
    if (error instanceof URIError || unreadable.has(status)) return refuse(response, 'malformed')
    report(error)
    if (response.headersSent) return next(error)
    refuse(response, error instanceof Fault ? 'unavailable' : 'failed')
  }
}
