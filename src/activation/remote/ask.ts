import { Agent, request } from 'undici'

export type Question = {
  /** Under the service's address: `/activations`. */
  readonly path: string
  /** What is posted, as JSON; without it the path is got. */
  readonly body?: object
  /** Stands for the thing that is to be done once, however often it is asked. */
  readonly idempotencyKey?: string
  /** Statuses that are an answer though they say that something is wrong. */
  readonly expected: readonly number[]
}

/** What one try came to. `mayTryAgain`: another try may end otherwise. */
export type Attempt =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  | {
      readonly kind: 'failed'
      readonly mayTryAgain: boolean
      /** How long the service asks to be left alone. */
      readonly waitInMs?: number
      /** For the log: nothing of what was asked or answered stands in it. */
      readonly why: string
      readonly cause?: unknown
    }

export type Asking = {
  /** Asks once; never throws. */
  readonly ask: (question: Question, signal: AbortSignal) => Promise<Attempt>
  readonly close: () => Promise<void>
}

export type Service = {
  /** Of the API, without a slash at its end. */
  readonly url: string
  readonly token: string
}

/** Asks a service over connections that are kept. Redirects are not followed: the token is for this address alone. */
export function createAsking({ url, token }: Service): Asking {
  const dispatcher = new Agent({
    connect: { timeout: connectingInMs },
    connections: mostConnections,
    maxResponseSize: largestAnswer,
  })

  const headersOf = ({ body, idempotencyKey }: Question): Record<string, string> => ({
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    ...(body && { 'content-type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  })

  const ask = async (question: Question, signal: AbortSignal): Promise<Attempt> => {
    const { path, body } = question
    try {
      const response = await request(`${url}${path}`, {
        dispatcher,
        signal,
        method: body === undefined ? 'GET' : 'POST',
        headers: headersOf(question),
        ...(body && { body: JSON.stringify(body) }),
      })
      const text = await response.body.text()
      const { statusCode: status, headers } = response
      return question.expected.includes(status)
        ? readAnswer(path, status, text)
        : failure(path, status, headers['retry-after'])
    } catch (cause) {
      return { kind: 'failed', mayTryAgain: !isTooLarge(cause), why: whyOf(path, cause), cause }
    }
  }

  return { ask, close: () => dispatcher.destroy() }
}

const connectingInMs = 1_000
const mostConnections = 64

/** In bytes: forty times what the longest answer has. */
const largestAnswer = 64 * 1024

function readAnswer(path: string, status: number, text: string): Attempt {
  try {
    return { kind: 'answer', status, body: JSON.parse(text) }
  } catch {
    if (status >= 500) return failure(path, status, undefined)
    const why = `It answers ${path} with ${status} and something that is not JSON.`
    return { kind: 'failed', mayTryAgain: false, why }
  }
}

const passing: ReadonlySet<number> = new Set([429, 502, 503, 504])

function failure(path: string, status: number, retryAfter: string | string[] | undefined): Attempt {
  if (status === 401 || status === 403) {
    const why = `It refuses the token of this line (${status}): see CORE_TOKEN, and what it may.`
    return { kind: 'failed', mayTryAgain: false, why }
  }
  const seconds = /^\d{1,6}$/.exec(String(retryAfter))?.[0]
  return {
    kind: 'failed',
    mayTryAgain: passing.has(status),
    ...(seconds !== undefined && { waitInMs: Number(seconds) * 1_000 }),
    why: `It answers ${path} with ${status}.`,
  }
}

function whyOf(path: string, cause: unknown): string {
  if (isTooLarge(cause)) return `Its answer to ${path} is larger than ${largestAnswer / 1024} kB.`
  const code = codeOf(cause)
  return code === undefined
    ? `It does not answer ${path} in time.`
    : `It cannot be asked for ${path}: ${code}.`
}

function isTooLarge(cause: unknown): boolean {
  return codeOf(cause) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE'
}

/** Such as ECONNREFUSED; an abort has none that is a word. */
function codeOf(cause: unknown): string | undefined {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && code !== 'UND_ERR_ABORTED' ? code : undefined
}
