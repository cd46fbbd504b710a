import type { DemoNumber, Device, Key, ToPage } from '../../../phone/live-protocol.ts'
import { follow, noCall, type Call, type CallEvent } from './call.ts'
import type { Line, OpenLine } from './line.ts'
import type { Speaker, SpeakerOptions } from './speaker.ts'
import type { Tones } from './tones.ts'
import type { TonePlayer } from '../text-telephone/tone-player.ts'

/** What the telephone shows. `voiceless`: the language it has no voice for. */
export type TelephoneState = {
  readonly call: Call
  readonly down?: Key
  readonly speaking: boolean
  readonly sound: boolean
  readonly device: Device
  /** Whether a text telephone's tones are to be heard. */
  readonly tones: boolean
  readonly voiceless?: string
}

/** A telephone with its line, its loudspeaker and its keys. It tells its listeners when it changed. */
export type Telephone = {
  readonly state: () => TelephoneState
  readonly subscribe: (listener: () => void) => () => void
  readonly dial: (number: DemoNumber) => void
  readonly press: (key: Key) => void
  readonly release: () => void
  readonly hangUp: () => void
  /** May be called from now on, until what is returned is called. */
  readonly standBy: () => () => void
  readonly takeUp: () => void
  readonly setSound: (on: boolean) => void
  /** Not during a call. */
  readonly setDevice: (device: Device) => void
  readonly type: (text: string) => void
  /** Takes back what was typed and is not sent. */
  readonly drop: () => void
  readonly setTones: (on: boolean) => void
  /** To the person at the other end. */
  readonly speak: (text: string) => void
}

export type TelephoneParts = {
  readonly caller: string
  readonly speed: number
  readonly openLine: OpenLine
  /** On which one is called. */
  readonly openOtherLine: OpenLine
  readonly createSpeaker: (options: SpeakerOptions) => Speaker
  readonly createTones: (isOn: () => boolean) => Tones
  readonly tonePlayer: TonePlayer
  readonly now: () => number
}

const waitsAgainInMs = 5_000
const bellEveryMs = 3_000

export function createTelephone(parts: TelephoneParts): Telephone {
  const listeners = new Set<() => void>()
  let state: TelephoneState = {
    call: noCall,
    speaking: false,
    sound: true,
    device: 'telephone',
    // Whoever needs a text telephone does not hear it, and who hears it does not want to for long.
    tones: false,
  }
  let line: Line | undefined
  /** On which he may be called. */
  let waiting: Line | undefined
  let waitsAgain: ReturnType<typeof setTimeout> | undefined
  let toSay: ReadonlySet<number> = new Set()
  let heardSoFar = 0

  const change = (changes: Partial<TelephoneState>): void => {
    state = { ...state, ...changes }
    for (const listener of listeners) listener()
  }
  const happen = (event: CallEvent): void => {
    change({ call: follow(state.call, event, parts.now()) })
  }
  const finishSaying = (id: number): void => {
    toSay = new Set([...toSay].filter((other) => other !== id))
    change({ speaking: toSay.size > 0 })
  }
  const isOn = (): boolean => state.sound
  const tones = parts.createTones(isOn)
  const speaker = parts.createSpeaker({
    speed: parts.speed,
    isOn,
    onSpoken(id) {
      if (id >= 0) line?.send({ kind: 'spoken', id })
      finishSaying(id)
    },
    onVoiceless(language) {
      change({ voiceless: language })
    },
  })
  const putDown = (): void => {
    line?.close()
    line = undefined
    speaker.stopAll()
    parts.tonePlayer.stop()
    toSay = new Set()
    change({ speaking: false })
  }
  /** A person's words, aloud, in the language that the line spoke last; nobody waits until they are spoken. */
  const sayFor = (text: string): void => {
    const last = state.call.transcript.findLast((entry) => entry.kind === 'said')
    heardSoFar += 1
    speaker.say({
      id: -heardSoFar,
      parts: [{ kind: 'text', text, rate: 1 }],
      language: last?.language ?? 'en-US',
      ms: text.length * 60,
    })
  }
  const lose = (): void => {
    happen({ kind: 'lost' })
    putDown()
  }
  const standBy = (): void => {
    const mine = parts.openOtherLine({
      hear,
      hearSound: parts.tonePlayer.play,
      lost: () => {
        if (line === mine) lose()
        else waitsAgain = setTimeout(standBy, waitsAgainInMs)
      },
    })
    waiting = mine
    mine.send({ kind: 'stand-by', caller: parts.caller })
  }
  const ringBell = (): void => {
    if (state.call.phase !== 'called') return
    tones.ring('')
    setTimeout(ringBell, bellEveryMs)
  }
  const hear = (message: ToPage): void => {
    // Whoever telephones is not called.
    if (message.kind === 'called' && line !== undefined) return waiting?.send({ kind: 'hang-up' })
    happen({ kind: 'heard', message })
    if (message.kind === 'said') {
      toSay = new Set([...toSay, message.id])
      change({ speaking: true })
      speaker.say(message)
    }
    if (message.kind === 'heard') sayFor(message.text)
    if (message.kind === 'stopped') {
      speaker.stop(message.id)
      finishSaying(message.id)
    }
    if (message.kind === 'called') ringBell()
    if (message.kind === 'ended') putDown()
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dial(number) {
      putDown()
      speaker.wake()
      happen({ kind: 'dialled' })
      tones.ring(number.country)
      line = parts.openLine({
        hear,
        hearSound: parts.tonePlayer.play,
        lost: lose,
      })
      const { device, tones: isOn } = state
      if (isOn && device === 'text-telephone') line.send({ kind: 'tones', isOn })
      line.send({ kind: 'dial', to: number.number, caller: parts.caller, device })
    },
    press(key) {
      tones.press(key)
      change({ down: key })
      if (state.call.phase !== 'talking') return
      line?.send({ kind: 'key', key })
      happen({ kind: 'pressed', key })
    },
    release() {
      tones.release()
      const { down: _released, ...others } = state
      state = others
      change({})
    },
    hangUp() {
      const called = state.call.phase === 'called' ? waiting : undefined
      ;(called ?? line)?.send({ kind: 'hang-up' })
      happen({ kind: 'heard', message: { kind: 'ended', reason: 'caller' } })
      putDown()
    },
    standBy() {
      standBy()
      return () => {
        clearTimeout(waitsAgain)
        waiting?.close()
      }
    },
    takeUp() {
      line = waiting
      speaker.wake()
      happen({ kind: 'taken-up' })
      line?.send({ kind: 'take-up' })
      standBy()
    },
    setSound(sound) {
      change({ sound })
      speaker.switched()
    },
    setDevice(device) {
      change({ device, call: noCall })
    },
    type(text) {
      if (!state.call.isWriting) return
      for (const part of text.match(/.{1,200}/gsu) ?? []) line?.send({ kind: 'type', text: part })
    },
    speak(text) {
      if (state.call.person === 'none') return
      line?.send({ kind: 'say', text })
      happen({ kind: 'spoke', text })
    },
    drop() {
      line?.send({ kind: 'drop' })
    },
    setTones(on) {
      change({ tones: on })
      line?.send({ kind: 'tones', isOn: on })
      if (!on) parts.tonePlayer.stop()
    },
  }
}
