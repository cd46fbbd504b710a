import { z } from 'zod'
import { isProblemCode, problemDetails, problems } from '../problems.ts'
import { answer, problem, type Route, route } from '../route.ts'

/** What stands in a problem about its kind, and for a bad request where the faults are. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'A path on this line, which says more of the problem.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'What is wrong at which place of the body or the query.' }),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457).' })

export function problemTypes(): Route {
  return route({
    method: 'get',
    path: '/problems/{code}',
    id: 'showProblem',
    summary: 'What a type of problem means',
    access: { kind: 'public' },
    parameters: z.object({ code: z.enum(Object.keys(problems)) }),
    answers: { 200: problemSchema },
    handle: ({ path: { code } }) =>
      isProblemCode(code) ? answer(200, problemDetails(code)) : problem('not-found'),
  })
}
