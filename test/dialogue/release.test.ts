import { describe, expect, test } from '@jest/globals'
import type { Refusal } from '../../src/base/activation.ts'
import type { InstallationId } from '../../src/base/brand.ts'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import { madeUpId, runOf, withWrongDigit } from '../support/ids.ts'
import { caseNumber, startTalk, type TalkOptions } from '../support/talk.ts'

const id = madeUpId(18)
const release = madeUpId(18, 2)
const other = madeUpId(19, 2)

/** A caller who has keyed a release ID. */
const atOffer = (options: TalkOptions = {}): ReturnType<typeof startTalk> => {
  const talk = startTalk({ genuine: [id], releases: [release, other], ...options })
  talk.press(runOf(release))
  return talk
}

const caseTwice = [
  'case.pen',
  'case.number',
  `digits ${caseNumber}`,
  'case.once-more',
  `digits ${caseNumber}`,
]

describe('a release ID', () => {
  test('says what it is and gives nothing back before a key is pressed', () => {
    const given: InstallationId[] = []
    const talk = atOffer({
      release: (releaseId) => {
        given.push(releaseId)
        return { kind: 'released', keyClass: 'retail', used: 0, limit: 1, caseNumber }
      },
    })
    expect(talk.said.at(-1)).toEqual(['release.offer'])
    expect(given).toEqual([])
    expect(talk.hear('1')).toEqual(['release.done 0 1', 'done.next-computer'])
    expect(given).toEqual([release])
  })

  test('heals like any other', () => {
    const talk = startTalk({ releases: [release] })
    expect(talk.press(withWrongDigit(runOf(release), 30))).toEqual(['release.offer'])
  })

  test('one and hash is the answer as well', () => {
    expect(atOffer().hear('1#')).toEqual(['release.done 2 3', 'done.next-computer'])
  })

  test.each(['', '2', '17'])('gives nothing back for %p: the entry is open again', (keys) => {
    const talk = atOffer()
    expect(talk.hear(keys)).toEqual(['welcome.key-all'])
    expect(talk.press(runOf(id))).toEqual(['gate.ready'])
  })

  test('is offered once more to who ended it with a late hash', () => {
    const talk = atOffer()
    expect(talk.hear('#')).toEqual(['release.offer'])
    expect(talk.hear('#')).toEqual(['welcome.key-all'])
  })

  test('an installation ID that begins with a one is no yes', () => {
    const hardware = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    const groups = makeInstallationId({ product: 1_000, serial: 1, secret: hardware, hardware })
    const talk = atOffer({ genuine: [groups] })
    expect(runOf(groups)).toMatch(/^1/)
    expect(talk.press(runOf(groups))).toEqual(['gate.ready'])
  })

  test('asks for no more keys at once than the provider takes', () => {
    expect(atOffer().expected()).toMatchObject({ atMost: 63, finish: 'none' })
    const talk = atOffer({ script: { keysPerListening: 50 } })
    expect(talk.said.at(-1)).toEqual(['release.offer'])
    expect(talk.expected()?.atMost).toBe(49)
    expect(talk.press(runOf(id))).toEqual(['gate.ready'])
  })

  test('zero asks for a person, five for time, as in any entry', () => {
    expect(atOffer().hear('0')).toEqual(['entry.lone-zero'])
    expect(atOffer().hear('5')).toEqual(['hold.begin'])
    expect(atOffer().hear('*0')).toEqual(expect.arrayContaining(['person.not-here']))
  })

  test('who keys it a third time, and never a one, hears of a person', () => {
    const talk = atOffer()
    for (let times = 0; times < 2; times++) {
      talk.hear('')
      talk.press(runOf(release))
    }
    expect(talk.said.at(-1)).toEqual(expect.arrayContaining(['is.release-id', 'person.hours']))
  })
})

describe('after a release', () => {
  test('the same one is answered alike, and another one and an installation ID are taken', () => {
    const talk = atOffer()
    talk.hear('1')
    for (const next of [release, other]) {
      expect(talk.press(runOf(next))).toEqual(['release.offer'])
      expect(talk.hear('1')).toEqual(['release.done 2 3', 'done.next-computer'])
    }
    expect(talk.press(runOf(id))).toEqual(['gate.ready'])
  })

  test.each(['', '#'])('%p is goodbye', (keys) => {
    const talk = atOffer()
    talk.hear('1')
    expect(talk.hear(keys)).toEqual(['goodbye'])
    expect(talk.outcome()).toBe('released')
  })

  test('who hangs up has given it back', () => {
    const talk = atOffer()
    talk.hear('1')
    talk.input({ kind: 'hangup' })
    expect(talk.outcome()).toBe('released')
  })

  test('nothing of it is offered to the next call', () => {
    const talk = atOffer()
    talk.hear('1')
    expect(talk.keyed()).toEqual([])
  })
})

describe('a release that is refused', () => {
  const until = 1_800_086_400_000
  const refusals: readonly [Refusal, readonly string[]][] = [
    [
      { reason: 'limited', to: 'release-too-soon', until },
      ['release.too-soon', `refused.limited-until ${until}`],
    ],
    [
      { reason: 'limited', to: 'releases', until },
      ['release.limited', `refused.limited-until ${until}`],
    ],
    [
      { reason: 'blocked', blockClass: 'stolen' },
      ['release.refused', 'refused.blocked-stolen', 'refused.objection'],
    ],
    [{ reason: 'unknown-key' }, ['release.refused', 'refused.unknown-key']],
  ]

  test.each(refusals)('%o is said with the case number, and a way on', (refusal, words) => {
    const talk = atOffer({ release: () => ({ kind: 'refused', ...refusal }) })
    expect(talk.hear('1')).toEqual([...words, ...caseTwice, 'person.hours', 'done.next-computer'])
    expect(talk.press(runOf(id))).toEqual(['gate.ready'])
  })

  test.each(refusals)('%o leads to a person where one is there', (refusal, words) => {
    const talk = atOffer({ release: () => ({ kind: 'refused', ...refusal }), people: 'waits' })
    expect(talk.hear('1')).toEqual([...words, 'person.look-at-it'])
    expect(talk.sought).toMatchObject([{ reason: refusal.reason, refused: refusal }])
    expect(talk.input({ kind: 'operator', came: { kind: 'back' } })).toEqual([
      'person.back',
      ...caseTwice,
      'person.hours',
      'done.next-computer',
    ])
  })

  test('who hears it and says no more was refused', () => {
    const talk = atOffer({ release: () => ({ kind: 'refused', reason: 'unknown-key' }) })
    talk.hear('1')
    expect(talk.hear('')).toEqual(['goodbye'])
    expect(talk.outcome()).toBe('refused')
  })
})
