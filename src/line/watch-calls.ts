import { unreachable } from '../base/unreachable.ts'
import type { Answer, Calls } from '../calls/exchange.ts'
import type { EndSeen } from '../calls/turn-seen.ts'
import type { Recorder } from '../operators/figures/recorder.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { CallTrace } from '../telemetry/trace-id.ts'
import type { Facts, Traces } from '../telemetry/traces.ts'

export type CallWatchers = {
  readonly metrics: Pick<Metrics, 'turnTaken' | 'missed'>
  readonly traces: Traces
  readonly traceOf: (callId: string) => CallTrace
  /** Where the line keeps figures. */
  readonly recorder?: Recorder
}

/** Times every exchange, counts what happened, and makes a span of each in its call's trace. */
export function watchCalls(calls: Calls, watchers: CallWatchers): Calls {
  const { metrics, traces, traceOf, recorder } = watchers
  return {
    conduct: (exchange) => {
      const { country } = exchange.called.script
      const channel = exchange.isWritten ? 'text-telephone' : 'voice'
      const take = async (): Promise<Answer> => {
        const begun = performance.now()
        const answer = await calls.conduct(exchange)
        const taken = answer.kind === 'reply' ? answer.taken : undefined
        const { state = 'unknown', miss } = taken ?? {}
        metrics.turnTaken({ country, state }, (performance.now() - begun) / 1000)
        if (miss !== undefined) metrics.missed({ country, state, miss })
        if (taken) recorder?.turnTaken(exchange.callId, { country, channel }, taken)
        return answer
      }
      const span = { name: 'turn', of: () => traceOf(exchange.callId) } as const
      return traces.exchange(span, take, (answer) => ({ country, ...factsIn(answer) }))
    },
    hangUp: (callId, called, channel) => {
      const { country } = called.script
      const span = { name: 'hang-up', of: () => traceOf(callId) } as const
      const leave = async (): Promise<EndSeen | undefined> => {
        const end = await calls.hangUp(callId, called, channel)
        if (end) recorder?.callLeft(callId, { country, channel }, end)
        return end
      }
      return traces.exchange(span, leave, () => ({ country }))
    },
  }
}

function factsIn(answer: Answer): Omit<Facts, 'country'> {
  switch (answer.kind) {
    case 'reply': {
      if (answer.taken === undefined) return {}
      const { turn, state, miss, end } = answer.taken
      return { turn, state, ...(miss && { miss }), ...(end && { outcome: end.outcome }) }
    }
    case 'over':
      return {}
    case 'failed':
      return { error: 'turn-failed' }
    default:
      return unreachable(answer)
  }
}
