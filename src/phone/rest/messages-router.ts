import { randomBytes } from 'node:crypto'
import type { Response } from 'express'
import { z } from 'zod'
import { isEndpoint } from './asked.ts'
import type { Outward } from './dial-out.ts'
import { writtenDate } from './page.ts'
import { answerError, type RestError } from './rest-error.ts'

const creation = z.object({
  To: z.string().optional(),
  From: z.string().optional(),
  Body: z.string().optional(),
  /** In seconds (Message resource, ValidityPeriod). */
  ValidityPeriod: z.coerce.number().int().min(1).max(36_000).optional(),
})

/** In characters (Message resource, Body). */
const longestBody = 1600

/** The Message resource: `POST /Messages.json`. It is there at once; a carrier takes seconds. */
export function createMessage({
  line,
  switchboard,
}: Pick<Outward, 'line' | 'switchboard'>): (body: unknown, response: Response) => void {
  return (body, response) => {
    const { data: asked } = creation.safeParse(body)
    if (asked === undefined) return answerError(response, 20001)
    const { To: to = '', From: from = '', Body: text = '' } = asked
    const error = objection({ to, from, text })
    if (error !== undefined) return answerError(response, error)
    switchboard.messages.deliver(to, { from, text })
    const sid = `SM${randomBytes(16).toString('hex')}`
    response.status(201).json({
      sid,
      account_sid: line.accountSid,
      api_version: '2010-04-01',
      direction: 'outbound-api',
      from,
      to,
      body: text,
      status: 'queued',
      num_media: '0',
      num_segments: '0',
      date_created: writtenDate(new Date()),
      date_updated: writtenDate(new Date()),
      date_sent: null,
      error_code: null,
      error_message: null,
      messaging_service_sid: null,
      price: null,
      price_unit: null,
      uri: `/2010-04-01/Accounts/${line.accountSid}/Messages/${sid}.json`,
    })
  }
}

function objection(message: {
  readonly to: string
  readonly from: string
  readonly text: string
}): RestError | undefined {
  const { to, from, text } = message
  if (to === '') return 21604
  if (from === '') return 21603
  if (text === '') return 21602
  if (text.length > longestBody) return 21617
  if (!isEndpoint(to)) return 21211
  return isEndpoint(from) ? undefined : 21212
}
