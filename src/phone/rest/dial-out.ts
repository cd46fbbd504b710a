import type { Ask, Ready } from '../ask.ts'
import { newCallSid, placeCall } from '../call.ts'
import type { Chance } from '../chance.ts'
import { pause, type Clock } from '../clock.ts'
import { standingParams } from '../standing.ts'
import type { Answering, TakenUp } from '../subscribers.ts'
import type { Switchboard } from '../switchboard.ts'
import { post } from '../transport/post.ts'
import type { Line } from '../transport/webhook.ts'
import type { CallInPlay, CallStatus } from './calls-in-play.ts'

/** What calls that the interface places have in common. */
export type Outward = {
  readonly line: Line
  readonly clock: Clock
  readonly chance: Chance
  readonly switchboard: Switchboard
}

export type DialledOut = {
  readonly from: string
  readonly to: string
  readonly timeoutInMs: number
  /** Carried out when somebody has answered. */
  readonly first: Ask | Ready
  readonly fallback?: Pick<Ask, 'url' | 'method'>
  /** The status callback, and of what it is told. */
  readonly progress?: Pick<Ask, 'url' | 'method'> & { readonly events: readonly string[] }
  readonly onUnanswered?: (status: CallStatus) => void
}

/** Places a call that the interface asked for: it rings at whoever has the address, and his document begins when he answers. */
export function dialOut(dialled: DialledOut, outward: Outward): CallInPlay {
  const { switchboard, clock } = outward
  const { from, to } = dialled
  const calledOff = new AbortController()
  let status: CallStatus = 'queued'
  const call: CallInPlay = {
    callSid: newCallSid(),
    from,
    to,
    direction: 'outbound-api',
    startedAt: new Date(),
    status: () => status,
    move: () => false,
    complete: () => calledOff.abort(),
  }
  switchboard.calls.add(call)

  const tell = progressOf(call, dialled, outward)
  const run = async (): Promise<void> => {
    await tell('initiated', 'initiated')
    status = 'ringing'
    await tell('ringing', 'ringing')
    const answer = await ring(switchboard.subscribers.dialled(to))
    if (typeof answer === 'object') return talk(answer)
    status = calledOff.signal.aborted ? 'canceled' : answer
    dialled.onUnanswered?.(status)
    await tell('completed', status)
  }
  const ring = async (answering: Answering): Promise<TakenUp | Unanswered> => {
    const { timeoutInMs } = dialled
    if (answering.kind === 'rings') {
      const rung = new AbortController()
      const cancel = clock.after(timeoutInMs, () => rung.abort())
      const answer = await answering.ring(AbortSignal.any([calledOff.signal, rung.signal]))
      cancel()
      return answer
    }
    const ringsInMs = answering.ringsInMs ?? (answering.kind === 'no-answer' ? Infinity : 0)
    await pause(clock, Math.min(ringsInMs, timeoutInMs), calledOff.signal)
    if (answering.kind !== 'answers') return answering.kind
    return ringsInMs > timeoutInMs || calledOff.signal.aborted ? 'no-answer' : answering
  }
  const talk = async ({ caller, speaker, clock: own = clock }: TakenUp): Promise<void> => {
    await tell('answered', 'in-progress')
    const { ended } = placeCall({
      ...outward,
      clock: own,
      chance: outward.chance.fork(),
      from,
      to,
      gapInMs: 0,
      caller,
      ...(speaker && { speaker }),
      way: {
        direction: 'outbound-api',
        isAnswered: true,
        first: dialled.first,
        callSid: call.callSid,
        ...(dialled.fallback && { fallback: dialled.fallback }),
      },
    })
    const { durationInMs } = await ended
    const seconds = String(Math.round(durationInMs / 1000))
    await tell('completed', 'completed', { CallDuration: seconds })
  }
  void run()
  return call
}

type Unanswered = 'busy' | 'no-answer' | 'failed'

type Tell = (
  event: string,
  status: CallStatus | 'initiated',
  own?: Readonly<Record<string, string>>,
) => Promise<void>

function progressOf(call: CallInPlay, { progress }: DialledOut, outward: Outward): Tell {
  const { line, clock } = outward
  const { callSid, from, to, direction } = call
  let number = 0
  return async (event, status, own = {}) => {
    if (progress === undefined || !progress.events.includes(event)) return
    const { accountSid } = line
    const standing = standingParams({ callSid, accountSid, from, to, direction, status: 'queued' })
    const params = {
      ...own,
      CallStatus: status,
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(number),
      Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
    }
    number += 1
    const { url, method } = progress
    await post({ url, method, own: { ...standing, ...params } }, { line, clock })
  }
}
