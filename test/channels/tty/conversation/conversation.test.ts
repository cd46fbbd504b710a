import { describe, expect, test } from '@jest/globals'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { block, call, choice, goodbye, question, readSince, second, takenBy } from './scripted.ts'
import { asks, silence, startTextCall, text } from './text-call.ts'

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

  test('an ID typed where a language is asked for is taken once it is asked for, and not asked of him', async () => {
    const inDutch = { key: '1', names: ['DUTCH'] }
    const language = asks([text('for dutch type 1')], {
      expected: { answer: 'language', atMost: 1 },
      languages: [inDutch],
    })
    const talk = call([language, asks(question, { awaited: 2 })])
    await talk.untilRead('TYPE 1 GA')
    talk.type('1234567 2345678 GA')
    await talk.untilRead('THANK YOU')
    expect(takenBy(talk)).toEqual(['1', '1234567#2345678'])
    expect(talk.read()).not.toContain('KEY IN')
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
    expect(takenBy(talk)).toEqual(['1234567#2345678'])
  })

  test('who says go ahead when the next thing has just begun is written that from its beginning', async () => {
    const answer = { answer: 'read-back', atMost: 1 } as const
    const blocks = ['A 914 4267', 'B 373 9465', 'C 270 2219'].map((one, at) =>
      asks([text(one)], { awaited: at + 1, expected: answer }),
    )
    const talk = call(blocks)
    await talk.untilRead('A 914 4267 GA')
    await talk.untilRead('B 3')
    talk.type('GA')
    await talk.untilRead('B 373 9465 GA')
    talk.type('GA')
    await talk.untilRead('C 270 2219 GA')
    expect(takenBy(talk)).toEqual(['', '#'])
  })

  test.each([0, 0.4])('and nothing that he types is lost, with an echo of %f', async (echo) => {
    const typed = ['THX BYE SK', '1234567 2345678 GA', 'RPT PLS GA', 'PERSON GA']
    const results = typed.map(async (sentence) => {
      const say = [text('your screen should now say activated, to see the answer again type all')]
      const talk = call([asks(say)], { echo })
      await talk.untilRead('ACTIVATED')
      talk.type(sentence)
      await talk.run(12_000)
      expect(talk.events).toContainEqual({ kind: 'interrupted' })
      if (talk.hungUp() > 0) return 'goodbye'
      return takenBy(talk).at(-1) ?? talk.events.at(-1)?.kind
    })
    expect(await Promise.all(results)).toEqual([
      'goodbye',
      expect.stringMatching(/1234567#2345678$/),
      'written-again',
      '*0',
    ])
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
    const talk = call([asks([text(long)])])
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
