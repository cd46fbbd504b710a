import type { Clock } from '../../src/phone/index.ts'
import type { Call } from '../../src/phone/events.ts'
import type { Switchboard } from '../../src/phone/switchboard.ts'

/** An operator's own telephone, which the line rings: he takes up, and presses one to be put through. */
export type OwnTelephone = {
  /** Says something; settles with what the caller answers. */
  readonly ask: (question: string) => Promise<string>
}

export function ownTelephone(
  { subscribers }: Switchboard,
  clock: Clock,
  number: string,
): OwnTelephone {
  let talking: Pick<Call, 'speak'> | undefined
  let answered: ((text: string) => void) | undefined
  subscribers.add(number, () => ({
    kind: 'answers',
    ringsInMs: 2_000,
    caller: (call) => {
      talking = call
      return {
        hear: (event) => {
          if (event.kind === 'said') clock.after(500, () => call.press('1'))
          if (event.kind === 'heard') answered?.(event.text)
        },
      }
    },
  }))
  return {
    ask: (question) => {
      const { promise, resolve } = Promise.withResolvers<string>()
      answered = resolve
      talking?.speak(question)
      return promise
    },
  }
}
