import type { CallId } from '../../../../src/base/brand.ts'
import type {
  Correspondence,
  Correspondent,
  Letter,
  Progress,
} from '../../../../src/calls/correspondence.ts'

/** People behind a line, as a test has them. */
export type People = Correspondence & {
  /** How it stands with the caller from now on; `away`: nobody can be asked. */
  is:
    | {
        readonly kind: 'waits'
        readonly place: number
        readonly minutes?: number
        readonly hasLost: boolean
      }
    | { readonly kind: 'with' | 'over' | 'away' }
  readonly write: (text: string) => void
  readonly said: readonly { readonly text: string; readonly at: number }[]
  progress: Progress | undefined
  readonly turns: readonly string[]
  wish: 'done' | 'refused'
}

export const waitsAt = (place: number, more: { minutes?: number; hasLost?: boolean } = {}) =>
  ({ kind: 'waits', place, hasLost: false, ...more }) as const

export function somePeople(is: People['is'] = waitsAt(1)): People {
  const letters: Letter[] = []
  const said: { readonly text: string; readonly at: number }[] = []
  const turns: string[] = []
  const there = (): void => {
    if (people.is.kind === 'away') throw new Error('the desk is down')
  }
  const people: People = {
    is,
    wish: 'done',
    progress: undefined,
    said,
    turns,
    write: (text) => void letters.push({ number: said.length + letters.length + 1, text }),
    look: async () => {
      there()
      const { progress } = people
      const seen = { ...(progress && { progress }), letters: [...letters] }
      return { ...people.is, ...seen } as Correspondent
    },
    say: async (_: CallId, words) => {
      there()
      if (said.at(-1)?.at !== words.at) said.push(words)
    },
    note: async (_, progress) => {
      there()
      people.progress = progress
      if (turns.at(-1) !== progress.turn) turns.push(progress.turn)
    },
    goBack: async () => {
      there()
      if (people.wish === 'done') people.is = { kind: 'over' }
      return people.wish
    },
  }
  return people
}
