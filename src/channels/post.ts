import type { CallId } from '../base/brand.ts'
import type { Correspondence, Correspondent, Progress } from '../calls/correspondence.ts'

/** What one caller who writes says to people, and hears of them: in order, nothing lost and nothing twice. */
export type Post = {
  /** `unknown`: the people cannot be asked now. Never throws. */
  readonly look: () => Promise<Correspondent | 'unknown'>
  readonly say: (words: { readonly text: string; readonly at: number }) => void
  readonly note: (progress: Progress) => void
  /** Whether he goes on by himself; where nobody can be told, he does. Never throws. */
  readonly goBack: () => Promise<boolean>
  /** In ms since 1970. */
  readonly now: () => number
  /** When all that was said has come through, or cannot. */
  readonly settled: () => Promise<void>
}

type PostDeps = {
  readonly callId: CallId
  readonly correspondence: Correspondence
  readonly now: () => number
  /** The first time, and once more after it went well. */
  readonly onFault: (cause: unknown) => void
}

/** What cannot be told is told again at the next look. Of how far it has come only the last counts. */
export function createPost({ callId, correspondence, now, onFault }: PostDeps): Post {
  let words: readonly { readonly text: string; readonly at: number }[] = []
  let progress: Progress | undefined
  let underWay: Promise<void> | undefined
  let isWell = true

  const failed = (cause: unknown): void => {
    if (isWell) onFault(cause)
    isWell = false
  }

  const tell = async (): Promise<void> => {
    for (;;) {
      const [first] = words
      if (first !== undefined) {
        await correspondence.say(callId, first)
        words = words.slice(1)
      } else if (progress !== undefined) {
        const told = progress
        await correspondence.note(callId, told)
        if (progress === told) progress = undefined
      } else return
    }
  }
  const send = (): Promise<void> => {
    underWay ??= tell()
      .catch(failed)
      .finally(() => {
        underWay = undefined
      })
    return underWay
  }

  return {
    look: async () => {
      await send()
      try {
        const found = await correspondence.look(callId)
        isWell = true
        return found
      } catch (cause) {
        failed(cause)
        return 'unknown'
      }
    },
    say: (one) => {
      words = [...words, one]
      void send()
    },
    note: (come) => {
      progress = come
      void send()
    },
    goBack: async () => {
      await send()
      try {
        return (await correspondence.goBack(callId)) === 'done'
      } catch (cause) {
        failed(cause)
        return true
      }
    },
    now,
    settled: send,
  }
}
