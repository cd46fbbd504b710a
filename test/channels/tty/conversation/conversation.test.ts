import { describe, expect, test } from '@jest/globals'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { asks, ends, silence, startTextCall, text, type TextCall } from './text-call.ts'

const question = [text('key in the id'), silence(20_000), text('take your time')]
const goodbye = ends([text('thank you')])
const second = asks([text('now group three')], { awaited: 2 })
const choice = asks([text('type yes')], { expected: { answer: 'choice', atMost: 1 } })
const block = asks([text('a 123 4567')], {
  awaited: 2,
  expected: { answer: 'read-back', atMost: 1, patienceInMs: 4_000 },
})

/** Answers the ringing with the first turn, and each answer with the next; then says goodbye. */
const call = (
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
const takenBy = ({ taken }: TextCall): readonly string[] =>
  taken.slice(1).map(({ heard }) => (heard.kind === 'keys' ? heard.keys : heard.kind))
const readSince = (talk: TextCall, before: string): string => talk.read().slice(before.length)

describe('a turn', () => {
  test('the line writes, hands over with GA, and takes what is typed up to GA', async () => {
    const talk = call()
    await talk.untilRead('KEY IN THE ID GA')
    talk.type('1234567 2345678 GA')
    expect(await talk.untilRead('THANK YOU')).toBeLessThan(10_000)
    expect(takenBy(talk)).toEqual(['1234567#2345678'])
  })

  test('who types nothing is written to once more, and then has answered with nothing', async () => {
    const talk = call()
    await talk.untilRead('KEY IN THE ID GA')
    expect(await talk.untilRead('TAKE YOUR TIME GA')).toBeGreaterThan(20_000)
    expect(await talk.untilRead('THANK YOU')).toBeGreaterThan(16_000)
    expect(takenBy(talk)).toEqual([''])
  })

  test('typed by hand, with the carrier dropped after each key, and without GA, it ends with silence', async () => {
    const talk = call()
    await talk.untilRead('GA')
    await talk.typeByHand('12345', 1_500)
    expect(takenBy(talk)).toEqual([])
    await talk.run(14_000)
    expect(takenBy(talk)).toEqual([])
    await talk.untilRead('THANK YOU')
    expect(takenBy(talk)).toEqual(['12345'])
  })

  test('all that was asked for, or a question, is an answer after seven seconds', async () => {
    const talk = call([asks([text('group five')], { expected: { atMost: 7 } }), second])
    await talk.untilRead('GROUP FIVE GA')
    talk.type('1234567')
    await talk.untilTyped()
    expect(await talk.untilRead('NOW GROUP THREE')).toBeLessThan(13_000)
    talk.type('IS THAT ALL Q')
    await talk.untilTyped()
    expect(await talk.untilRead('NOW GROUP THREE')).toBeLessThan(13_000)
  })

  test('a key of the telephone answers where one key is awaited, and counts as a digit elsewhere', async () => {
    const talk = call([choice, asks(question, { awaited: 2 })])
    await talk.untilRead('TYPE YES GA')
    talk.press('1')
    await talk.untilRead('KEY IN THE ID GA')
    talk.press('7')
    talk.type('234 GA')
    await talk.untilRead('THANK YOU')
    expect(takenBy(talk)).toEqual(['1', '7234'])
  })

  test('what is written before the line listens is not cut short by what is typed', async () => {
    const talk = call([asks(question, { first: [text('one moment'), silence(20_000)] })])
    await talk.untilRead('ONE MOMENT')
    talk.type('HELLO GA')
    expect(await talk.untilRead('KEY IN THE ID')).toBeGreaterThan(20_000)
    expect(takenBy(talk)).toEqual([])
  })
})

describe('only one of the two writes at a time', () => {
  test('the line waits while the caller types, though it is its turn to say something', async () => {
    const talk = call()
    await talk.untilRead('GA')
    await talk.run(19_500)
    const before = talk.read()
    const spoken = talk.spokenMs()
    await talk.typeByHand('1234567 2345678 3456789', 400)
    expect(talk.spokenMs()).toBe(spoken)
    talk.type(' GA')
    await talk.untilRead('THANK YOU')
    expect(readSince(talk, before)).not.toContain('TAKE YOUR TIME')
    expect(takenBy(talk)).toEqual(['1234567#2345678#3456789'])
  })

  test('a caller who types while the line writes is listened to at once', async () => {
    const talk = call([asks([text(`please ${'read this '.repeat(10)}`)])])
    await talk.untilRead('READ THIS')
    await talk.typeByHand('1234567 ', 200)
    talk.type('2345678 GA')
    await talk.untilTyped()
    expect(talk.cleared()).toBe(1)
    expect(talk.events).toContainEqual({ kind: 'interrupted' })
    await talk.untilRead('THANK YOU')
    expect(talk.read().match(/READ THIS/g)?.length).toBeLessThan(5)
    expect(takenBy(talk)[0]).toMatch(/4567#2345678$/)
  })

  test('its own echo is not taken for a caller', async () => {
    const talk = call([asks(question), second], { echo: 0.5 })
    await talk.untilRead('KEY IN THE ID GA')
    talk.type('1234567 GA')
    await talk.untilRead('NOW GROUP THREE GA')
    expect([talk.events, takenBy(talk)]).toEqual([
      [{ kind: 'mode', mode: 'baudot-45' }],
      ['1234567'],
    ])
  })

  test('who goes on with his groups while the line thinks is not talked over: they answer, too', async () => {
    const thought = Promise.withResolvers<WrittenTurn>()
    const turns = [Promise.resolve(asks(question)), thought.promise]
    const take = async (): Promise<WrittenTurn> => turns.shift() ?? goodbye
    const talk = startTextCall({ take, thinks: true })
    await talk.untilRead('GA')
    talk.type('1234567 GA')
    await talk.run(4_500)
    talk.type('2345678 ')
    await talk.run(1_000)
    thought.resolve(second)
    await talk.untilTyped()
    talk.type('GA')
    await talk.untilRead('THANK YOU')
    expect(takenBy(talk)).toEqual(['1234567', '2345678'])
    expect(talk.read()).not.toContain('GROUP THREE')
  })

  test('but a word that is still typed then answers nothing that he has not read', async () => {
    const talk = call([asks(question), block])
    await talk.untilRead('GA')
    talk.type('1234567 GA GA')
    await talk.run(100)
    await talk.untilRead('A 123 4567 GA')
    expect(takenBy(talk)).toEqual(['1234567'])
  })

  test('a tone that never becomes a character holds up nobody', async () => {
    const talk = call([asks(question), second])
    await talk.untilRead('GA')
    talk.type('1234567 GA')
    await talk.untilTyped()
    await talk.run(400)
    talk.hum(120_000)
    expect(await talk.untilRead('NOW GROUP THREE GA')).toBeLessThan(15_000)
  })

  test('its patience begins when what it wrote has been heard; a mark that is lost is not waited for', async () => {
    const [talk, lost] = [call(), call(undefined, { losesMarks: true })]
    await talk.untilRead('GA')
    await lost.untilRead('GA')
    const [kept, without] = [await talk.untilRead('TAKE'), await lost.untilRead('TAKE')]
    expect(without - kept).toBeGreaterThan(1_500)
    expect(without - kept).toBeLessThan(2_200)
  })
})

describe('once more', () => {
  test('who cannot read it has it in short lines, each by itself, and no turn is taken', async () => {
    const long = 'key in the installation id from your screen, all nine groups'
    const talk = call([asks([text(long)])], {
      deps: { teletype: (sentence, { width }) => folded(sentence, width) },
    })
    await talk.untilRead('GROUPS GA')
    const before = talk.read()
    talk.type('RPT PLS GA')
    await talk.untilRead('GROUPS GA')
    const lines = readSince(talk, before)
      .split('\r\n')
      .filter((line) => line !== '')
    expect(lines).toEqual([
      'KEY IN THE',
      'INSTALLATION ID FROM',
      'YOUR SCREEN, ALL',
      'NINE GROUPS GA',
    ])
    talk.type('12 GA')
    await talk.untilRead('THANK YOU')
    expect(takenBy(talk)).toEqual(['12'])
  })

  test('what means nothing here has the question written again; the third time it counts as silence', async () => {
    const talk = call([choice])
    for (const _ of [1, 2, 3]) {
      await talk.untilRead('TYPE YES GA')
      talk.type('WHAT IS THIS GA')
    }
    await talk.untilRead('THANK YOU')
    expect(takenBy(talk)).toEqual([''])
  })
})

describe('time', () => {
  test('a relay operator has three times as long, and a pause of a minute ends nothing', async () => {
    const talk = call([asks(question), second])
    await talk.untilRead('GA')
    talk.type('RELAY CALL HERE GA')
    await talk.untilRead('KEY IN THE ID GA')
    expect(await talk.untilRead('TAKE YOUR TIME GA')).toBeGreaterThan(60_000)
    talk.type('1234567 ')
    await talk.run(60_000)
    expect(talk.closed()).toBeUndefined()
    await talk.untilRead('NOW GROUP THREE GA')
    await talk.run(38_000)
    talk.type('2345678 GA')
    await talk.untilRead('THANK YOU')
    expect(takenBy(talk)).toEqual(['1234567', '2345678'])
    expect(talk.taken.at(-1)?.manner.isRelay).toBe(true)
  })

  test('who asks for time where the dialogue has no key for it is given it', async () => {
    const talk = call([choice])
    await talk.untilRead('GA')
    talk.type('HOLD PLS GA')
    await talk.run(100_000)
    expect(takenBy(talk)).toEqual([])
    talk.type('YES GA')
    await talk.untilRead('THANK YOU')
    expect(takenBy(talk)).toEqual(['1'])
  })

  test('and so is who asks for it in the middle of his digits', async () => {
    const talk = call()
    await talk.untilRead('GA')
    talk.type('1234567 HOLD PLS ')
    await talk.run(100_000)
    talk.type('2345678 GA')
    await talk.untilRead('THANK YOU')
    expect(takenBy(talk)).toEqual(['1234567#2345678'])
  })

  test('a block is followed by the next one after eight seconds, and by who types GA at once', async () => {
    const talk = call([block, block, block])
    await talk.untilRead('4567 GA')
    expect(await talk.untilRead('4567 GA')).toBeGreaterThan(10_000)
    talk.type('GA')
    expect(await talk.untilRead('4567 GA')).toBeLessThan(9_000)
    expect(takenBy(talk)).toEqual(['', '#'])
  })
})

describe('the end of a call', () => {
  test('the line says that it is ready to end, waits fifteen seconds, and has the last word', async () => {
    const talk = call([goodbye])
    await talk.untilRead('THANK YOU\r\nGA TO SK')
    expect(await talk.untilClosed()).toBeGreaterThan(15_000)
    expect([talk.closed(), talk.read()]).toEqual(['end', expect.stringMatching(/GA TO SK\r\nSK/)])
  })

  test('who answers with SK is not kept waiting', async () => {
    const talk = call([goodbye])
    await talk.untilRead('GA TO SK')
    talk.type('BYE SKSK')
    expect(await talk.untilClosed()).toBeLessThan(7_000)
  })

  test('it ends by the custom of the country', async () => {
    const talk = call([goodbye], {
      customs: { goAhead: 'KOM', closing: 'KLART SLUT', end: 'SLUT SLUT' },
    })
    await talk.untilRead('KLART SLUT')
    await talk.untilClosed()
    expect(talk.read()).toMatch(/SLUT SL/)
  })

  test('who types SK anywhere ends the call, and hears goodbye', async () => {
    const talk = call()
    await talk.untilRead('KEY IN')
    talk.type('SK SK')
    await talk.untilRead('GOODBYE')
    await talk.untilClosed()
    expect([talk.hungUp(), talk.closed(), takenBy(talk)]).toEqual([1, 'end', []])
  })

  test('with digits before it, they are taken first', async () => {
    const talk = call([asks(question), second])
    await talk.untilRead('GA')
    talk.type('1234567 GA TO SK')
    await talk.untilRead('NOW GROUP THREE GA')
    expect(takenBy(talk)).toEqual(['1234567'])
  })

  test('who types into the last words has them again, from the sentence he broke', async () => {
    const talk = call([
      ends([text('your case number is'), silence(2_000), text('1234 5678 once more')]),
    ])
    await talk.untilRead('1234 5')
    await talk.typeByHand('WAIT PLS ', 250)
    await talk.untilRead('1234 5678 ONCE MORE')
    await talk.untilClosed()
  })

  test('a call that is over already is only closed', async () => {
    const talk = call(['over'])
    await talk.untilClosed()
    expect([talk.closed(), talk.read()]).toEqual(['end', ''])
  })
})

describe('when a turn fails', () => {
  test('the line apologizes, and brings the same answer again', async () => {
    const talk = call([asks(question), 'failed', 'failed', second])
    await talk.untilRead('GA')
    talk.type('1234567 GA')
    await talk.untilRead('APOLOGY GO-ON')
    await talk.untilRead('APOLOGY GO-ON')
    await talk.untilRead('NOW GROUP THREE')
    expect(talk.taken.slice(1).map(({ heard, failures }) => [heard, failures])).toEqual(
      [0, 1, 2].map((failures) => [{ kind: 'keys', turn: 1, keys: '1234567' }, failures]),
    )
  })

  test('a third time in a row it ends the call', async () => {
    const talk = call([asks(question), 'failed', 'failed', 'failed'])
    await talk.untilRead('GA')
    talk.type('1234567 GA')
    await talk.untilRead('APOLOGY END')
    await talk.untilClosed()
    expect([talk.closed(), takenBy(talk)]).toEqual(['end', ['1234567', '1234567', '1234567']])
  })
})

describe('who reads and speaks, or hears and types', () => {
  const inForm = (form: 'vco' | 'hco'): WrittenTurn =>
    asks(question, { awaited: 2, manner: { form, isRelay: false } })

  test('VCO: he is asked again in that form; it is written, and then his voice is listened to', async () => {
    const talk = call([asks(question), inForm('vco')])
    await talk.untilRead('GA')
    talk.type('VCO PLS GA')
    await talk.untilRead('KEY IN THE ID GA')
    await talk.untilClosed()
    expect(talk.taken.at(-1)).toEqual({
      heard: { kind: 'again', turn: 1 },
      failures: 0,
      manner: { form: 'vco', isRelay: false },
    })
    expect([talk.closed(), talk.read().includes('TAKE YOUR TIME')]).toEqual(['speech', false])
  })

  test('HCO: nothing is written, the stream gives way to a voice', async () => {
    const talk = call([asks(question), inForm('hco')])
    await talk.untilRead('GA')
    const before = talk.read()
    talk.type('HCO PLS GA')
    await talk.untilClosed()
    expect([talk.closed(), readSince(talk, before).trim()]).toEqual(['speech', ''])
  })

  test('HCO: he has heard it when the stream comes again, and only types', async () => {
    const talk = call([inForm('hco'), inForm('hco')])
    await talk.run(5_000)
    talk.type('1234567 GA')
    await talk.untilClosed()
    expect([takenBy(talk), talk.read(), talk.closed()]).toEqual([['1234567'], '', 'speech'])
  })
})

test('after the caller is gone nothing is sent or taken', async () => {
  const talk = call()
  await talk.untilRead('KEY')
  talk.leave()
  const spoken = talk.spokenMs()
  await talk.run(60_000)
  expect([talk.spokenMs(), talk.taken.length]).toEqual([spoken, 1])
})

function folded(sentence: string, width: number): string {
  const lines: string[] = ['']
  for (const word of sentence.toUpperCase().split(' ')) {
    const line = lines.at(-1) ?? ''
    if (`${line} ${word}`.trim().length <= width) lines[lines.length - 1] = `${line} ${word}`.trim()
    else lines.push(word)
  }
  return lines.join('\r\n')
}
