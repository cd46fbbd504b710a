import type { SoftphoneAccess } from '../../../operators/api/protocol-board.ts'
import { unreachable } from '../../../base/unreachable.ts'
import type { Api } from '../api.ts'
import type { Carrier } from './carrier.ts'
import { ownTelephone } from './own-telephone.ts'
import { simulatedAddress, simulatedCarrier } from './simulated-carrier.ts'
import type { SoundDevices } from './sound-devices.ts'
import { twilioCarrier } from './twilio-carrier.ts'

/** What carries the operator's voice, by what he has been given. Twilio's own is loaded only where it is needed. */
export async function openCarrier(
  access: SoftphoneAccess,
  { api, devices }: { readonly api: Api; readonly devices: SoundDevices },
): Promise<Carrier> {
  switch (access.kind) {
    case 'twilio': {
      const { openTwilioDevice } = await import('./twilio-device.ts')
      return twilioCarrier(openTwilioDevice, devices)
    }
    case 'simulated':
      return simulatedCarrier(simulatedAddress(access.address, location.href))
    case 'none':
      return ownTelephone(api)
    default:
      return unreachable(access)
  }
}
