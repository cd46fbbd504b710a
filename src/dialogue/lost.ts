import { hear } from './entering.ts'
import { chosenKeyed, chosenWay, digitsOf, freshEntry, groupLength, withKeys } from './entry.ts'
import type { Keys } from './keys.ts'
import { words } from './listen.ts'
import type { PromptKey } from './prompt-keys.ts'
import { runOf } from './run.ts'
import type { Script } from './script.ts'
import type { Call, Entry, Step } from './state.ts'
import { beginsAsId } from './strange.ts'
import { answer, type Answered, callFrom } from './welcome.ts'

/**
 * Where the line stood with him is not known any more. Whoever has just keyed the beginning of an ID, or more of what an
 * earlier call brought in, or wants a person, is answered; anybody else begins again.
 */
export function answerAfterLoss(script: Script, input: Answered, heard: Keys): Step {
  const call = callFrom(script, input)
  const entry = freshEntry(runOf(script))
  const grown = withKeys(entry, heard)
  const isOfId = goesOn(call, grown)
  if (input.line === 'unable') {
    const beginnings = isOfId ? [chosenKeyed(call, grown)] : input.beginnings
    return answer(script, { ...input, beginnings })
  }
  if (isOfId || isForPerson(heard))
    return apologize('apology.go-on', hear({ script, call }, entry, heard))
  const isBegun = input.beginnings.length > 0
  return apologize(isBegun ? 'apology.go-on' : 'apology.begin-again', answer(script, input))
}

/** A whole group at least, and none left out before it: two that fit do so by chance once in a hundred times. */
function goesOn(call: Call, grown: Entry): boolean {
  if (digitsOf(grown.keyed).length < groupLength) return false
  const { survey, keyed } = chosenWay(call, grown)
  if (survey.groups.includes('missing')) return false
  return survey.fitting > 1 || (survey.fitting === 1 && beginsAsId(digitsOf(keyed)))
}

function isForPerson({ keys }: Keys): boolean {
  return keys === '0' || keys.endsWith('*0')
}

function apologize(key: PromptKey, { state, turn }: Step): Step {
  return turn.kind === 'ask'
    ? { state, turn: { ...turn, say: [words(key), ...turn.say] } }
    : { state, turn }
}
