import { describe, expect, test } from '@jest/globals'
import { seededChance } from '../../../src/phone/index.ts'
import { drawId, heal } from '../../support/healing.ts'
import { keyedAs } from '../../support/keyed-as.ts'

const chance = seededChance(2_027)
const places = [1, 2, 3, 4, 5, 6, 7, 8, 9]

/** What reaches the line when this happens about the group at an index, in the notation of `keyedAs`. */
type Happening = (id: readonly string[], index: number) => string

const splice = (digits: string, at: number, count: number, put = ''): string =>
  digits.slice(0, at) + put + digits.slice(at + count)

const otherThan = (digit = ''): string => String((Number(digit) + 1 + chance.below(9)) % 10)

const wrongAt = (digits: string, at: number): string =>
  splice(digits, at, 1, otherThan(digits.charAt(at)))

const anyKey = (): string => String(chance.below(10))

/** The group at the index replaced. */
const withGroup = (
  id: readonly string[],
  index: number,
  change: (group: string) => string,
): readonly string[] => id.map((group, at) => (at === index ? change(group) : group))

/** Cut by a full Gather; the rest is lost with it. */
const cut = (entry: string): string => `${entry.slice(0, 63)}/`

/** With a hash after each group but the last, cut at 63 presses, the last group in a Gather of its own. */
const hashed = (groups: readonly string[]): string => {
  const presses = groups.join('#')
  let count = 0
  const full = Array.from(presses).findIndex(() => ++count > 63)
  return `${presses.slice(0, full)}/${presses.slice(full)}|`
}

const gap: Readonly<Record<string, Happening>> = {
  'one key lost inside the group': (id, k) => `${splice(id.join(''), 7 * k + 4, 1, '|')}|`,
  'two keys lost inside the group': (id, k) => `${splice(id.join(''), 7 * k + 3, 2, '|')}|`,
  'three keys lost inside the group': (id, k) => `${splice(id.join(''), 7 * k + 2, 3, '|')}|`,
  'four keys lost, as a last resort': (id, k) => `${splice(id.join(''), 7 * k + 2, 4, '|')}|`,
  'three keys lost about the start of the group': (id, k) =>
    `${splice(id.join(''), Math.max(0, 7 * k - 2), 3, '|')}|`,
  'two keys lost, and a wrong digit in another group': (id, k) =>
    `${splice(wrongAt(id.join(''), (7 * k + 30) % 63), 7 * k + 3, 2, '|')}|`,
  'two keys lost, and a wrong digit in the same group': (id, k) =>
    `${splice(wrongAt(id.join(''), 7 * k + 1), 7 * k + 3, 2, '|')}|`,
  'cut at 63 presses after a doubled key': (id, k) =>
    cut(splice(id.join(''), 7 * k + 3, 0, id[k]?.charAt(3))),
  'cut at 63 presses after a key too many': (id, k) =>
    cut(splice(id.join(''), 7 * k + 3, 0, anyKey())),
  'cut at 63 presses after two doubled keys': (id, k) => {
    const doubled = splice(id.join(''), 7 * k + 3, 0, id[k]?.charAt(3))
    const at = (7 * k + 20) % 60
    return cut(splice(doubled, at, 0, doubled.charAt(at)))
  },
  'the group begun again after a stop': (id, k) =>
    `${id.slice(0, k).join('')}${id[k]?.slice(0, 4)}|${id.slice(k).join('')}|`,
  'the group begun again after a stop, its beginning being wrong': (id, k) =>
    `${id.slice(0, k).join('')}${wrongAt(id[k]?.slice(0, 4) ?? '', 2)}|${id.slice(k).join('')}|`,
  'one group at a time, a stop after each': (id) => `${id.join('|')}|`,
  'one group at a time, and the first key of this one too early': (id, k) =>
    `${withGroup(id, k, (group) => (k === 0 ? group : group.slice(1))).join('|')}|`,
}

const hashes: Readonly<Record<string, Happening>> = {
  'a hash after every group: 63 presses are eight groups and seven hashes': (id) => hashed(id),
  'hashes, and a wrong digit in the group': (id, k) =>
    hashed(withGroup(id, k, (group) => wrongAt(group, 2))),
  'hashes, and a key lost in the group': (id, k) =>
    hashed(withGroup(id, k, (group) => splice(group, 2, 1))),
  'hashes, and a doubled key in the group': (id, k) =>
    hashed(withGroup(id, k, (group) => splice(group, 2, 0, group.charAt(2)))),
  'hashes, but none after this group': (id, k) =>
    `${id.map((group, at) => (at === k ? group : `${group}#`)).join('')}|`,
  'one hash in the middle of the group, by accident': (id, k) =>
    `${splice(id.join(''), 7 * k + 3, 0, '#')}|`,
}

const stars: Readonly<Record<string, Happening>> = {
  'takes the last key back': (id, k) => `${splice(id.join(''), 7 * k + 3, 0, `${anyKey()}*`)}|`,
  'takes the last key of the group back': (id, k) =>
    `${splice(id.join(''), 7 * k + 6, 0, `${otherThan(id[k]?.charAt(6))}*`)}|`,
  'clears what was keyed of the group': (id, k) => `${splice(id.join(''), 7 * k, 0, '8351*')}|`,
  'clears the group just finished': (id, k) => `${splice(id.join(''), 7 * k, 0, '8351742*')}|`,
  'means nothing inside a group': (id, k) => `${splice(id.join(''), 7 * k + 3, 0, '*')}|`,
  'means nothing at a group’s end': (id, k) => `${splice(id.join(''), 7 * k + 7, 0, '*')}|`,
  'stands between all groups': (id) => `${id.join('*')}|`,
  'stands after each group': (id) => `${id.join('*')}*|`,
  'stands between all groups, one of which has a wrong digit': (id, k) =>
    `${withGroup(id, k, (group) => wrongAt(group, 2)).join('*')}|`,
  'stands between all groups, one of which lacks a key': (id, k) =>
    `${withGroup(id, k, (group) => splice(group, 2, 1)).join('*')}|`,
}

const calls: Readonly<Record<string, Happening>> = {
  'goes on with this group': (id, k) => `${id.slice(0, k).join('')}|~${id.slice(k).join('')}|`,
  'goes on inside it': (id, k) => `${splice(id.join(''), 7 * k + 3, 0, '|~')}|`,
  'was cut off inside it, and begins it again': (id, k) =>
    `${id.slice(0, k).join('')}${id[k]?.slice(0, 3)}|~${id.slice(k).join('')}|`,
  'goes on one group earlier': (id, k) =>
    `${id.slice(0, k).join('')}|~${id.slice(Math.max(0, k - 1)).join('')}|`,
  'goes on two groups earlier, with a wrong digit': (id, k) =>
    `${id.slice(0, k).join('')}|~${wrongAt(id.slice(Math.max(0, k - 2)).join(''), 1)}|`,
  'begins at group one': (id, k) => `${id.slice(0, k).join('')}|~${id.join('')}|`,
  'goes on inside it, and a key was lost': (id, k) => `${splice(id.join(''), 7 * k + 3, 1, '|~')}|`,
}

const requests: Readonly<Record<string, Happening>> = {
  'after three wrong digits': (id, k) =>
    `${withGroup(id, k, (group) => wrongAt(wrongAt(wrongAt(group, 1), 2), 4)).join('')}|<${k + 1}:${id[k]}|`,
  'after two lost keys': (id, k) =>
    `${withGroup(id, k, (group) => group.slice(2)).join('')}|<${k + 1}:${id[k]}|`,
  'and the answer has a slip': (id, k) =>
    `${withGroup(id, k, () => '').join('')}|<${k + 1}:${wrongAt(id[k] ?? '', 3)}|`,
  'twice, the first answer being wrong': (id, k) =>
    `${withGroup(id, k, (group) => group.slice(2)).join('')}|<${k + 1}:9351742|<${k + 1}:${id[k]}|`,
  'having been left out': (id, k) => `${id.toSpliced(k, 1).join('')}|<${k + 1}:${id[k]}|`,
  'where the run had stopped, which then goes on': (id, k) =>
    `${id.slice(0, k).join('')}|<${k + 1}:${id[k]}|>${id.slice(k + 1).join('')}|`,
}

const naming: Readonly<Record<string, Happening>> = {
  'with which he goes on': (id, k) =>
    `${id.slice(0, k).join('')}|{${k + 1}}${id.slice(k).join('')}|`,
  'which he begins again, and two more groups with it': (id, k) =>
    `${id.slice(0, k + 2).join('')}483|{${k + 1}}${id.slice(k).join('')}|`,
  'which he begins again, all of it having been keyed with a slip': (id, k) =>
    `${splice(id.join(''), 7 * k + 3, 1)}|{${k + 1}}${id.slice(k).join('')}|`,
  'but he had stopped inside it and goes on there': (id, k) =>
    `${id.slice(0, k).join('')}${id[k]?.slice(0, 4)}|{${k + 1}}${id[k]?.slice(4)}${id.slice(k + 1).join('')}|`,
}

const others: Readonly<Record<string, Happening>> = {
  'a press that was hard to hear, and wrong': (id, k) =>
    `${splice(id.join(''), 7 * k + 3, 1, `${otherThan(id[k]?.charAt(3))}?`)}|`,
  'late keys after the last digit': (id, k) => `${id.join('')}${'4711'.slice(0, k % 5)}|`,
  'late keys after a full Gather': (id, k) => `${id.join('')}/${id[8]?.slice(6 - (k % 6))}|`,
  'a key of the language choice before the first group': (id) => `2${id.join('')}|`,
  'a key of the language choice, and a moment of deafness': (id) => `2|${id.join('')}|`,
  'a five before the first group, cut at 63 presses': (id) => cut(`5${id.join('')}`),
  'a key of the language choice, and a wrong digit in the group': (id, k) =>
    `2${wrongAt(id.join(''), 7 * k + 1)}|`,
}

describe.each([
  ['keys lost where the line was deaf', gap],
  ['hashes', hashes],
  ['a star', stars],
  ['another call', calls],
  ['a group asked for again', requests],
  ['the line had named the group', naming],
  ['other things', others],
])('%s', (_, happenings) => {
  describe.each(Object.entries(happenings))('%s', (__, happening) => {
    test.each(places)('heals about group %i', (place) => {
      const id = drawId(chance)
      const entry = happening(id, place - 1)
      const healed = heal([keyedAs(entry)]).id
      expect({ entry, healed: healed?.join(' ') }).toEqual({ entry, healed: id.join(' ') })
    })
  })
})

test('a caller who was cut off and one who begins afresh are both read, whatever is tried first', () => {
  const [id, earlier] = [drawId(chance), drawId(chance)]
  const alone = keyedAs(`${id.join('')}|`)
  const goingOn = keyedAs(`${earlier.slice(0, 5).join('')}|~${id.join('')}|`)
  const rest = keyedAs(`${id.slice(5).join('')}|`)
  const onTop = keyedAs(`${id.slice(0, 5).join('')}|~${id.slice(5).join('')}|`)
  expect(heal([goingOn, alone]).id).toEqual(id)
  expect(heal([rest, onTop]).id).toEqual(id)
})
