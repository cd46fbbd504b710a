import { Router, type Response } from 'express'
import { z } from 'zod'
import type { Ask, Ready } from '../ask.ts'
import { parseTwiml } from '../twiml/document.ts'
import { PhoneFault } from '../phone-fault.ts'
import { isAddress, isEndpoint, method, timeout, words } from './asked.ts'
import type { CallInPlay } from './calls-in-play.ts'
import { dialOut, type Outward } from './dial-out.ts'
import { writtenDate } from './page.ts'
import { answerError, type RestError } from './rest-error.ts'

/** A document's address, or the document itself. */
const target = z.object({
  Url: z.string().optional(),
  Method: method.default('POST'),
  Twiml: z.string().max(4000).optional(),
})

/** What may be asked of a call: that it goes on elsewhere, or ends. */
const update = target.extend({ Status: z.enum(['completed', 'canceled']).optional() })

const creation = target.extend({
  To: z.string().optional(),
  From: z.string().optional(),
  Timeout: timeout,
  FallbackUrl: z.string().optional(),
  FallbackMethod: method.default('POST'),
  StatusCallback: z.string().optional(),
  StatusCallbackMethod: method.default('POST'),
  StatusCallbackEvent: words.default(['completed']),
})

/** The Call resource. */
export function callsRouter(outward: Outward): Router {
  const { accountSid } = outward.line
  const { calls } = outward.switchboard
  const router = Router()
  router.param('file', (request, response, next, file: string) => {
    const [, callSid = ''] = /^(CA[0-9a-f]{32})\.json$/.exec(file) ?? []
    const call = calls.find(callSid)
    if (call === undefined) return answerError(response, 20404, request.originalUrl)
    response.locals['call'] = call
    next()
  })
  router.get('/:file', (_request, response) => {
    response.json(resourceOf(callIn(response), accountSid))
  })
  router.post('/:file', (request, response) => {
    const { data: asked } = update.safeParse(request.body)
    if (asked === undefined) return answerError(response, 20001)
    const call = callIn(response)
    const error = perform(asked, call)
    if (error !== undefined) return answerError(response, error)
    response.json(resourceOf(call, accountSid))
  })
  return router
}

/** Places a call: `POST /Calls.json`. */
export function createCall(outward: Outward): (body: unknown, response: Response) => void {
  return (body, response) => {
    const { data: asked } = creation.safeParse(body)
    if (asked === undefined) return answerError(response, 20001)
    const { To: to = '', From: from = '' } = asked
    const first = targetOf(asked)
    const error = objection({ to, from }) ?? (typeof first === 'object' ? undefined : first)
    if (error !== undefined || typeof first !== 'object')
      return answerError(response, error ?? 20001)
    const call = dialOut(
      {
        from,
        to,
        timeoutInMs: asked.Timeout,
        first,
        ...(asked.FallbackUrl && {
          fallback: { url: asked.FallbackUrl, method: asked.FallbackMethod },
        }),
        ...(asked.StatusCallback && {
          progress: {
            url: asked.StatusCallback,
            method: asked.StatusCallbackMethod,
            events: asked.StatusCallbackEvent,
          },
        }),
      },
      outward,
    )
    response.status(201).json(resourceOf(call, outward.line.accountSid))
  }
}

/** What Twilio has against the two ends of a call. */
export function objection({
  to,
  from,
}: {
  readonly to: string
  readonly from: string
}): RestError | undefined {
  if (to === '') return 21201
  if (from === '') return 21213
  if (!isEndpoint(to)) return 21211
  return isEndpoint(from) ? undefined : 21212
}

function callIn(response: Response): CallInPlay {
  return response.locals['call'] as CallInPlay
}

/** Undefined: it is done. */
function perform(asked: z.infer<typeof update>, call: CallInPlay): RestError | undefined {
  if (asked.Status !== undefined) {
    const may = ['queued', 'ringing', ...(asked.Status === 'completed' ? ['in-progress'] : [])]
    if (!may.includes(call.status())) return 21220
    call.complete()
    return undefined
  }
  const to = targetOf(asked)
  if (typeof to !== 'object') return to
  return call.move(to) ? undefined : 21220
}

function targetOf({ Url, Method, Twiml }: z.infer<typeof target>): Ask | Ready | RestError {
  if (Twiml !== undefined) return readyOf(Twiml)
  if (Url === undefined) return 20001
  return isAddress(Url) ? { url: Url, method: Method, own: {} } : 21205
}

/** Addresses in it must be absolute: it has none itself. */
function readyOf(twiml: string): Ready | RestError {
  try {
    return { document: parseTwiml(twiml), url: 'about:blank' }
  } catch (error) {
    if (error instanceof PhoneFault) return 20001
    throw error
  }
}

function resourceOf(call: CallInPlay, accountSid: string): Readonly<Record<string, unknown>> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${call.callSid}.json`
  const started = writtenDate(call.startedAt)
  return {
    sid: call.callSid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    direction: call.direction,
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
