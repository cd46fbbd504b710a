import { describe, expect, test } from '@jest/globals'
import type { CallId, Language } from '../../../../src/base/brand.ts'
import type { WrittenTurn } from '../../../../src/channels/tty/conversation/written-turn.ts'
import { createPost } from '../../../../src/channels/post.ts'
import { somePeople, waitsAt, type People } from './desk.ts'
import { second } from './scripted.ts'
import { startSoundlessCall, type SoundlessCall } from './soundless-call.ts'
import { text } from './text-call.ts'

const transfer: WrittenTurn = {
  kind: 'transfer',
  awaited: 4,
  language: 'en' as Language,
  manner: { form: 'text', isRelay: false },
  first: [],
  say: [text('one moment')],
}

/** A caller who is put through to these people; each of his streams begins with the same turn. */
const faults: unknown[] = []
const putThrough = (people: People, turn: WrittenTurn = transfer): SoundlessCall => {
  const callId = 'CA1-text' as CallId
  const post = createPost({
    callId,
    correspondence: people,
    now: () => people.said.length + 1,
    onFault: (cause) => void faults.push(cause),
  })
  return startSoundlessCall([turn, second], post)
}
const wordsTo = ({ said }: People): readonly string[] => said.map((one) => one.text)
const inWords = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
const times = (talk: SoundlessCall, words: string): number => talk.read().split(words).length - 1

describe('a caller who waits', () => {
  test('reads that he is put through, his place, the time, and how he goes on by himself', async () => {
    const talk = putThrough(somePeople(waitsAt(3, { minutes: 4 })))
    await talk.untilRead('WAIT BACK GA')
    expect(talk.read()).toBe('ONE MOMENT\r\nWAIT PLACE\r\nWAIT MINUTES\r\nWAIT BACK GA')
  })

  test('is promised no time that nobody knows', async () => {
    const talk = putThrough(somePeople(waitsAt(1)))
    await talk.untilRead('WAIT BACK GA')
    expect(talk.read()).toBe('ONE MOMENT\r\nWAIT NEXT\r\nWAIT BACK GA')
  })

  test('reads it again every minute, and sooner when his place has changed', async () => {
    const people = somePeople(waitsAt(2))
    const talk = putThrough(people)
    await talk.untilRead('WAIT PLACE')
    expect(await talk.untilRead('WAIT PLACE')).toBeGreaterThan(60_000)
    people.is = waitsAt(1)
    const took = await talk.untilRead('WAIT NEXT')
    expect(took).toBeGreaterThan(30_000)
    expect(took).toBeLessThan(45_000)
  })

  test('goes on by himself where he types the word for it', async () => {
    const people = somePeople()
    const talk = putThrough(people)
    await talk.untilRead('WAIT BACK GA')
    await talk.type('BACK PLS GA')
    await talk.untilRead('NOW GROUP THREE')
    expect(talk.taken.at(-1)?.heard).toEqual({ kind: 'operator', turn: 4 })
    expect(wordsTo(people)).toEqual([])
  })

  test('stays where somebody has just taken him', async () => {
    const people = somePeople()
    people.wish = 'refused'
    const talk = putThrough(people)
    await talk.untilRead('WAIT BACK GA')
    await talk.type('BACK GA')
    await talk.run(4_000)
    people.is = { kind: 'with' }
    await talk.untilRead('WAIT HERE')
    expect(talk.taken).toHaveLength(1)
  })

  test('whatever else he types waits for whoever will help him, and he reads that it does', async () => {
    const people = somePeople()
    const talk = putThrough(people)
    await talk.untilRead('WAIT BACK GA')
    await talk.type('MY SCREEN IS BROKN XXX BROKEN GA')
    await talk.untilRead('WAIT NOTED WAIT NEXT WAIT BACK GA')
    expect(wordsTo(people)).toEqual(['MY SCREEN IS BROKEN'])
  })

  test('who says his last word is said goodbye to', async () => {
    const people = somePeople()
    const talk = putThrough(people)
    await talk.untilRead('WAIT BACK GA')
    await talk.type('I CALL LATER BYE SK')
    await talk.untilRead('GOODBYE')
    await talk.run(20_000)
    expect([talk.hungUp(), talk.closed(), wordsTo(people)]).toEqual([
      1,
      'end',
      ['I CALL LATER BYE SK'],
    ])
  })

  test('who speaks or hears with the line is told that with people both write', async () => {
    const manner = { form: 'vco', isRelay: false } as const
    const talk = putThrough(somePeople(), { ...transfer, manner })
    await talk.untilRead('ONE MOMENT WAIT WRITTEN WAIT NEXT WAIT BACK GA')
    await talk.type('BACK GA')
    await talk.untilRead('NOW GROUP THREE')
    expect(talk.taken.at(-1)?.manner.form).toBe('vco')
  })
})

describe('a caller and an operator', () => {
  const together = async (people: People): Promise<SoundlessCall> => {
    const talk = putThrough(people)
    await talk.untilRead('WAIT BACK GA')
    people.is = { kind: 'with' }
    await talk.untilRead('WAIT HERE')
    return talk
  }

  test('take turns: each is told to go ahead, and the operator sees whose turn it is', async () => {
    const people = somePeople()
    const talk = await together(people)
    await talk.run(3_000)
    expect(people.progress?.turn).toBe('operator')
    people.write('Hello, what does the screen say?')
    await talk.untilRead('HELLO, WHAT')
    expect(people.progress?.turn).toBe('line')
    await talk.untilRead('DOES THE SCREEN SAY? GA')
    await talk.run(3_000)
    expect(people.progress).toMatchObject({ turn: 'caller', sent: 1, part: '' })
    await talk.type('IT SAYS ', 300)
    await talk.run(2_000)
    expect(people.progress).toMatchObject({ turn: 'caller', typing: 'IT SAYS' })
    await talk.type('ERROR 7 GA', 300)
    await talk.run(3_000)
    expect(people.progress).toMatchObject({ turn: 'operator', typing: '' })
    expect(wordsTo(people)).toEqual(['IT SAYS ERROR 7'])
  })

  test('what was written in several pieces is handed over once', async () => {
    const people = somePeople()
    const talk = await together(people)
    people.write('Hello.')
    people.write('Please type group six GA')
    await talk.untilRead('PLEASE TYPE GROUP SIX GA')
    await talk.run(3_000)
    expect(talk.read()).toMatch(/HELLO\.\r\nPLEASE TYPE GROUP SIX GA\s*$/)
  })

  test('who types over the operator is let finish; the rest comes after, from the word that was cut', async () => {
    const people = somePeople()
    const talk = await together(people)
    people.write('Please look at the lower right corner of the window with the nine groups')
    await talk.untilRead('LOOK AT THE LOW')
    await talk.type('WAIT I HAVE IT GA')
    expect(people.progress?.turn).toBe('caller')
    const before = talk.read()
    const [had = ''] = before.split('\r\n').slice(-1)
    expect(had).toMatch(/^PLEASE LOOK AT THE LOWER/)
    await talk.untilRead('NINE GROUPS GA')
    expect(wordsTo(people)).toEqual(['WAIT I HAVE IT'])
    // The two characters sent last may not have been heard.
    const whole = 'PLEASE LOOK AT THE LOWER RIGHT CORNER OF THE WINDOW WITH THE NINE GROUPS GA'
    const rest = inWords(talk.read().slice(before.length))
    expect(whole.endsWith(rest)).toBe(true)
    const again = had.length + rest.length - whole.length
    expect(again).toBeGreaterThanOrEqual(2)
    expect(again).toBeLessThan(2 + 'CORNER '.length)
    await talk.run(3_000)
    expect(people.progress).toMatchObject({ turn: 'caller', sent: 1, part: '' })
  })

  test('nothing is written while he types, however slowly', async () => {
    const people = somePeople()
    const talk = await together(people)
    people.write('Hello')
    await talk.untilRead('HELLO GA')
    await talk.run(2_000)
    const before = talk.read()
    people.write('Are you there')
    await talk.type('ONE MOMENT PLS I LOOK FOR MY GLASSES', 2_000)
    expect(talk.read()).toBe(before)
    await talk.untilRead('ARE YOU THERE GA')
    expect(wordsTo(people)).toEqual(['ONE MOMENT PLS I LOOK FOR MY GLASSES'])
  })

  test('letters that his machine does not have come as his language writes them', async () => {
    const people = somePeople({ kind: 'with' })
    const talk = putThrough(people, { ...transfer, language: 'sv' as Language })
    await talk.untilRead('WAIT HERE')
    people.write('Skriv på grön ruta')
    await talk.untilRead('GA')
    expect(talk.read()).toContain('SKRIV PAA GROEN RUTA GA')
  })

  test('who has lost his operator reads an apology and his place', async () => {
    const people = somePeople()
    const talk = await together(people)
    people.is = waitsAt(1, { hasLost: true })
    await talk.untilRead('WAIT BACK GA')
    expect(talk.read()).toMatch(/WAIT AGAIN\r\nWAIT NEXT\r\nWAIT BACK GA$/)
  })

  test('who is given back reads all that was written, and then is asked by the line', async () => {
    const people = somePeople()
    const talk = await together(people)
    people.write('I give you back to the line now')
    people.is = { kind: 'over' }
    await talk.untilRead('I GIVE YOU BACK TO THE LINE NOW')
    await talk.untilRead('NOW GROUP THREE')
    expect(talk.read()).not.toContain('NOW GA')
    expect(talk.taken.at(-1)?.heard).toEqual({ kind: 'operator', turn: 4 })
  })

  test('while nobody can be asked nothing is lost; after a minute the line has him again', async () => {
    const people = somePeople()
    const talk = await together(people)
    faults.length = 0
    people.is = { kind: 'away' }
    await talk.type('ARE YOU THERE GA')
    await talk.run(20_000)
    people.is = { kind: 'with' }
    await talk.run(3_000)
    expect(wordsTo(people)).toEqual(['ARE YOU THERE'])
    expect(faults).toHaveLength(1)
    people.is = { kind: 'away' }
    await talk.run(50_000)
    expect(talk.taken).toHaveLength(1)
    expect(await talk.untilRead('NOW GROUP THREE')).toBeLessThan(30_000)
  })

  test('"GA TO SK" is no end yet, SK is', async () => {
    const people = somePeople()
    const talk = await together(people)
    await talk.type('THX BYE GA TO SK')
    await talk.run(30_000)
    expect([talk.closed(), talk.hungUp()]).toEqual([undefined, 0])
    await talk.type('SKSK')
    await talk.untilRead('GOODBYE')
    expect(wordsTo(people)).toEqual(['THX BYE GA TO SK', 'SKSK'])
    expect(talk.hungUp()).toBe(1)
  })
})

describe('a stream that breaks off', () => {
  test('is followed by another, in which nothing comes twice that he has read', async () => {
    const people = somePeople()
    const first = putThrough(people)
    await first.untilRead('WAIT BACK GA')
    people.is = { kind: 'with' }
    await first.untilRead('WAIT HERE')
    people.write('Hello')
    people.write('Please open the settings of the program and read the second line to me')
    await first.untilRead('THE SETTINGS')
    await first.run(2_000)
    await first.leave()
    const again = putThrough(people)
    await again.untilRead('SECOND LINE TO ME GA')
    expect(times(again, 'ONE MOMENT') + times(again, 'HERE') + times(again, 'HELLO')).toBe(0)
    expect(times(again, 'PLEASE OPEN')).toBe(0)
    await again.run(3_000)
    expect(people.progress).toMatchObject({ sent: 2, part: '' })
  })

  test('what he was typing is told, once, though its process died', async () => {
    const people = somePeople({ kind: 'with' })
    const first = putThrough(people)
    await first.untilRead('WAIT HERE')
    await first.run(2_000)
    await first.type('MY KEY WAS BLOCKED', 300)
    await first.run(3_000)
    const second = putThrough(people)
    await second.run(5_000)
    expect(wordsTo(people)).toEqual(['MY KEY WAS BLOCKED'])
    expect(people.progress?.typing).toBe('')
  })
})
