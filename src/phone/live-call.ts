import type { CallOptions } from './call.ts'
import { seededChance } from './chance.ts'
import type { Call, Ear } from './events.ts'
import { calledTelephone } from './live-called.ts'
import { fastClock } from './live-clock.ts'
import type { Device, FromPage, ToPage } from './live-protocol.ts'
import { pageSpeaker } from './live-speaker.ts'
import { createLiveText, type LiveText } from './live-text.ts'
import type { Switchboard } from './switchboard.ts'
import { textMachine, type TextMode } from './text-machine.ts'
import type { Line } from './transport/webhook.ts'
import { unreachable } from '../base/unreachable.ts'

/** A page's telephone, from the server's side: what the page says goes in, what happens is sent. */
export type LiveCall = {
  readonly take: (message: FromPage) => void
  readonly hangUp: () => void
}

export type LiveCallOptions = {
  readonly line: Line
  readonly placeCall: (options: CallOptions) => Call
  /** Numbers that may be dialled, and how a text telephone writes there. */
  readonly numbers: ReadonlyMap<string, TextMode>
  readonly switchboard: Switchboard
  readonly use: 'dials' | 'stands-by'
  /** How many times as fast as a real call. */
  readonly speed: number
  readonly seed: number
  readonly send: (message: ToPage) => void
  readonly sendSound: (bytes: Uint8Array) => void
  /** The call is over, or there was none to make. */
  readonly onEnd: () => void
}

export function createLiveCall(options: LiveCallOptions): LiveCall {
  const { send, speed } = options
  const clock = fastClock(speed)
  const speaker = pageSpeaker({ speed, send })
  let call: Call | undefined
  let leave: (() => void) | undefined
  let text: LiveText | undefined
  let isWithTones = false
  const sendInOrder = (message: ToPage): void => {
    text?.flush()
    send(message)
  }

  const dial = (to: string, caller: string, device: Device): void => {
    const mode = options.numbers.get(to)
    if (call !== undefined || mode === undefined || options.use !== 'dials') return options.onEnd()
    if (device === 'text-telephone') {
      text = createLiveText({ ...options, machine: textMachine(mode) })
      text.setTones(isWithTones)
    }
    const from = `${callersBegin}${caller}`
    const switchOff = options.switchboard.messages.arriveAt(from, (message) =>
      sendInOrder({ kind: 'texted', ...message }),
    )
    call = options.placeCall({
      line: options.line,
      from,
      to,
      clock,
      chance: seededChance(options.seed),
      speaker,
      switchboard: options.switchboard,
      ...(text && { sound: text.sound }),
      caller: () => earOf(sendInOrder),
    })
    void call.ended.then(switchOff).then(options.onEnd)
  }
  const called = calledTelephone({
    send,
    receiver: {
      clock,
      speaker,
      caller: (placed) => {
        call = placed
        void placed.ended.then(options.onEnd)
        return earOf(send)
      },
    },
  })
  const standBy = (caller: string): void => {
    if (options.use !== 'stands-by') return options.onEnd()
    leave ??= options.switchboard.subscribers.add(`${callersBegin}${caller}`, () =>
      call === undefined ? called.answering() : { kind: 'busy' },
    )
  }
  return {
    take(message) {
      switch (message.kind) {
        case 'dial':
          return dial(message.to, message.caller, message.device)
        case 'stand-by':
          return standBy(message.caller)
        case 'take-up':
          return called.takeUp()
        case 'key':
          return call?.press(message.key)
        case 'spoken':
          return speaker.spoken(message.id)
        case 'hang-up':
          called.decline()
          return call?.hangUp()
        case 'say':
          return call?.speak(message.text)
        case 'type':
          return text?.type(message.text)
        case 'drop':
          return text?.drop()
        case 'tones':
          isWithTones = message.isOn
          return text?.setTones(isWithTones)
        default:
          return unreachable(message)
      }
    },
    hangUp() {
      leave?.()
      called.decline()
      call?.hangUp()
    },
  }
}

/** Made-up callers have numbers of no country: +999 is kept free (ITU-T E.164). */
const callersBegin = '+99900'

export function isOfPage(number: string): boolean {
  return number.startsWith(callersBegin)
}

/** The words go by way of the speaker; what is not told here is no concern of a caller's. */
function earOf(send: (message: ToPage) => void): Ear {
  return {
    hear(event) {
      if (event.kind === 'ended') send({ kind: 'ended', reason: event.reason })
      if (event.kind === 'fault') {
        send({ kind: 'fault', text: `${event.code} ${event.sentence}` })
      }
      if (event.kind === 'listening') {
        send({ kind: 'listening', atMost: event.atMost === 'unlimited' ? 0 : event.atMost })
      }
      if (event.kind === 'stream' && event.isTwoWay) {
        send({ kind: 'text', isOpen: event.what === 'opened' })
      }
      if (event.kind === 'queue') {
        send({ kind: 'person', state: event.what === 'entered' ? 'waiting' : 'none' })
      }
      if (event.kind === 'conference') {
        send({ kind: 'person', state: event.state === 'left' ? 'none' : event.state })
      }
      if (event.kind === 'heard') send({ kind: 'heard', text: event.text })
      if (event.kind === 'ringing' || event.kind === 'deaf') send({ kind: event.kind })
    },
  }
}
