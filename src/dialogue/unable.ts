import type { Keyed } from '../base/keyed.ts'
import { caseNumberTwice, end } from './endings.ts'
import { chosenKeyed, digitsOf, withKeys } from './entry.ts'
import { words } from './listen.ts'
import type { Keys } from './keys.ts'
import { keyedSoFar } from './memory.ts'
import type { Ongoing, Step } from './state.ts'

/**
 * The line cannot go on with this call: what happened, the case number, and that all that was keyed waits,
 * the keys in hand among it. Who has keyed nothing hears where else to turn.
 */
export function unable(state: Ongoing, heard: Keys): Step {
  const { call } = state
  const keyed = keyedWith(state, heard)
  const waits = digitsOf(keyed).length > 0
  const say = [
    words('unable.any-more'),
    ...(call.heardKey || waits ? caseNumberTwice(call) : []),
    words(waits ? 'case.waits' : 'person.hours'),
    words('goodbye'),
  ]
  return end(call, say, waits ? 'left-open' : 'unable', keyed)
}

function keyedWith(state: Ongoing, heard: Keys): Keyed {
  if (!('entry' in state)) return keyedSoFar(state)
  const { call, entry } = state
  const { kind } = entry.listening
  const isData = state.kind === 'entering' && kind !== 'fresh-start' && kind !== 'proof'
  return chosenKeyed(call, isData && /\d/.test(heard.keys) ? withKeys(entry, heard) : entry)
}
