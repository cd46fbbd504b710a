import { unreachable } from '../base/unreachable.ts'
import { ask, silence, toTheEar, words, type Asking } from './listen.ts'
import type { Prompt } from './prompt.ts'
import { aloneIn } from './run.ts'
import type { Script } from './script.ts'
import type { Entry, Offer, Step, Talk } from './state.ts'

/**
 * Says what one key would do. An entry's late keys may fall into this listening and stop what is said: what
 * is no answer has it said once more.
 */
export function offer(talk: Talk, entry: Entry, made: Offer, isRepeated = false): Step {
  return {
    state: { kind: 'offering', call: talk.call, entry, offer: made, isRepeated },
    turn: ask(talk.script, [toTheEar, ...wordsOf(made)], expectedFor(talk.script, made)),
  }
}

function wordsOf(made: Offer): readonly Prompt[] {
  switch (made.kind) {
    case 'release':
      return [words('release.offer'), toThink]
    case 'extension':
      return [words('refused.exhausted', { limit: made.refused.limit }), words('extension.offer')]
    case 'network-checks':
      return [words('refused.network-activated'), words('network.offer')]
    default:
      return unreachable(made)
  }
}

/** With the patience after it twelve seconds. */
const toThink = silence(8_000)

function expectedFor(script: Script, { kind }: Offer): Asking {
  const alone = kind === 'release' ? aloneIn(script) : { patienceInMs: 12_000 }
  return { answer: 'choice', ...alone }
}
