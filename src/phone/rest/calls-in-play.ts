import type { Ask, Ready } from '../ask.ts'

/** As Twilio's interface calls the states of a call. */
export type CallStatus =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'

/** A call as the provider's interface knows it. */
export type CallInPlay = {
  readonly callSid: string
  readonly from: string
  readonly to: string
  readonly direction: 'inbound' | 'outbound-api'
  readonly startedAt: Date
  readonly status: () => CallStatus
  /** The call goes on with another document; false: it is not in progress. */
  readonly move: (to: Ask | Ready) => boolean
  readonly complete: () => void
}

/** The calls of a telephone, and those of them that ended lately. */
export type CallsInPlay = {
  readonly add: (call: CallInPlay) => void
  readonly find: (callSid: string) => CallInPlay | undefined
}

const mostRemembered = 1000

export function createCallsInPlay(): CallsInPlay {
  const calls = new Map<string, CallInPlay>()
  return {
    add: (call) => {
      calls.set(call.callSid, call)
      const [oldest] = calls.keys()
      if (calls.size > mostRemembered && oldest !== undefined) calls.delete(oldest)
    },
    find: (callSid) => calls.get(callSid),
  }
}
