import type { SpokenLocale } from '../../../src/wording/locale.ts'
import type { CallEvent } from '../../../src/phone/index.ts'
import { asHeard, patternsOf, type Pattern } from '../../../src/phone/understand/pattern.ts'

/** What the line wanted of a caller beyond his keying the ID once. */
export type Asked = {
  /** The prompts that were questions, by their keys: none for a call without a question. */
  readonly prompts: readonly string[]
  /** How many groups' worth of keys he pressed because of them. */
  readonly groupsAgain: number
  /** The slip was a whole group left out: nothing but a question can bring it. */
  readonly isLeftOut: boolean
}

/**
 * Goes through what a telephone recorded of a call. A question is a prompt that asks for a group, or for
 * anything else, once more. "Now group four" and "go on with group four" are questions only where he had
 * keyed that group already, so that keys were lost, and heard it to its end instead of keying on.
 */
export function askedIn(
  events: readonly CallEvent[],
  id: readonly string[],
  locale: SpokenLocale,
): Asked {
  const ears = earsOf(locale)
  const prompts: string[] = []
  let keyed = ''
  let before: string | undefined
  for (const event of events) {
    if (event.kind === 'pressed' && /\d/.test(event.key)) keyed += event.key
    if (event.kind !== 'said' && event.kind !== 'spoken') continue
    if (event.utterance.kind !== 'words') continue
    const heard = asHeard(event.utterance.text)
    if (ears.gate.regex.test(heard)) break
    const asking = event.kind === 'said' ? ears.asking : ears.leading
    const found = asking.filter((one) => isQuestion(one, heard, { keyed, id, locale }))
    if (found.length === 0) continue
    before ??= keyed
    prompts.push(...found.map(({ key }) => key))
  }
  const first = before ?? keyed
  const remaining = digitCount - reached(first, id)
  return {
    prompts,
    groupsAgain: Math.max(0, keyed.length - first.length - remaining) / groupLength,
    isLeftOut: isWithoutAGroup(first, id),
  }
}

const groupLength = 7
const digitCount = 63

type Ears = {
  /** Questions wherever they are said. */
  readonly asking: readonly Pattern[]
  /** On to a group: a question where he has been there. */
  readonly leading: readonly Pattern[]
  readonly gate: Pattern
}

const known = new Map<SpokenLocale, Ears>()

function earsOf(locale: SpokenLocale): Ears {
  const kept = known.get(locale)
  if (kept !== undefined) return kept
  const patterns = patternsOf(locale)
  const gate = patterns.find(({ key }) => key === 'gate.ready')
  if (gate === undefined) throw new Error('the locale has no gate')
  const leading = patterns.filter(({ key }) => isLeading(key))
  const asking = patterns.filter(
    ({ key }) =>
      !isLeading(key) &&
      /^(entry|is|refused|apology|unable|limit|person)\.|^case\.unknown$/.test(key),
  )
  const ears = { asking, leading, gate }
  known.set(locale, ears)
  return ears
}

type Standing = {
  /** Digits pressed so far, heard or not. */
  readonly keyed: string
  readonly id: readonly string[]
  readonly locale: SpokenLocale
}

function isLeading(key: string): boolean {
  return key === 'entry.next-group' || key === 'entry.go-on'
}

function isQuestion({ key, regex }: Pattern, heard: string, standing: Standing): boolean {
  const found = regex.exec(heard)
  if (found === null) return false
  if (!isLeading(key)) return true
  const group = standing.locale.numbers.map(asHeard).indexOf(found[1] ?? '')
  return reached(standing.keyed, standing.id) >= group * groupLength
}

/** How far into the ID he is who pressed these digits: the beginning of it that they are nearest to. */
function reached(keyed: string, id: readonly string[]): number {
  const distances = distancesTo(keyed, id.join(''))
  const least = Math.min(...distances)
  return distances.lastIndexOf(least)
}

function isWithoutAGroup(keyed: string, id: readonly string[]): boolean {
  if (keyed.length > digitCount - groupLength / 2) return false
  const least = (text: string): number => Math.min(...distancesTo(keyed, text))
  const whole = least(id.join(''))
  return id.some((_, left) => {
    const rest = id.filter((_group, place) => place !== left).join('')
    return least(rest) + groupLength / 2 < whole
  })
}

/** From the digits to each beginning of the text, by the number of slips between them (Levenshtein). */
function distancesTo(keyed: string, text: string): readonly number[] {
  let row = Array.from({ length: text.length + 1 }, (_, length) => length)
  for (const [at, digit] of Array.from(keyed).entries()) {
    const next = [at + 1]
    for (let length = 1; length <= text.length; length += 1) {
      const same = text[length - 1] === digit ? 0 : 1
      next.push(
        Math.min(
          (row[length - 1] ?? 0) + same,
          (row[length] ?? 0) + 1,
          (next[length - 1] ?? 0) + 1,
        ),
      )
    }
    row = next
  }
  return row
}
