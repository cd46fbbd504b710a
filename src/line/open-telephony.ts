/** How the calls of operators are led: by Twilio, or in the demo by the simulated telephone. */
import { setTimeout as wait } from 'node:timers/promises'
import {
  afterOperatorAddress,
  againAddress,
  calledBackAddress,
  conferenceAddress,
  heldAddress,
  statusAddress,
  telephoneAddress,
} from '../channels/voice/address.ts'
import type { Settings } from '../config.ts'
import { twilioAccess, type SoftphoneKeys } from '../operators/telephony/softphone-access.ts'
import type { Telephony } from '../operators/telephony/telephony.ts'
import { createTwilioTelephony } from '../operators/telephony/twilio-telephony.ts'
import { identityOf } from '../twilio/operator-identity.ts'
import { createRestClient, type RestAccess } from '../twilio/rest-client.ts'

/** The simulated telephone, as far as operators need it. */
type SimulatedTelephone = {
  readonly rest: RestAccess
  readonly softphoneToken: (identity: string) => string
}

type TelephonySettings = Pick<Settings, 'mode'> & {
  readonly rest?: RestAccess
  readonly softphone?: SoftphoneKeys
}

/** Nothing where no account may be asked: nobody can be put through then. */
export function openTelephony(
  settings: TelephonySettings,
  publicUrl: string,
  phone?: SimulatedTelephone,
): Telephony | undefined {
  const isSimulated = settings.mode === 'demo'
  const rest = isSimulated ? phone?.rest : settings.rest
  if (rest === undefined) return undefined
  return createTwilioTelephony({
    client: createRestClient(rest),
    addresses: {
      conference: conferenceAddress(publicUrl),
      back: (turn) => afterOperatorAddress(publicUrl, turn),
      again: (turn) => againAddress(publicUrl, turn),
      held: heldAddress(publicUrl),
      calledBack: (contact) => calledBackAddress(publicUrl, contact),
      telephone: (contact, operator) => telephoneAddress(publicUrl, contact, operator),
      status: statusAddress(publicUrl),
    },
    access: accessOf(settings.softphone, isSimulated ? phone : undefined),
    pause: (ms) => wait(ms),
  })
}

function accessOf(
  softphone: SoftphoneKeys | undefined,
  phone: SimulatedTelephone | undefined,
): Telephony['access'] {
  if (phone !== undefined) {
    return (operator) => ({
      kind: 'simulated',
      address: '/phone/operator',
      token: phone.softphoneToken(identityOf(operator)),
    })
  }
  return softphone === undefined ? () => ({ kind: 'none' }) : twilioAccess(softphone, Date.now)
}
