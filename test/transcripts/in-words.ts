import type { ActivationCore, KeyClass } from '../../src/base/activation.ts'
import type { CallId, CaseNumber, Language } from '../../src/base/brand.ts'
import type { Keyed } from '../../src/base/keyed.ts'
import { unreachable } from '../../src/base/unreachable.ts'
import type { CallerHash } from '../../src/calls/call-store.ts'
import type { Caller, Limits } from '../../src/calls/limits.ts'
import type { Input } from '../../src/dialogue/input.ts'
import { chosenLanguage, keyedSoFar } from '../../src/dialogue/memory.ts'
import type { State } from '../../src/dialogue/state.ts'
import { begin, step } from '../../src/dialogue/step.ts'
import type { Turn } from '../../src/dialogue/turn.ts'
import type { CountryScript } from '../../src/scripts/country-script.ts'
import type { Wording } from '../../src/wording/create-wording.ts'
import type { Heard, Telephone } from './telephone.ts'

export type WordsOptions = {
  readonly countryScript: CountryScript
  readonly wording: Wording
  readonly core: ActivationCore
  readonly limits: Limits
  readonly licences: readonly KeyClass[]
  readonly now: () => number
  readonly drawCaseNumber: () => CaseNumber
}

/** The pure dialogue and its words, without any channel; what a call store remembers is kept in a list. */
export function telephoneInWords(options: WordsOptions): Telephone {
  const { countryScript, wording, core, limits, licences, now } = options
  const { script, names } = countryScript
  const memory: { from: string; caseNumber: CaseNumber; keyed: Keyed }[] = []
  const chosen = new Map<string, Language>()
  let call = { from: '', caseNumber: options.drawCaseNumber() }
  let state: State = begin()

  const take = async (input: Input): Promise<Heard> => {
    const wasChoosing = state.kind === 'choosing'
    const next = step(script, state, input)
    state = next.state
    const language = chosenLanguage(state) ?? script.languages[0]
    if (wasChoosing && state.kind !== 'choosing' && input.kind === 'keys' && input.keys !== '') {
      chosen.set(call.from, language)
    }
    return heardOf(next.turn, language)
  }

  const heardOf = async (turn: Turn, language: Language): Promise<Heard> => {
    switch (turn.kind) {
      case 'read': {
        const result = await core.read(turn)
        const slowInMs = await limits.slownessAfter(callerOf(call), { entry: turn.entry, result })
        return take({
          kind: 'reading',
          result,
          ...(slowInMs !== undefined && { slowInMs }),
          at: now(),
        })
      }
      case 'activate': {
        const { country } = script
        const request = { ...turn, licences, country, caseNumber: call.caseNumber }
        return take({ kind: 'activation', result: await core.activate(request), at: now() })
      }
      case 'release': {
        const request = { ...turn, caseNumber: call.caseNumber }
        return take({ kind: 'released', result: await core.release(request), at: now() })
      }
      case 'request-extension': {
        const request = { ...turn, caseNumber: call.caseNumber }
        return take({ kind: 'extension', result: await core.requestExtension(request), at: now() })
      }
      case 'recall': {
        const beginning = memory.find(({ caseNumber }) => caseNumber === turn.caseNumber)?.keyed
        return take({ kind: 'recalled', ...(beginning && { beginning }), at: now() })
      }
      case 'ask':
      case 'end': {
        const first = turn.kind === 'ask' ? (turn.first ?? []) : []
        const spoken = [...first, ...turn.say].flatMap((prompt) =>
          wording.speak(prompt, { language, names }),
        )
        if (turn.kind === 'end') return remembered({ spoken })
        const { atMost, finish, patienceInMs, speech } = turn.expected
        const finishOnKey = finish === 'none' ? '' : finish
        return { spoken, ear: { atMost, finishOnKey, patienceInMs, speech } }
      }
      default:
        return unreachable(turn)
    }
  }

  const remembered = (heard: Heard): Heard => {
    const keyed = keyedSoFar(state)
    if (keyed.length > 0) memory.unshift({ ...call, keyed })
    return heard
  }

  return {
    call: async (from) => {
      call = { from, caseNumber: options.drawCaseNumber() }
      state = begin()
      const language = chosen.get(from)
      const slowInMs = await limits.slowness(callerOf(call))
      return take({
        kind: 'answered',
        line: await core.health(),
        caseNumber: call.caseNumber,
        beginnings: memory.filter((one) => one.from === from).map(({ keyed }) => keyed),
        ...(language && { remembered: language }),
        ...(slowInMs > 0 && { slowInMs }),
        at: now(),
      })
    },
    key: ({ keys }) => take({ kind: 'keys', keys, at: now() }),
    speak: (text) => take({ kind: 'text', text, at: now() }),
    hangUp: async () => {
      await take({ kind: 'hangup', at: now() })
    },
  }
}

/** Under the number itself: nothing of it is stored. */
export function callerOf({ from }: { readonly from: string }): Caller {
  return { callId: 'CA' as CallId, caller: from as CallerHash, attested: 'none' }
}
