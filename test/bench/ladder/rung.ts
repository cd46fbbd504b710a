/** The servers of the four lower rungs, each a process: `node rung.ts <rung> <folder>` prints its port. */
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import express, { type RequestHandler } from 'express'
import twilio from 'twilio'
import type { CallId, CaseNumber } from '../../../src/base/brand.ts'
import { listen } from '../../../src/line/listen.ts'
import { openCallStore } from '../../../src/stores/sqlite/call-store.ts'
import { buildDocument } from './document.ts'
import { publicUrl, token } from './webhooks.ts'

const fixed = Buffer.from(buildDocument(2))
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

const answerBuilt: RequestHandler = (request, response) => {
  response.set('Content-Type', xml).end(buildDocument(Number(request.query['turn'] ?? 0) + 1))
}

/** About what a state of ours in the read-back takes. */
const state = JSON.stringify({ version: 1, state: 'x'.repeat(600) })

/** One load and one save a request, in the store that the line has. */
async function answerStored(folder: string): Promise<RequestHandler> {
  const store = await openCallStore(join(folder, 'calls.db'))
  return async (request, response) => {
    const callId = request.body.CallSid as CallId
    const found = await store.load(callId)
    const turn = found.kind === 'open' ? found.call.turn + 1 : 1
    const reply = buildDocument(turn)
    const caseNumber = '12345674' as CaseNumber
    const at = Date.now()
    await store.save({ callId, turn, reply, state, caseNumber, at, keyed: [], over: false })
    response.set('Content-Type', xml).end(reply)
  }
}

async function listenerOf(rung: string, folder: string): Promise<RequestListener> {
  if (rung === 'bare') return bare
  const app = express()
  app.use(form)
  if (rung === 'express') return app.use(answerFixed)
  app.use(isSigned)
  return app.use(rung === 'checked' ? answerBuilt : await answerStored(folder))
}

const [rung = '', folder = ''] = process.argv.slice(2)
const server = createServer(await listenerOf(rung, folder))
const port = await listen(server, { port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ port })}\n`)
