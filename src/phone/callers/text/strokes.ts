import type { Chance } from '../../chance.ts'
import { wrongKeyFor } from './keyboard.ts'
import type { TextManner } from './manner.ts'

/** One key of a text telephone, and how long before it the hand rests. */
export type TextStroke = { readonly key: string; readonly beforeInMs: number }

const noticesInMs = { least: 300, most: 900 }

/** The keys by which somebody writes a text in his manner, with his slips and how he sets them right. */
export function textStrokes(
  text: string,
  { manner, chance }: { readonly manner: TextManner; readonly chance: Chance },
): readonly TextStroke[] {
  const { gap, slips, corrects } = manner
  const rest = (): number =>
    gap === 'none' ? 0 : gap.leastInMs - gap.meanInMs * Math.log(1 - chance.next())
  const strokes = (keys: string): readonly TextStroke[] =>
    Array.from(keys, (key) => ({ key, beforeInMs: rest() }))
  const noticed = (keys: string): readonly TextStroke[] => {
    const [first, ...others] = strokes(keys)
    if (first === undefined) return []
    const late = chance.between(noticesInMs.least, noticesInMs.most)
    return [{ ...first, beforeInMs: gap === 'none' ? 0 : late }, ...others]
  }
  const written = (keys: string, word: string): readonly TextStroke[] =>
    Array.from(keys).flatMap((key, place) => {
      if (!chance.happens(slips.share)) return strokes(key)
      const typed = slipFor(key, chance)
      if (!chance.happens(slips.seen)) return strokes(typed)
      if (corrects === 'backspace' || word === '') {
        return [...strokes(typed), ...noticed(`${'\b'.repeat(typed.length)}${key}`)]
      }
      return [...strokes(typed), ...noticed(`XXX ${keys.slice(0, place + 1)}`)]
    })
  return text.split(/(?<=\s)|(?=\s)/).flatMap((word) => written(word, word.trim()))
}

/** A neighbour, twice the same, or nothing at all. */
function slipFor(key: string, chance: Chance): string {
  return chance.pick([wrongKeyFor(key, chance), key + key, ''])
}
