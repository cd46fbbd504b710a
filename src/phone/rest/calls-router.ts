import { Router } from 'express'
import { z } from 'zod'
import type { CallInPlay, CallsInPlay } from './calls-in-play.ts'
import { answerError } from './rest-error.ts'

export type CallsRouterOptions = { readonly accountSid: string; readonly calls: CallsInPlay }

/** What may be asked of a call: that it goes on elsewhere, or ends. */
const update = z.union([
  z.object({ Status: z.enum(['completed', 'canceled']) }),
  z.object({ Url: z.string(), Method: z.enum(['GET', 'POST']).default('POST') }),
])

/** The Call resource. */
export function callsRouter({ accountSid, calls }: CallsRouterOptions): Router {
  const router = Router()
  router.post('/:file', (request, response) => {
    const [, callSid = ''] = /^(CA[0-9a-f]{32})\.json$/.exec(request.params.file) ?? []
    const call = calls.find(callSid)
    if (call === undefined) return answerError(response, 20404, request.originalUrl)
    const { data: asked } = update.safeParse(request.body)
    if (asked === undefined) return answerError(response, 20001)
    if ('Url' in asked && !/^https?:\/\/[^/]/i.test(asked.Url)) return answerError(response, 21205)
    if (!perform(asked, call)) return answerError(response, 21220)
    response.json(resourceOf(call, accountSid))
  })
  return router
}

/** False: the call is not in a state for it. */
function perform(asked: z.infer<typeof update>, call: CallInPlay): boolean {
  if ('Url' in asked) return call.move({ url: asked.Url, method: asked.Method })
  const may = asked.Status === 'canceled' ? ['ringing'] : ['ringing', 'in-progress']
  if (!may.includes(call.status())) return false
  call.complete()
  return true
}

function resourceOf(call: CallInPlay, accountSid: string): Readonly<Record<string, unknown>> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${call.callSid}.json`
  const started = call.startedAt.toUTCString().replace('GMT', '+0000')
  return {
    sid: call.callSid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    direction: 'inbound',
    from: call.from,
    to: call.to,
    status: call.status(),
    date_created: started,
    date_updated: started,
    start_time: started,
    end_time: null,
    duration: null,
    parent_call_sid: null,
    phone_number_sid: null,
    uri,
  }
}
