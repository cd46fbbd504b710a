import { Router, type Response } from 'express'
import { z } from 'zod'
import { mostInAQueue, type Member, type Queue } from '../queue/queues.ts'
import { isAddress, method } from './asked.ts'
import type { Outward } from './dial-out.ts'
import { answerPage, writtenDate } from './page.ts'
import { answerError } from './rest-error.ts'

const queueUpdate = z.object({ MaxSize: z.coerce.number().int().min(1).max(mostInAQueue) })

const memberUpdate = z.object({ Url: z.string(), Method: method.default('POST') })

/** The Queue resource, with its members. */
export function queuesRouter({ line, switchboard }: Outward): Router {
  const { queues, calls } = switchboard
  const router = Router()
  const uriOf = (queue: Queue): string =>
    `/2010-04-01/Accounts/${line.accountSid}/Queues/${queue.sid}`
  const show = (queue: Queue): object => ({
    sid: queue.sid,
    account_sid: line.accountSid,
    friendly_name: queue.name,
    current_size: queue.members().length,
    max_size: queue.atMost(),
    average_wait_time: Math.round(queue.averageInMs() / 1000),
    date_created: writtenDate(queue.since),
    date_updated: writtenDate(queue.since),
    uri: `${uriOf(queue)}.json`,
  })
  const showMember = (queue: Queue, member: Member): object => ({
    call_sid: member.callSid,
    queue_sid: queue.sid,
    position: queue.positionOf(member.callSid),
    date_enqueued: writtenDate(member.since),
    wait_time: Math.round(member.waitedInMs() / 1000),
    uri: `${uriOf(queue)}/Members/${member.callSid}.json`,
  })

  router.get('/', (request, response) => {
    answerPage(request, response, { key: 'queues', all: queues.all().map(show) })
  })
  router.param('queue', (request, response, next, sid: string) => {
    const queue = queues.find(sid.replace(/\.json$/, ''))
    if (queue === undefined) return answerError(response, 20404, request.originalUrl)
    response.locals['queue'] = queue
    next()
  })
  router.param('who', (request, response, next, who: string) => {
    const name = who.replace(/\.json$/, '')
    const member = queueIn(response)
      .members()
      .find(({ callSid }) => name === 'Front' || callSid === name)
    if (member === undefined) return answerError(response, 20404, request.originalUrl)
    response.locals['member'] = member
    next()
  })
  router.get('/:queue', (_request, response) => {
    response.json(show(queueIn(response)))
  })
  router.post('/:queue', (request, response) => {
    const { data: asked } = queueUpdate.safeParse(request.body)
    if (asked === undefined) return answerError(response, 20001)
    queueIn(response).resize(asked.MaxSize)
    response.json(show(queueIn(response)))
  })
  router.get('/:queue/Members.json', (request, response) => {
    const queue = queueIn(response)
    const all = queue.members().map((member) => showMember(queue, member))
    answerPage(request, response, { key: 'queue_members', all })
  })
  router.get('/:queue/Members/:who', (_request, response) => {
    response.json(showMember(queueIn(response), memberIn(response)))
  })
  router.post('/:queue/Members/:who', (request, response) => {
    const { data: asked } = memberUpdate.safeParse(request.body)
    if (asked === undefined) return answerError(response, 20001)
    if (!isAddress(asked.Url)) return answerError(response, 21205)
    const member = memberIn(response)
    const shown = showMember(queueIn(response), member)
    const call = calls.find(member.callSid)
    if (call?.move({ url: asked.Url, method: asked.Method, own: {} }) !== true) {
      return answerError(response, 20404, request.originalUrl)
    }
    response.json(shown)
  })
  return router
}

function queueIn(response: Response): Queue {
  return response.locals['queue'] as Queue
}

function memberIn(response: Response): Member {
  return response.locals['member'] as Member
}
