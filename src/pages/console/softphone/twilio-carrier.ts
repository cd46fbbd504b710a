import type { Call, Device } from '@twilio/voice-sdk'
import type { Carrier, CarrierEvent, Dial, EndedBecause } from './carrier.ts'
import type { Chosen, SoundDevices } from './sound-devices.ts'

/** What is used of Twilio's softphone. */
export type TwilioDevice = Pick<Device, 'connect' | 'updateToken' | 'destroy' | 'audio'> & {
  readonly on: (
    event: 'tokenWillExpire' | 'error',
    listener: (error: { readonly code?: number }) => void,
  ) => unknown
}

/** Twilio's softphone in the browser, which only dials out. Nothing of it is opened before the first call. */
export function twilioCarrier(
  openDevice: (token: string) => TwilioDevice,
  devices: Pick<SoundDevices, 'chosen' | 'onChosen'>,
): Carrier {
  let device: TwilioDevice | undefined
  let call: Call | undefined
  let isMuted = false
  /** The call that is told of; none once it has ended. */
  let current: Dial | undefined

  const end = (why: EndedBecause): void => {
    const told = current
    current = undefined
    call = undefined
    letMicrophoneGo()
    told?.tell({ kind: 'ended', why })
  }
  /** What cannot be had is left: the browser's own choice is as good as none. */
  const speakBy = ({ output }: Chosen): void => {
    const { speakerDevices } = device?.audio ?? {}
    speakerDevices?.set(output ?? 'default').catch(() => undefined)
  }
  /** One that was chosen during a call would listen on (COMMON_ISSUES.md of the SDK). */
  const letMicrophoneGo = (): void => {
    device?.audio?.unsetInputDevice().catch(() => undefined)
  }
  devices.onChosen((chosen) => {
    speakBy(chosen)
    if (call !== undefined) {
      device?.audio?.setInputDevice(chosen.input ?? 'default').catch(() => undefined)
    }
  })
  const deviceWith = (token: string): TwilioDevice => {
    if (device !== undefined) {
      device.updateToken(token)
      return device
    }
    const opened = openDevice(token)
    opened.on('tokenWillExpire', () => current?.tell({ kind: 'expires' }))
    opened.on('error', (error) => {
      // A call that is under way tells its own.
      if (call !== undefined) return
      opened.destroy()
      device = undefined
      end(whyOf(error))
    })
    device = opened
    return opened
  }

  const follow = (placed: Call, dial: Dial): void => {
    const told = (event: CarrierEvent): void => {
      if (current === dial) dial.tell(event)
    }
    let why: EndedBecause = 'over'
    placed.on('accept', () => {
      placed.mute(isMuted)
      told({ kind: 'connected' })
    })
    placed.on('reconnecting', () => told({ kind: 'wavers' }))
    placed.on('reconnected', () => told({ kind: 'connected' }))
    placed.on('error', (error) => {
      why = whyOf(error)
    })
    const ends = (): void => {
      // Where it never began, the error comes after it.
      queueMicrotask(() => {
        if (current === dial) end(why)
      })
    }
    for (const event of ['disconnect', 'cancel', 'reject']) placed.on(event, ends)
  }

  const connect = async (dial: Dial): Promise<void> => {
    const { contact, token } = dial
    const chosen = devices.chosen()
    const opened = deviceWith(token)
    speakBy(chosen)
    const audio = chosen.input === undefined ? true : { deviceId: chosen.input }
    const placed = await opened.connect({ params: { contact }, rtcConstraints: { audio } })
    if (current !== dial) return placed.disconnect()
    call = placed
    follow(placed, dial)
  }

  return {
    dial: (dial) => {
      current = dial
      isMuted = dial.isMuted
      connect(dial).catch((error: { readonly code?: number }) => {
        if (current === dial) end(whyOf(error))
      })
    },
    hangUp: () => {
      current = undefined
      call?.disconnect()
      call = undefined
      letMicrophoneGo()
    },
    mute: (isOn) => {
      isMuted = isOn
      call?.mute(isOn)
    },
    renew: (token) => device?.updateToken(token),
  }
}

/** Twilio's codes for a microphone that was refused, and for one that cannot be had. */
const ofMicrophone: ReadonlySet<number | undefined> = new Set([31401, 31402])

function whyOf({ code }: { readonly code?: number }): EndedBecause {
  return ofMicrophone.has(code) ? 'microphone' : 'failed'
}
