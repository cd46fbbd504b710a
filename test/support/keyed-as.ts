import type { Digit, Keyed, KeyedItem } from '../../src/base/keyed.ts'

/**
 * What was keyed, from text: digits and `*` are presses, and the marks are `#` a group's end, `|` the timer,
 * `/` a full Gather, `~` another call, `?` doubt about the key before it, `<5:1234567>` the answer to a
 * request for group five, after which the run goes on, `{5}` that the line had named group five. Spaces mean
 * nothing.
 */
export function keyedAs(text: string): Keyed {
  return [...text.matchAll(/<(?<asked>\d):|\{(?<named>\d)\}|./gsu)].flatMap(
    (match): readonly KeyedItem[] => {
      const [token] = match
      for (const mark of ['asked', 'named'] as const) {
        const group = match.groups?.[mark]
        if (group !== undefined) return [{ kind: 'mark', mark, group: Number(group) }]
      }
      if (token === '?' || token === ' ') return []
      const isDoubtful = text[match.index + 1] === '?'
      const mark = marks[token]
      if (mark !== undefined) return [{ kind: 'mark', mark }]
      const key = token as Digit | '*'
      return [isDoubtful ? { kind: 'press', key, doubt: 0.8 } : { kind: 'press', key }]
    },
  )
}

type PlainMark = Exclude<Extract<KeyedItem, { kind: 'mark' }>['mark'], 'asked' | 'named'>

const marks: Readonly<Record<string, PlainMark>> = {
  '#': 'group-end',
  '|': 'timer',
  '/': 'full',
  '~': 'resumed',
  '>': 'going-on',
}
