import { randomInt } from 'node:crypto'
import { unreachable } from '../../base/unreachable.ts'
import { seededChance } from '../chance.ts'
import { realClock } from '../clock.ts'
import type { Call, CallEvent } from '../events.ts'
import type { Switchboard } from '../switchboard.ts'
import type { Line } from '../transport/webhook.ts'
import type { CallsByOperator } from './calls-by-operator.ts'
import { placeOperatorCall } from './operator-call.ts'
import type { FromConsole, ToConsole } from './operator-protocol.ts'
import type { SoftphoneTokens } from './softphone-tokens.ts'

export type SoftphoneOptions = {
  readonly line: Line
  readonly switchboard: Switchboard
  readonly tokens: Pick<SoftphoneTokens, 'identityOf'>
  readonly calls: CallsByOperator
}

/** An operator's softphone, from the server's side: what the page says goes in, what happens is sent. */
export type Softphone = {
  readonly take: (message: FromConsole) => void
  readonly hangUp: () => void
}

export function createSoftphone(
  options: SoftphoneOptions,
  send: (message: ToConsole) => void,
): Softphone {
  let call: Call | undefined
  let isMuted = false

  const dial = (identity: string, contact: string): void => {
    const over = options.calls.begin(identity)
    if (over === undefined) return send({ kind: 'ended', why: 'busy' })
    let wasConnected = false
    let hasFailed = false
    const hear = (event: CallEvent): void => {
      if (event.kind === 'ringing') send({ kind: 'ringing' })
      if (event.kind === 'conference' && !wasConnected) {
        wasConnected = true
        send({ kind: 'connected' })
      }
      if (event.kind === 'said' && event.utterance.kind === 'words') {
        send({ kind: 'said', from: 'line', text: event.utterance.text })
      }
      if (event.kind === 'heard') send({ kind: 'said', from: 'person', text: event.text })
      if (event.kind === 'fault') hasFailed = true
      if (event.kind === 'ended') {
        call = undefined
        over()
        send({ kind: 'ended', why: whyOf(wasConnected, hasFailed) })
      }
    }
    const { line, switchboard } = options
    call = placeOperatorCall({
      line,
      switchboard,
      clock: realClock,
      chance: seededChance(randomInt(2 ** 32)),
      identity,
      params: { contact },
      caller: () => ({ hear }),
    })
  }

  return {
    take: (message) => {
      switch (message.kind) {
        case 'connect': {
          const identity = options.tokens.identityOf(message.token)
          if (call !== undefined) return send({ kind: 'ended', why: 'busy' })
          if (identity === undefined) return send({ kind: 'ended', why: 'not-let-in' })
          return dial(identity, message.contact)
        }
        case 'disconnect':
          return call?.hangUp()
        case 'mute':
          isMuted = message.isOn
          return
        case 'say':
          if (!isMuted) call?.speak(message.text)
          return
        default:
          return unreachable(message)
      }
    },
    hangUp: () => call?.hangUp(),
  }
}

function whyOf(
  wasConnected: boolean,
  hasFailed: boolean,
): Extract<ToConsole, { readonly kind: 'ended' }>['why'] {
  if (wasConnected) return 'over'
  return hasFailed ? 'failed' : 'not-let-in'
}
