import { Device } from '@twilio/voice-sdk'
import silence from './silence.wav?url'
import type { TwilioDevice } from './twilio-carrier.ts'

/** Opens Twilio's softphone. By itself it fetches its sounds from Twilio; no operator is called by it, and it stays silent. */
export function openTwilioDevice(token: string): TwilioDevice {
  const names = Object.values(Device.SoundName)
  const device = new Device(token, {
    sounds: Object.fromEntries(names.map((name) => [name, silence])),
    tokenRefreshMs: renewedBeforeInMs,
  })
  return device
}

/** A token is good for ten minutes; a line that restarts is back in one. */
const renewedBeforeInMs = 60_000
