import twilio from 'twilio'
import type { OperatorId } from '../../base/operator.ts'
import { identityOf } from '../../twilio/operator-identity.ts'
import type { SoftphoneAccess } from './telephony.ts'

export type SoftphoneKeys = {
  readonly accountSid: string
  readonly apiKey: string
  readonly apiSecret: string
  /** The TwiML App that a softphone dials; its voice address is the line's `/twilio/voice/operator`. */
  readonly appSid: string
}

/** Tokens with which an operator's browser dials out, and is never called. */
export function twilioAccess(
  { accountSid, apiKey, apiSecret, appSid }: SoftphoneKeys,
  now: () => number,
): (operator: OperatorId) => SoftphoneAccess {
  const { AccessToken } = twilio.jwt
  return (operator) => {
    const token = new AccessToken(accountSid, apiKey, apiSecret, {
      identity: identityOf(operator),
      ttl: tokenForSeconds,
    })
    token.addGrant(
      new AccessToken.VoiceGrant({ outgoingApplicationSid: appSid, incomingAllow: false }),
    )
    const expiresAt = now() + tokenForSeconds * 1000
    return { kind: 'twilio', token: token.toJwt(), expiresAt }
  }
}

/** Whoever has signed out dials no more after it; the page asks for the next one before. */
const tokenForSeconds = 600
