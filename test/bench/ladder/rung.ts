/** The servers of the lower rungs, each a process: `node rung.ts <rung> <folder or address>` prints its port. */
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import express, { type RequestHandler, type Response } from 'express'
import { createClient } from 'redis'
import twilio from 'twilio'
import type { CallId, CaseNumber } from '../../../src/base/brand.ts'
import { listen } from '../../../src/line/listen.ts'
import { openCallStore } from '../../../src/stores/sqlite/call-store.ts'
import { buildAnswer, buildBlock } from './document.ts'
import { publicUrl, token } from './webhooks.ts'

const fixed = Buffer.from(buildBlock(2))
const xml = 'text/xml; charset=utf-8'

/** The body is read, the same bytes are answered. */
const bare: RequestListener = (request, response) => {
  request.on('data', () => {})
  request.on('end', () => {
    response.writeHead(200, { 'content-type': xml, 'content-length': fixed.length })
    response.end(fixed)
  })
}

const form = express.urlencoded({ extended: false })

const isSigned: RequestHandler = (request, response, next) => {
  const signature = request.get('x-twilio-signature') ?? ''
  const url = publicUrl + request.originalUrl
  if (twilio.validateRequest(token, signature, url, request.body)) next()
  else response.status(403).end()
}

const answerFixed: RequestHandler = (_request, response) => {
  response.set('Content-Type', xml).end(fixed)
}

function send(response: Response, reply: string | undefined): void {
  if (reply === undefined) response.status(204).end()
  else response.set('Content-Type', xml).end(reply)
}

const answerBuilt: RequestHandler = (request, response) => {
  send(response, buildAnswer(request.body, Number(request.query['turn'] ?? 0) + 1))
}

/** About what a state of ours takes, with what was keyed. */
const state = JSON.stringify({ version: 1, state: 'x'.repeat(650) })

/** One load and one save a request, in the store that the line has. */
async function answerStored(folder: string): Promise<RequestHandler> {
  const store = await openCallStore(join(folder, 'calls.db'))
  return async (request, response) => {
    const callId = request.body.CallSid as CallId
    const found = await store.load(callId)
    const turn = found.kind === 'open' ? found.call.turn + 1 : 1
    const reply = buildAnswer(request.body, turn)
    const caseNumber = '12345674' as CaseNumber
    const at = Date.now()
    const kept = { callId, turn, reply: reply ?? '', state, caseNumber, at, keyed: [], over: false }
    await store.save(kept)
    send(response, reply)
  }
}

/** One GET and one SET a request: as little as a call that lies in Redis can take. */
async function answerInRedis(url: string): Promise<RequestHandler> {
  const redis = await createClient({ url }).connect()
  return async (request, response) => {
    const key = `rung:${request.body.CallSid}`
    const text = await redis.get(key)
    const found: { readonly turn: number } = text === null ? { turn: 0 } : JSON.parse(text)
    const turn = found.turn + 1
    const reply = buildAnswer(request.body, turn)
    await redis.set(key, JSON.stringify({ turn, reply, state }), { EX: 24 * 60 * 60 })
    send(response, reply)
  }
}

async function listenerOf(rung: string, place: string): Promise<RequestListener> {
  if (rung === 'bare') return bare
  const app = express()
  app.use(form)
  if (rung === 'express') return app.use(answerFixed)
  app.use(isSigned)
  if (rung === 'checked') return app.use(answerBuilt)
  return app.use(await (rung === 'stored' ? answerStored(place) : answerInRedis(place)))
}

const [rung = '', place = ''] = process.argv.slice(2)
const server = createServer(await listenerOf(rung, place))
const port = await listen(server, { port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ port })}\n`)
