import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Change, Conference, NoEntry } from '../conference/conference.ts'
import type { Participant, Receiver } from '../conference/participant.ts'
import { post } from '../transport/post.ts'
import { isLabel } from '../twiml/conference.ts'
import type { Conferenced } from '../twiml/verbs.ts'
import { flag, isAddress, method, timeout, words } from './asked.ts'
import { objection } from './calls-router.ts'
import { dialOut, type Outward } from './dial-out.ts'
import { answerPage, writtenDate } from './page.ts'
import { answerError, type RestError } from './rest-error.ts'

/** With the Participant resource's defaults; conference events are `start end` where none are named. */
const creation = z.object({
  From: z.string().default(''),
  To: z.string().default(''),
  Label: z.string().optional(),
  Timeout: timeout,
  Muted: flag.default(false),
  Beep: z.enum(['true', 'false', 'onEnter', 'onExit']).default('true'),
  StartConferenceOnEnter: flag.default(true),
  EndConferenceOnExit: flag.default(false),
  MaxParticipants: z.coerce.number().int().min(1).max(250).default(250),
  WaitUrl: z.string().optional(),
  WaitMethod: method.default('POST'),
  Coaching: flag.default(false),
  CallSidToCoach: z.string().optional(),
  StatusCallback: z.string().optional(),
  StatusCallbackMethod: method.default('POST'),
  StatusCallbackEvent: words.default(['completed']),
  ConferenceStatusCallback: z.string().optional(),
  ConferenceStatusCallbackMethod: method.default('POST'),
  ConferenceStatusCallbackEvent: words.default(['start', 'end']),
})

const update = z.object({
  Muted: flag.optional(),
  Hold: flag.optional(),
  HoldUrl: z.string().optional(),
  HoldMethod: method.default('GET'),
  AnnounceUrl: z.string().optional(),
  AnnounceMethod: method.default('POST'),
  BeepOnExit: flag.optional(),
  EndConferenceOnExit: flag.optional(),
  Coaching: flag.optional(),
  CallSidToCoach: z.string().optional(),
})

/** The Participant resource, under a conference's SID; only who is dialled in may be so under its name. */
export function participantsRouter(outward: Outward): Router {
  const { accountSid } = outward.line
  const { conferences } = outward.switchboard
  const router = Router({ mergeParams: true })

  router.post('/Participants.json', (request: Request<{ name: string }>, response) => {
    create(request.params.name, request, response, outward)
  })
  router.use((request: Request<{ name: string }>, response, next) => {
    const conference = conferences.find(request.params.name)
    const isOver = conference === undefined || conference.status() === 'completed'
    if (isOver) return answerError(response, 20404, request.originalUrl)
    response.locals['conference'] = conference
    next()
  })
  router.get('/Participants.json', (request, response) => {
    const conference = conferenceIn(response)
    const all = conference
      .participants()
      .filter((one) => isAsked(request, 'Muted', one.isMuted))
      .filter((one) => isAsked(request, 'Hold', one.isOnHold))
      .filter((one) => isAsked(request, 'Coaching', one.coaches !== undefined))
      .map((one) => resourceOf(one, conference, accountSid))
    answerPage(request, response, { key: 'participants', all })
  })
  router.param('who', (request, response, next, who: string) => {
    const found = conferenceIn(response).find(who.replace(/\.json$/, ''))
    if (found === undefined) return answerError(response, 20404, request.originalUrl)
    response.locals['callSid'] = found.callSid
    next()
  })
  router.get('/Participants/:who', (_request, response) => show(response, accountSid))
  router.post('/Participants/:who', (request, response) => {
    const { data: asked } = update.safeParse(request.body)
    const error = asked === undefined ? 20001 : perform(asked, response)
    if (error !== undefined) return answerError(response, error)
    show(response, accountSid)
  })
  router.delete('/Participants/:who', (_request, response) => {
    const { callSid } = participantIn(response)
    const how = { because: 'participant_updated_via_api', isKicked: true } as const
    conferenceIn(response).leave(callSid, how)
    response.status(204).end()
  })
  return router
}

/** Dials somebody who comes into the conference when he answers; there is one of this name from now on. */
function create(name: string, request: Request, response: Response, outward: Outward): void {
  const { data: asked } = creation.safeParse(request.body)
  if (asked === undefined) return answerError(response, 20001)
  const { To: to, From: from, Label: label } = asked
  const error = objection({ to, from })
  if (error !== undefined) return answerError(response, error)
  if (label !== undefined && !isLabel(label)) return answerError(response, 16024)
  const conference = openFor(name, asked, outward)
  if (conference === undefined) return answerError(response, 16022)

  const noun = nounOf(conference.name, asked)
  const dial = { timeoutInMs: 0, timeLimitInMs: 14_400_000, hangupOnStar: false, targets: [] }
  const document = [{ kind: 'dial', method: 'POST', conference: noun, ...dial }] as const
  const call = dialOut(
    {
      from,
      to,
      timeoutInMs: asked.Timeout,
      first: { document, url: outward.line.url },
      ...(asked.StatusCallback && {
        progress: {
          url: asked.StatusCallback,
          method: asked.StatusCallbackMethod,
          events: asked.StatusCallbackEvent,
        },
      }),
      onUnanswered: (callStatus) =>
        conference.leave(call.callSid, { because: 'participant_add_failed', callStatus }),
    },
    outward,
  )
  const no = conference.expect({
    callSid: call.callSid,
    noun,
    receiver: unanswered(() => call.complete()),
  })
  if (no !== undefined) {
    call.complete()
    if (conference.participants().length === 0) conference.end()
    return answerError(response, refusals[no])
  }
  const participant = conference.find(call.callSid)
  if (participant === undefined) return answerError(response, 20404, request.originalUrl)
  const { accountSid } = outward.line
  response.status(201).json(resourceOf(participant, conference, accountSid))
}

const refusals: Readonly<Record<NoEntry, RestError>> = {
  'label-taken': 16026,
  'nobody-to-coach': 16028,
  full: 16020,
}

function openFor(
  name: string,
  asked: z.infer<typeof creation>,
  { line, clock, switchboard }: Outward,
): Conference | undefined {
  if (/^CF[0-9a-f]{32}$/.test(name)) {
    const known = switchboard.conferences.find(name)
    return known?.status() === 'completed' ? undefined : known
  }
  const { ConferenceStatusCallback: url } = asked
  return switchboard.conferences.named({
    name,
    clock,
    accountSid: line.accountSid,
    told: {
      post: (ask) => post(ask, { line, clock }),
      ...(url && { url }),
      method: asked.ConferenceStatusCallbackMethod,
      events: asked.ConferenceStatusCallbackEvent,
    },
  })
}

function nounOf(name: string, asked: z.infer<typeof creation>): Conferenced {
  return {
    name,
    ...(asked.Label !== undefined && { label: asked.Label }),
    isMuted: asked.Muted,
    beeps: asked.Beep,
    starts: asked.StartConferenceOnEnter,
    ends: asked.EndConferenceOnExit,
    atMost: asked.MaxParticipants,
    ...(asked.CallSidToCoach && { coaches: asked.CallSidToCoach }),
    ...(asked.WaitUrl && { waitUrl: asked.WaitUrl }),
    waitMethod: asked.WaitMethod,
    statusCallbackMethod: 'POST',
    statusCallbackEvents: [],
  }
}

/** His telephone while it rings: there is nothing to be heard, and whoever is let go is not called any more. */
function unanswered(callOff: () => void): Receiver {
  return { hear: () => {}, surround: () => {}, announce: async () => {}, letGo: callOff }
}

function perform(asked: z.infer<typeof update>, response: Response): RestError | undefined {
  const conference = conferenceIn(response)
  const { callSid } = participantIn(response)
  const { AnnounceUrl: announceUrl, HoldUrl: holdUrl } = asked
  for (const url of [announceUrl, holdUrl]) {
    if (url !== undefined && !isAddress(url)) return 21205
  }
  if (!conference.change(callSid, changeOf(asked))) return 16028
  if (announceUrl !== undefined) {
    conference.announce({ url: announceUrl, method: asked.AnnounceMethod }, callSid)
  }
  return undefined
}

function changeOf(asked: z.infer<typeof update>): Change {
  const { Muted, Hold, HoldUrl, EndConferenceOnExit, BeepOnExit, Coaching, CallSidToCoach } = asked
  const coaches = Coaching === false ? '' : CallSidToCoach
  return {
    ...(Muted !== undefined && { isMuted: Muted }),
    ...(Hold !== undefined && {
      hold: {
        isOn: Hold,
        ...(HoldUrl !== undefined && { ask: { url: HoldUrl, method: asked.HoldMethod } }),
      },
    }),
    ...(EndConferenceOnExit !== undefined && { ends: EndConferenceOnExit }),
    ...(BeepOnExit !== undefined && { beeps: BeepOnExit ? 'true' : 'onEnter' }),
    ...(coaches !== undefined && { coaches }),
  }
}

function conferenceIn(response: Response): Conference {
  return response.locals['conference'] as Conference
}

function participantIn(response: Response): Participant {
  const found = conferenceIn(response).find(response.locals['callSid'] as string)
  if (found === undefined) throw new Error('the participant left while he was asked about')
  return found
}

function show(response: Response, accountSid: string): void {
  response.json(resourceOf(participantIn(response), conferenceIn(response), accountSid))
}

function isAsked({ query }: Request, name: string, is: boolean): boolean {
  return query[name] === undefined || query[name] === String(is)
}

function resourceOf(one: Participant, conference: Conference, accountSid: string): object {
  const since = writtenDate(one.since)
  const base = `/2010-04-01/Accounts/${accountSid}/Conferences/${conference.sid}`
  return {
    account_sid: accountSid,
    call_sid: one.callSid,
    conference_sid: conference.sid,
    label: one.label ?? null,
    status: one.status,
    muted: one.isMuted,
    hold: one.isOnHold,
    coaching: one.coaches !== undefined,
    call_sid_to_coach: one.coaches ?? null,
    start_conference_on_enter: one.starts,
    end_conference_on_exit: one.ends,
    queue_time: null,
    date_created: since,
    date_updated: since,
    uri: `${base}/Participants/${one.callSid}.json`,
  }
}
