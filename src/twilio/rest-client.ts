import twilio from 'twilio'

/** Who may tell Twilio what to do with a call: a key of its API and its secret, or the account and its token. */
export type RestAccess = {
  readonly accountSid: string
  readonly username: string
  readonly password: string
  /** Where Twilio's API is, if not at Twilio: without a slash at its end. */
  readonly url?: string
}

export type RestClient = ReturnType<typeof twilio>

/** Asks once: what was done in spite of a failure would be done twice. */
export function createRestClient({ accountSid, username, password, url }: RestAccess): RestClient {
  const sender = new twilio.RequestClient({ timeout: patienceInMs })
  const httpClient: twilio.RequestClient = Object.assign(Object.create(sender), {
    request: (options: RequestOptions) =>
      sender.request({ ...options, uri: options.uri.replace(/^https:\/\/[^/]*/, url ?? '$&') }),
  })
  return twilio(username, password, { accountSid, httpClient })
}

/** There is no such call or participant, or it is not in progress any more. */
export function isGone(error: unknown): boolean {
  const { status, code } = refusalOf(error)
  return status === 404 || code === 21_220
}

/** What may be told of a request that failed: Twilio's sentences name telephone numbers. */
export function describeFailure(error: unknown): string {
  const { status, code } = refusalOf(error)
  if (code !== undefined) return `Twilio refused it with its error ${code}.`
  return status === undefined ? 'Twilio did not answer.' : `Twilio answered with status ${status}.`
}

type RequestOptions = Parameters<twilio.RequestClient['request']>[0]

/** Shorter than the patience of a caller, and of an operator. */
const patienceInMs = 5_000

function refusalOf(error: unknown): { readonly status?: number; readonly code?: number } {
  if (typeof error !== 'object' || error === null) return {}
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown }
  return {
    ...(typeof status === 'number' && { status }),
    ...(typeof code === 'number' && { code }),
  }
}
