import { WebSocket } from 'ws'
import { unreachable } from '../../src/base/unreachable.ts'
import type {
  Call,
  Caller,
  CallEvent,
  EndReason,
  Happening,
  Utterance,
} from '../../src/phone/events.ts'
import type { Clock } from '../../src/phone/clock.ts'
import type { FromPage, ToPage } from '../../src/phone/live-protocol.ts'

export type Dialled = {
  /** The address of the telephone's page. */
  readonly phone: string
  readonly to: string
  /** Six digits, which tell one caller from another. */
  readonly number: string
  /** How many times as fast as a real call; the clock goes as fast. */
  readonly speed: number
  readonly clock: Clock
  readonly caller: Caller
}

type Said = Extract<ToPage, { readonly kind: 'said' }>

/** Calls with the simulated telephone of the running line, as its page does; whoever calls hears what a page is told. */
export function dial({ phone, to, number, speed, clock, caller }: Dialled): Call {
  const { origin } = new URL(phone)
  const socket = new WebSocket(`${phone.replace(/^http/, 'ws')}/call?speed=${speed}`, { origin })
  const begun = clock.now()
  const events: CallEvent[] = []
  const ended = Promise.withResolvers<EndReason>()
  const speaking = new Map<number, { readonly utterance: Utterance; readonly cancel: () => void }>()
  const send = (message: FromPage): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
  }
  const call: Call = {
    callSid: number,
    press: (key) => send({ kind: 'key', key: key as Extract<FromPage, { kind: 'key' }>['key'] }),
    speak: (text) => send({ kind: 'say', text }),
    hangUp: () => send({ kind: 'hang-up' }),
    ended: ended.promise.then((reason) => ({
      reason,
      durationInMs: clock.now() - begun,
      events,
    })),
  }
  const ear = caller(call)
  const tell = (happening: Happening): void => {
    const event = { ...happening, at: clock.now() - begun } as CallEvent
    events.push(event)
    ear.hear(event)
  }
  const listenTo = ({ id, parts, language, ms }: Said): void => {
    const text = parts.map((part) => ('text' in part ? part.text : ' ')).join('')
    const utterance: Utterance = { kind: 'words', text, parts, language, voice: '' }
    const cancel = clock.after(ms * speed, () => {
      speaking.delete(id)
      send({ kind: 'spoken', id })
      tell({ kind: 'spoken', utterance })
    })
    speaking.set(id, { utterance, cancel })
    tell({ kind: 'said', utterance })
  }
  const stop = (id: number): void => {
    const stopped = speaking.get(id)
    if (stopped === undefined) return
    speaking.delete(id)
    stopped.cancel()
    tell({ kind: 'stopped', utterance: stopped.utterance })
  }
  const take = (message: ToPage): void => {
    switch (message.kind) {
      case 'said':
        return listenTo(message)
      case 'stopped':
        return stop(message.id)
      case 'person':
        return withPerson(message.state)
      case 'heard':
        return tell({ kind: 'heard', text: message.text, from: 'person' })
      case 'ended':
        return ended.resolve(
          message.reason === 'busy' || message.reason === 'missed' ? 'rejected' : message.reason,
        )
      case 'fault':
        return tell({ kind: 'fault', code: 0, sentence: message.text, url: '' })
      case 'ringing':
      case 'called':
      case 'listening':
      case 'deaf':
      case 'text':
      case 'printed':
      case 'sent':
      case 'lamp':
      case 'texted':
        return undefined
      default:
        return unreachable(message)
    }
  }
  const withPerson = (state: Extract<ToPage, { readonly kind: 'person' }>['state']): void => {
    if (state === 'waiting') tell({ kind: 'queue', what: 'entered' })
    else tell({ kind: 'conference', state: state === 'none' ? 'left' : state, conferenceSid: '' })
  }
  socket.on('open', () => send({ kind: 'dial', to, caller: number, device: 'telephone' }))
  socket.on('message', (data, isBinary) => {
    if (!isBinary && data instanceof Buffer) take(JSON.parse(data.toString()) as ToPage)
  })
  socket.on('close', () => ended.resolve('caller'))
  void ended.promise.then((reason) => tell({ kind: 'ended', reason }))
  return call
}
