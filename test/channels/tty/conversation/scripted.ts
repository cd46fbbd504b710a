import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { asks, ends, silence, startTextCall, text, type TextCall } from './text-call.ts'

export const question = [text('key in the id'), silence(20_000), text('take your time')]
export const goodbye = ends([text('thank you')])
export const second = asks([text('now group three')], { awaited: 2 })
export const choice = asks([text('type yes')], { expected: { answer: 'choice', atMost: 1 } })
export const block = asks([text('a 123 4567')], {
  awaited: 2,
  expected: { answer: 'read-back', atMost: 1, patienceInMs: 4_000 },
})

/** Answers the ringing with the first turn, and each answer with the next; then says goodbye. */
export const call = (
  turns: readonly (WrittenTurn | 'failed' | 'over')[] = [asks(question)],
  options: Partial<Parameters<typeof startTextCall>[0]> = {},
): TextCall => {
  const rest = [...turns]
  return startTextCall({
    take: async ({ manner }) => {
      const turn = rest.shift() ?? goodbye
      const isSame = typeof turn === 'string' || turn.manner.form !== 'text'
      return isSame ? turn : { ...turn, manner }
    },
    ...options,
  })
}
/** What was taken after the ringing. */
export const takenBy = ({ taken }: TextCall): readonly string[] =>
  taken.slice(1).map(({ heard }) => (heard.kind === 'keys' ? heard.keys : heard.kind))
export const readSince = (talk: TextCall, before: string): string =>
  talk.read().slice(before.length)
