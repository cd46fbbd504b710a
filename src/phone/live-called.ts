import type { ToPage } from './live-protocol.ts'
import type { Answering, TakenUp } from './subscribers.ts'

/** A page's telephone that is called: it rings there until somebody takes up, or will not. */
export type CalledTelephone = {
  /** Busy while it rings already. */
  readonly answering: () => Answering
  readonly takeUp: () => void
  readonly decline: () => void
}

export function calledTelephone(options: {
  readonly send: (message: ToPage) => void
  /** Whoever takes up. */
  readonly receiver: TakenUp
}): CalledTelephone {
  const { send, receiver } = options
  let decide: ((answer: TakenUp | 'busy' | 'no-answer') => void) | undefined

  const ring = (until: AbortSignal): Promise<TakenUp | 'busy' | 'no-answer'> =>
    new Promise((resolve) => {
      const miss = (): void => {
        send({ kind: 'ended', reason: 'missed' })
        decide?.('no-answer')
      }
      decide = (answer) => {
        decide = undefined
        until.removeEventListener('abort', miss)
        resolve(answer)
      }
      until.addEventListener('abort', miss)
      send({ kind: 'called' })
    })

  return {
    answering: () => (decide === undefined ? { kind: 'rings', ring } : { kind: 'busy' }),
    takeUp: () => decide?.(receiver),
    decline: () => decide?.('busy'),
  }
}
