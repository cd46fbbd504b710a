import { describe, expect, test } from '@jest/globals'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { asks, ends, silence, startTextCall, text, type TextCall } from './text-call.ts'

const question = [text('key in the id'), silence(20_000), text('take your time')]
const goodbye = ends([text('thank you')])

/** Answers the ringing with the first turn, and each answer with the next; then says goodbye. */
const call = (
  turns: readonly WrittenTurn[] = [asks(question)],
  options: Partial<Parameters<typeof startTextCall>[0]> = {},
): TextCall => {
  const rest = [...turns]
  return startTextCall({ take: async () => rest.shift() ?? goodbye, ...options })
}
const keysOf = ({ taken }: TextCall): readonly (string | undefined)[] =>
  taken.map(({ heard }) => (heard.kind === 'keys' ? heard.keys : undefined))

describe('a turn', () => {
  test('the line writes, hands over with GA, and takes what is typed up to GA', async () => {
    const talk = call()
    await talk.untilRead('KEY IN THE ID GA')
    talk.type('1234567 2345678 GA')
    await talk.untilRead('THANK YOU')
    expect(keysOf(talk)).toEqual([undefined, '1234567#2345678'])
  })

  test('who types nothing is written to once more, and then has answered with nothing', async () => {
    const talk = call()
    await talk.untilRead('KEY IN THE ID GA')
    expect(await talk.untilRead('TAKE YOUR TIME GA')).toBeGreaterThan(20_000)
    expect(await talk.untilRead('THANK YOU')).toBeGreaterThan(16_000)
    expect(keysOf(talk)).toEqual([undefined, ''])
  })
})
