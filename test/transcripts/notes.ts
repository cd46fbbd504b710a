import { dammDigit } from '../../src/identifiers/damm.ts'
import type { SpokenLocale } from '../../src/wording/locale.ts'
import type { Spoken } from '../../src/wording/spoken.ts'
import type { Shown } from './computers.ts'
import type { Desk } from './keys.ts'
import type { Heard } from './telephone.ts'
import type { Entry } from './transcript.ts'

/** Writes a transcript down. */
export type Notes = {
  readonly entries: readonly Entry[]
  /** What is said in a turn, cut at every rest of a second or more; the last rest is the line's patience. */
  readonly segmentsOf: (heard: Heard) => readonly Segment[]
  readonly said: (said: readonly Entry[]) => void
  readonly waited: (ms: number) => void
  readonly did: (action: string) => void
  readonly lineHungUp: () => void
  readonly callsAgain: (action: string) => void
  readonly wentWrong: (sentence: string) => void
  readonly desk: () => Desk
}

export type Segment = { readonly said: readonly Entry[]; readonly quietInMs: number }

/** Numbers that the caller knows are written by their names: `<A>`, `<case>`; any other as digits. */
export function createNotes(known: {
  readonly shown: readonly Shown[]
  readonly locales: ReadonlyMap<string, SpokenLocale>
}): Notes {
  const entries: Entry[] = []
  const names = blockNames(known.shown)
  let caseNumber = ''
  let isCaseSaid = false

  const nameOf = (written: string): string => {
    const block = names.get(written)
    if (block !== undefined) return block
    const digits = written.replace(' ', '')
    if (!/^\d{4} \d{4}$/.test(written) || dammDigit(digits) !== 0) return written
    if (!isCaseSaid) caseNumber = digits
    isCaseSaid = true
    return digits === caseNumber ? 'case' : written
  }

  const textOf = (spoken: Exclude<Spoken, { kind: 'silence' }>): string => {
    if (spoken.kind === 'words') return spoken.text
    const words = known.locales.get(spoken.language)?.digits ?? []
    const written = spoken.words
      .map((part) => part.map((word) => words.indexOf(word)).join(''))
      .join(' ')
    return `<${nameOf(written)}${spoken.pace === 'normal' ? '' : ` ${spoken.pace}`}>`
  }

  return {
    entries,
    segmentsOf: ({ spoken, ear }) => {
      const segments: { said: Entry[]; quietInMs: number }[] = [{ said: [], quietInMs: 0 }]
      for (const one of spoken) {
        const last = segments.at(-1) ?? { said: [], quietInMs: 0 }
        if (one.kind === 'silence') last.quietInMs += one.ms
        else if (last.quietInMs >= 1000) {
          segments.push({ said: [{ who: one.language, text: textOf(one) }], quietInMs: 0 })
        } else {
          last.quietInMs = 0
          append(last.said, { who: one.language, text: textOf(one) })
        }
      }
      const last = segments.at(-1)
      if (last !== undefined) last.quietInMs += ear?.patienceInMs ?? 0
      return segments
    },
    said: (said) => entries.push(...said),
    waited: (ms) => entries.push({ who: 'caller', text: `(waits ${Math.floor(ms / 1000)} s)` }),
    did: (action) => entries.push({ who: 'caller', text: action }),
    lineHungUp: () => entries.push({ who: 'line', text: '(hangs up)' }),
    callsAgain: (action) => {
      isCaseSaid = false
      entries.push({ who: 'caller', text: action })
    },
    wentWrong: (sentence) => entries.push({ who: 'trouble', text: sentence }),
    desk: () => ({ shown: known.shown, caseNumber }),
  }
}

/** `315 2413` → `A`; of a second computer `second A`. */
function blockNames(shown: readonly Shown[]): ReadonlyMap<string, string> {
  return new Map(
    shown.flatMap(({ confirmationId }, computer) =>
      confirmationId.map((block, index) => {
        const letter = 'ABCDEFGH'.charAt(index)
        const name = computer === 0 ? letter : `second ${letter}`
        return [`${block.slice(0, 3)} ${block.slice(3)}`, name] as const
      }),
    ),
  )
}

/** What one voice says without a rest is one line. */
function append(said: Entry[], entry: Entry): void {
  const last = said.at(-1)
  if (last?.who !== entry.who) said.push(entry)
  else said[said.length - 1] = { ...last, text: `${last.text} ${entry.text}` }
}
