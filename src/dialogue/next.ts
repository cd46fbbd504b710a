import { freshEntry } from './entry.ts'
import { ask, silence, toTheEar, words } from './listen.ts'
import type { Prompt } from './prompt.ts'
import { runOf } from './run.ts'
import type { Entry, Step, Talk } from './state.ts'

/** Says how it ended, and listens for another ID. */
export function listenForNext(
  { call, script }: Talk,
  { strange }: Entry,
  say: readonly Prompt[],
): Step {
  const fresh: Entry = { ...freshEntry(runOf(script)), strange, isNext: true }
  const atMost = 'atMost' in fresh.listening ? fresh.listening.atMost : 1
  return {
    state: {
      kind: 'entering',
      call: { ...call, beginnings: [], readLong: false },
      entry: fresh,
    },
    turn: ask(script, [toTheEar, ...say, words('done.next-computer'), silence(15_000)], {
      answer: 'groups',
      atMost,
    }),
  }
}
