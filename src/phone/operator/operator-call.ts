import { placeCall, type CallOptions } from '../call.ts'
import type { Call } from '../events.ts'

export type OperatorCallOptions = Pick<
  CallOptions,
  'line' | 'clock' | 'chance' | 'switchboard' | 'caller' | 'world'
> & {
  /** As the softphone signed in: `client:` and this is whom the call is from. */
  readonly identity: string
  /** What voice-sdk's `device.connect({ params })` hands over. */
  readonly params: Readonly<Record<string, string>>
}

/**
 * A softphone dials: Twilio asks the voice address of the TwiML App, with the parameters in the first
 * request only. An App's fallback and status addresses are left empty.
 */
export function placeOperatorCall({ identity, params, ...options }: OperatorCallOptions): Call {
  return placeCall({
    ...options,
    from: `client:${identity}`,
    to: '',
    ringInMs: 0,
    gapInMs: 0,
    way: {
      direction: 'inbound',
      isAnswered: false,
      first: { url: `${options.line.url}/twilio/voice/operator`, method: 'POST', own: params },
    },
  })
}
