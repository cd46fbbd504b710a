import type { ActivationCore, KeyClass } from '../../src/base/activation.ts'
import type { CallId, CaseNumber, Language } from '../../src/base/brand.ts'
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
import { createMemory } from './memory.ts'
import type { Heard, Telephone } from './telephone.ts'
import type { Transcript } from './transcript.ts'

export type WordsOptions = {
  readonly countryScript: CountryScript
  readonly wording: Wording
  readonly core: ActivationCore
  readonly limits: Limits
  /** People are there. */
  readonly isStaffed: boolean
  /** What becomes of a text message. */
  readonly texts: Transcript['texts']
  readonly licences: readonly KeyClass[]
  readonly now: () => number
  readonly drawCaseNumber: () => CaseNumber
}

/** The pure dialogue and its words, without any channel; what a call store remembers is kept in `memory.ts`. */
export function telephoneInWords(options: WordsOptions): Telephone {
  const { countryScript, wording, core, limits, licences, now } = options
  const { script, names } = countryScript
  const memory = createMemory()
  const chosen = new Map<string, Language>()
  let call = memory.call('', options.drawCaseNumber())
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
        const result = await core.activate(request)
        if (result.kind === 'confirmed') call.confirmed = result.installationId
        return take({ kind: 'activation', result, at: now() })
      }
      case 'release': {
        const request = { ...turn, caseNumber: call.caseNumber }
        return take({ kind: 'released', result: await core.release(request), at: now() })
      }
      case 'request-extension': {
        const request = { ...turn, caseNumber: call.caseNumber }
        return take({ kind: 'extension', result: await core.requestExtension(request), at: now() })
      }
      case 'recall':
        return take({ kind: 'recalled', found: memory.recall(turn.caseNumber), at: now() })
      case 'recall-pair':
        return take({ kind: 'recalled', found: memory.recallPair(turn.pair), at: now() })
      case 'prove':
        return take({ kind: 'proved', result: memory.prove(turn), at: now() })
      case 'seek-person':
        return take({ kind: 'person', found: options.isStaffed ? 'waits' : 'nobody', at: now() })
      case 'text-case':
        return take({ kind: 'texted', isSent: options.texts === 'sent', at: now() })
      case 'call-back':
        throw new Error('nobody calls back')
      case 'transfer':
      case 'ask':
      case 'end': {
        const first = turn.kind === 'ask' ? (turn.first ?? []) : []
        const spoken = [...first, ...turn.say].flatMap((prompt) =>
          wording.speak(prompt, { language, names }),
        )
        call.keyed = keyedSoFar(state)
        if (turn.kind === 'end') return { spoken }
        if (turn.kind === 'transfer') return { spoken, isForPerson: true }
        const { atMost, finish, patienceInMs, speech } = turn.expected
        const finishOnKey = finish === 'none' ? '' : finish
        return { spoken, ear: { atMost, finishOnKey, patienceInMs, speech } }
      }
      default:
        return unreachable(turn)
    }
  }

  return {
    call: async (from) => {
      const known = memory.of(from)
      call = memory.call(from, options.drawCaseNumber())
      state = begin()
      const language = chosen.get(from)
      const slowInMs = await limits.slowness(callerOf(call))
      return take({
        kind: 'answered',
        line: await core.health(),
        caseNumber: call.caseNumber,
        ...known,
        ...(options.texts !== 'none' && from !== 'anonymous' && { mayBeTexted: true as const }),
        ...(language && { remembered: language }),
        ...(slowInMs > 0 && { slowInMs }),
        at: now(),
      })
    },
    key: ({ keys }) => take({ kind: 'keys', keys, at: now() }),
    speak: (text) => take({ kind: 'text', text, at: now() }),
    comesBack: (came) => take({ kind: 'operator', came, at: now() }),
    hangUp: async () => {
      await take({ kind: 'hangup', at: now() })
    },
  }
}

/** Under the number itself: nothing of it is stored. */
export function callerOf({ from }: { readonly from: string }): Caller {
  return { callId: 'CA' as CallId, caller: from as CallerHash, attested: 'none' }
}
