import { setTimeout as wait } from 'node:timers/promises'
import { readAnswer, type Answer } from '../../../wizard/answers.ts'
import { parseJson } from '../../../wizard/json.ts'
import { requestLine, type Request } from '../../../wizard/requests.ts'
import { refused, type Refusal } from '../outcome.ts'
import type { Written } from './line-file.ts'

export type Line = {
  readonly kind: 'line'
  /** Of the batch route. */
  readonly address: string
  readonly token: string
}

export type Asked = { readonly kind: 'asked' }

/**
 * Asks a line for the answers to some requests, NDJSON both ways. `keep` gets them as they come, each checked to be
 * for the request on its line; a line that says it is busy is asked again when it says, five times at most.
 */
export async function askLine(
  line: Line,
  requests: readonly Request[],
  keep: (answers: readonly Answer[]) => Written,
): Promise<Asked | Refusal> {
  for (let tries = 1; ; tries += 1) {
    const stall = stallLimit(60_000)
    try {
      const response = await post(line, requests, stall.signal)
      const pause = pauseOf(response)
      if (pause !== undefined && tries < mostTries) {
        await response.body?.cancel()
        await wait(pause)
        continue
      }
      if (response.status !== 200) return notAnswered(response.status)
      return await readAnswers(response, requests, { keep, alive: stall.alive })
    } catch {
      return refused('line-unreachable', [
        'The line cannot be reached, or the connection broke off. Is its address right?',
      ])
    } finally {
      stall.end()
    }
  }
}

const mostTries = 5

function post(
  { address, token }: Line,
  requests: readonly Request[],
  signal: AbortSignal,
): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    // Labels are the customer's own; the answers come in order, so none is needed.
    body: requests.map(({ installationId }) => requestLine({ installationId })).join(''),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    redirect: 'manual',
    signal,
  })
}

/** How long a busy line asks to be left alone, in ms, at most a minute. */
function pauseOf({ status, headers }: Response): number | undefined {
  if (status !== 429 && status !== 503) return undefined
  const seconds = Number(headers.get('retry-after') ?? '5')
  return Math.min(Number.isFinite(seconds) ? Math.max(seconds, 0) : 5, 60) * 1000
}

async function readAnswers(
  { body }: Response,
  requests: readonly Request[],
  { keep, alive }: { readonly keep: (answers: readonly Answer[]) => Written; alive: () => void },
): Promise<Asked | Refusal> {
  const decoder = new TextDecoder()
  let count = 0
  let rest = ''
  for await (const chunk of body ?? []) {
    alive()
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    const answers = lines
      .filter((text) => text.trim() !== '')
      .map((text, i) => answerTo(requests[count + i], text))
    const given = answers.filter((answer) => answer !== undefined)
    if (given.length < answers.length) return strange
    count += given.length
    const kept = keep(given.filter((answer) => !isPutOff(answer)))
    if (kept.kind === 'refused') return kept
    if (given.some(isPutOff)) return unavailable
  }
  return count === requests.length && rest.trim() === '' ? { kind: 'asked' } : brokenOff
}

/** The answer of a line, which must be for this request; one that names no ID is by its place. */
function answerTo(request: Request | undefined, text: string): Answer | undefined {
  if (request === undefined) return undefined
  const value = parseJson(text)
  const { installationId, label } = request
  if (typeof value !== 'object' || value === null) return undefined
  const read = readAnswer({ installationId, ...value, label })
  if (read.kind === 'refused') return undefined
  return read.value.installationId.join() === installationId.join() ? read.value : undefined
}

/** Said once in the middle of a batch; nothing comes after it. */
function isPutOff(answer: Answer): boolean {
  return answer.kind === 'refused' && answer.reason === 'unavailable'
}

const unavailable = refused('line-unavailable', [
  'The line cannot activate just now. Try again later.',
])

const strange = refused('line-strange', [
  'The line answered something that is no answer to what it was asked. Is its address right?',
])

const brokenOff = refused('line-broke-off', ['The line broke off before all was answered.'])

function notAnswered(status: number): Refusal {
  return refused('line-refused', [statusWords[status] ?? otherStatus(status)], { status })
}

const statusWords: Readonly<Record<number, string>> = {
  401: 'The line does not accept this token.',
  403: 'This token may not be used for request files; it needs the scope batch.',
  404: 'There is no activation line at that address, or one that takes no request files.',
  413: 'The line does not take so much at once.',
  429: 'The line is asked too much just now. Try again later.',
  503: 'The line cannot activate just now. Try again later.',
}

function otherStatus(status: number): string {
  return status >= 300 && status < 400
    ? 'The line is at another address now, which it names when a browser asks for it.'
    : `The line answered with HTTP status ${String(status)}.`
}

/** Aborts when nothing has come for so long, in ms. */
function stallLimit(limit: number): {
  readonly signal: AbortSignal
  readonly alive: () => void
  readonly end: () => void
} {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), limit)
  return {
    signal: controller.signal,
    alive: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  }
}
