import type { Request, Response } from 'express'
import { z } from 'zod'
import { caseNumber, confirmationId, installationId } from '../../activation/contract/ids.ts'
import { keyClass, reason } from '../../activation/contract/results.ts'
import type { ActivationCore } from '../../base/activation.ts'
import { answerLines, type LineAnswer } from '../batch/answer-lines.ts'
import { readAhead } from '../batch/read-ahead.ts'
import { type Line, readLines } from '../batch/read-lines.ts'
import { problem, type Reply, type Route, route } from '../route.ts'
import { sentId, shownId } from '../schemas/ids.ts'

const request = z
  .strictObject({
    installationId: shownId,
    label: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "The client's own name for the machine; nothing is done with it." }),
  })
  .meta({ id: 'BatchLine' })

const line = z.int().min(1).meta({ description: 'Its number in the body, from 1.' })

/** Why a line was not even asked about. */
const lineReasons = [
  'not-json',
  'half-written',
  'not-a-request',
  'line-too-long',
  'too-many-lines',
  'unavailable',
] as const

type LineReason = (typeof lineReasons)[number]

const answerSchema = z
  .discriminatedUnion('kind', [
    z.object({
      line,
      kind: z.literal('confirmed'),
      installationId,
      confirmationId,
      keyClass,
      reactivation: z.boolean(),
      caseNumber,
    }),
    z.object({
      line,
      kind: z.literal('refused'),
      installationId: sentId.optional(),
      reason: z.union([reason, z.enum(lineReasons)]),
      group: z.int().min(1).max(9).optional(),
    }),
  ])
  .meta({
    id: 'BatchAnswer',
    description:
      'Lines that are not requests: `not-json`; `half-written`, the body ended within it; `not-a-request`; ' +
      '`line-too-long`, more than 1 kB. After these two nothing more is answered: `too-many-lines`, on the first ' +
      'after 10,000; `unavailable`, send this line and all after it again.',
  })

const limits = { longest: 1_024, most: 10_000 }
const batchesAtATime = 4

type Dependencies = {
  readonly core: Pick<ActivationCore, 'activate'>
  readonly report: (error: unknown) => void
}

/** Activates many machines: a request a line, an answer a line, in the same order and as they come. */
export function batch(dependencies: Dependencies): Route {
  let running = 0

  const handle = async (asked: Request, response: Response): Promise<Reply> => {
    if (!isNdjson(asked)) return problem('unsupported-media-type')
    if (running >= batchesAtATime) {
      response.set('Retry-After', '5')
      return problem('too-many-requests')
    }
    running += 1
    try {
      await answerAll(dependencies, asked, response)
    } finally {
      running -= 1
    }
    return { kind: 'written' }
  }

  return route({
    method: 'post',
    path: '/activations/batch',
    id: 'activateMany',
    summary: 'Activate many machines',
    description:
      'NDJSON both ways, at most 10,000 lines of 1 kB. Every line is answered in its order as soon as it is settled; ' +
      'empty lines are passed over. Lines may be sent again: the same machine gets the same answer. Four batches are ' +
      'answered at a time.',
    access: { kind: 'scope', scope: 'batch' },
    lines: { request, answer: answerSchema },
    answers: { 200: answerSchema },
    handle: ({ request: asked, response }) => handle(asked, response),
  })
}

function isNdjson(asked: Request): boolean {
  const { 'content-encoding': encoding = 'identity' } = asked.headers
  const types = ['application/x-ndjson', 'application/ndjson']
  return encoding === 'identity' && asked.is(types) !== false
}

async function answerAll(
  dependencies: Dependencies,
  asked: Request,
  response: Response,
): Promise<void> {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  response.status(200).type('application/x-ndjson')
  response.flushHeaders()
  try {
    await answerLines({
      lines: readAhead(readLines(bodyOf(asked), limits)),
      answer: (one) => answerTo(one, dependencies),
      out: response,
      stop: gone.signal,
    })
  } catch (error) {
    const isGone = gone.signal.aborted || asked.errored !== null
    if (!isGone) throw error
  }
  response.end()
}

/** What is not read of a body is let run out: its client still has answers to read. */
async function* bodyOf(asked: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* asked.iterator({ destroyOnReturn: false })
  } finally {
    asked.resume()
  }
}

async function answerTo(
  one: Line,
  { core, report }: Dependencies,
): Promise<LineAnswer | undefined> {
  const read = requestOn(one)
  if (read.kind === 'empty') return undefined
  if (read.kind === 'not-asked') return refuse(one.number, read.reason)
  const { installationId: id } = read
  try {
    const result = await core.activate({ installationId: id, licences: [] })
    return say({ line: one.number, ...result, installationId: id })
  } catch (error) {
    report(error)
    return refuse(one.number, 'unavailable')
  }
}

type Read =
  | { readonly kind: 'request'; readonly installationId: z.output<typeof shownId> }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-asked'; readonly reason: LineReason }

function requestOn(one: Line): Read {
  if (one.kind === 'too-long') return { kind: 'not-asked', reason: 'line-too-long' }
  if (one.kind === 'too-many') return { kind: 'not-asked', reason: 'too-many-lines' }
  let value: unknown
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(one.bytes)
    if (text.trim() === '') return { kind: 'empty' }
    value = JSON.parse(text)
  } catch {
    return { kind: 'not-asked', reason: one.isLast ? 'half-written' : 'not-json' }
  }
  const parsed = request.safeParse(value)
  return parsed.success
    ? { kind: 'request', installationId: parsed.data.installationId }
    : { kind: 'not-asked', reason: 'not-a-request' }
}

function refuse(number: number, why: LineReason): LineAnswer {
  const isLast = why === 'too-many-lines' || why === 'unavailable'
  return { ...say({ line: number, kind: 'refused', reason: why }), isLast }
}

function say(answer: object): LineAnswer {
  return { text: `${JSON.stringify(answerSchema.parse(answer))}\n` }
}
