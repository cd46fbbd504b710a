import { Router, type Response } from 'express'
import { z } from 'zod'
import type { Conference } from '../conference/conference.ts'
import { isAddress, method } from './asked.ts'
import type { Outward } from './dial-out.ts'
import { answerPage, writtenDate } from './page.ts'
import { participantsRouter } from './participants-router.ts'
import { answerError } from './rest-error.ts'

const update = z.object({
  Status: z.literal('completed').optional(),
  AnnounceUrl: z.string().optional(),
  AnnounceMethod: method.default('POST'),
})

/** The Conference resource, with its participants. */
export function conferencesRouter(outward: Outward): Router {
  const { accountSid } = outward.line
  const { conferences } = outward.switchboard
  const router = Router()
  const show = (conference: Conference): object => resourceOf(conference, accountSid)

  router.get('/', (request, response) => {
    const { FriendlyName, Status } = request.query
    const all = conferences
      .found()
      .filter(({ name }) => FriendlyName === undefined || name === FriendlyName)
      .filter(({ status }) => Status === undefined || status() === Status)
    answerPage(request, response, { key: 'conferences', all: all.map(show) })
  })
  router.param('file', (request, response, next, file: string) => {
    const conference = conferences.find(file.replace(/\.json$/, ''))
    if (conference === undefined) return answerError(response, 20404, request.originalUrl)
    response.locals['conference'] = conference
    next()
  })
  router.get('/:file', (_request, response) => {
    response.json(show(conferenceIn(response)))
  })
  router.post('/:file', (request, response) => {
    const conference = conferenceIn(response)
    const { data: asked } = update.safeParse(request.body)
    if (asked === undefined) return answerError(response, 20001)
    if (conference.status() === 'completed') return answerError(response, 16022)
    const { AnnounceUrl: url, AnnounceMethod } = asked
    if (url !== undefined) {
      if (!isAddress(url)) return answerError(response, 21205)
      conference.announce({ url, method: AnnounceMethod })
    }
    if (asked.Status === 'completed') conference.end()
    response.json(show(conference))
  })
  router.use('/:name', participantsRouter(outward))
  return router
}

function conferenceIn(response: Response): Conference {
  return response.locals['conference'] as Conference
}

function resourceOf(conference: Conference, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Conferences/${conference.sid}`
  const since = writtenDate(conference.since)
  const ended = conference.ended()
  return {
    sid: conference.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    friendly_name: conference.name,
    status: conference.status(),
    region: 'ie1',
    date_created: since,
    date_updated: since,
    reason_conference_ended: ended?.because ?? null,
    call_sid_ending_conference: ended?.by ?? null,
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json` },
  }
}
