import { describe, expect, test } from '@jest/globals'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { call, goodbye, question, readSince, second, takenBy } from './scripted.ts'
import { asks, ends, silence, text } from './text-call.ts'

describe('the end of a call', () => {
  test('the line says that it is ready to end, waits fifteen seconds, and has the last word', async () => {
    const talk = call([goodbye])
    await talk.untilRead('THANK YOU GA TO SK')
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
    expect(talk.read().match(/YOUR CASE NUMBER/g)).toHaveLength(1)
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
      language: 'en',
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
