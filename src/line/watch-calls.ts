import { unreachable } from '../base/unreachable.ts'
import type { Answer, Calls } from '../calls/exchange.ts'
import type { TurnSeen } from '../calls/turn-seen.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { CallTrace } from '../telemetry/trace-id.ts'
import type { Traces } from '../telemetry/traces.ts'

export type CallWatchers = {
  readonly metrics: Pick<Metrics, 'turnTaken' | 'missed'>
  readonly traces: Traces
  readonly traceOf: (callId: string) => CallTrace
}

/** Times every exchange, counts what was in vain, and makes a span of each in its call's trace. */
export function watchCalls(calls: Calls, { metrics, traces, traceOf }: CallWatchers): Calls {
  return {
    conduct: (exchange) => {
      const { country } = exchange.called.script
      const take = async (): Promise<Answer> => {
        const begun = performance.now()
        const answer = await calls.conduct(exchange)
        const { state = 'unknown', miss } = seenIn(answer)
        metrics.turnTaken({ country, state }, (performance.now() - begun) / 1000)
        if (miss !== undefined) metrics.missed({ country, state, miss })
        return answer
      }
      const span = { name: 'turn', of: () => traceOf(exchange.callId) } as const
      return traces.exchange(span, take, (answer) => ({ country, ...seenIn(answer) }))
    },
    hangUp: (callId, called) => {
      const { country } = called.script
      const span = { name: 'hang-up', of: () => traceOf(callId) } as const
      return traces.exchange(
        span,
        () => calls.hangUp(callId, called),
        () => ({ country }),
      )
    },
  }
}

function seenIn(answer: Answer): Partial<TurnSeen> & { readonly error?: 'turn-failed' } {
  switch (answer.kind) {
    case 'reply':
      return answer.taken ?? {}
    case 'over':
      return {}
    case 'failed':
      return { error: 'turn-failed' }
    default:
      return unreachable(answer)
  }
}
