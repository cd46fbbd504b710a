import twilio from 'twilio'
import type { CallId } from '../../base/brand.ts'
import { textAddress } from './address.ts'

/** Who may tell Twilio what to do with a call: a key of its API and its secret, or the account and its token. */
export type RestAccess = {
  readonly accountSid: string
  readonly username: string
  readonly password: string
  /** Where Twilio's API is, if not at Twilio: without a slash at its end. */
  readonly url?: string
}

export type CallMover = {
  /** Lets a call go on in writing, whatever it is doing; says whether it was there. Throws where that fails. */
  readonly move: (callSid: CallId) => Promise<boolean>
}

/** Asks Twilio once: of a call that was moved in spite of a failure it would be the second time. */
export function createCallMover(access: RestAccess, publicUrl: string): CallMover {
  const { accountSid, username, password, url } = access
  const sender = new twilio.RequestClient({ timeout: patienceInMs })
  const httpClient: twilio.RequestClient = Object.assign(Object.create(sender), {
    request: (options: RequestOptions) =>
      sender.request({ ...options, uri: options.uri.replace(/^https:\/\/[^/]*/, url ?? '$&') }),
  })
  const client = twilio(username, password, { accountSid, httpClient })
  const target = { url: textAddress(publicUrl, { since: 0, tries: 0 }), method: 'POST' }
  return {
    move: async (callSid) => {
      try {
        await client.calls(callSid).update(target)
        return true
      } catch (error) {
        if (isGone(error)) return false
        throw error
      }
    },
  }
}

type RequestOptions = Parameters<twilio.RequestClient['request']>[0]

/** Shorter than the caller's patience; what comes later, comes with his next silence. */
const patienceInMs = 5_000

/** There is no such call, or it is not in progress any more. */
function isGone(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown }
  return status === 404 || code === 21_220
}
