import type { CallStatus } from './rest/calls-in-play.ts'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

export type Parties = {
  readonly callSid: string
  readonly accountSid: string
  readonly from: string
  readonly to: string
  readonly status: CallStatus
  /** Without one: somebody dialled the line. */
  readonly direction?: 'inbound' | 'outbound-api'
}

/** The parameters that every voice request of a call carries, the old doublings included. */
export function standingParams(parties: Parties): Record<string, string> {
  const { callSid, accountSid, from, to, status, direction = 'inbound' } = parties
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus: status,
    Direction: direction,
    From: from,
    Caller: from,
    To: to,
    Called: to,
    ...places(['From', 'Caller'], from),
    ...places(['To', 'Called'], to),
  }
}

function places(names: readonly string[], number: string): Record<string, string> {
  const country = parsePhoneNumberFromString(number)?.country ?? ''
  return Object.fromEntries(
    names.flatMap((name) => [
      [`${name}Country`, country],
      [`${name}State`, ''],
      [`${name}City`, ''],
      [`${name}Zip`, ''],
    ]),
  )
}
