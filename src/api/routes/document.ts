import { z } from 'zod'
import { describeRoutes, type Document } from '../openapi.ts'
import { answer, type Route, route } from '../route.ts'

/** The document of these routes and of itself. */
export function document(others: readonly Route[]): Route {
  let made: Document | undefined
  const own: Route = route({
    method: 'get',
    path: '/openapi.json',
    id: 'showDocument',
    summary: 'This document',
    access: { kind: 'public' },
    answers: { 200: z.looseObject({ openapi: z.string() }).meta({ id: 'OpenApiDocument' }) },
    handle: () => {
      made ??= describeRoutes([...others, own])
      return answer(200, made)
    },
  })
  return own
}
