import type { Language } from '../../base/brand.ts'
import type { Pace } from '../../dialogue/prompt.ts'
import { lastsInMs } from '../../wording/duration.ts'
import { paces, type Spoken } from '../../wording/spoken.ts'

export type Part =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'break'; readonly ms: number }

/** What TwiML can say: words of one language with breaks in them, or a pause of whole seconds. */
export type Phrase =
  | { readonly kind: 'say'; readonly language: Language; readonly parts: readonly Part[] }
  | { readonly kind: 'pause'; readonly seconds: number }

/**
 * Puts what is spoken into phrases, as few as there can be. A silence becomes a pause; the part of a second
 * that a pause cannot have goes into the words after it as a break, or is rounded where the voice of that
 * language knows no marks.
 */
export function phrasesOf(
  spoken: readonly Spoken[],
  knowsMarks: (language: Language) => boolean,
): readonly Phrase[] {
  const phrases: Phrase[] = []
  let restInMs = 0
  const rest = (ms: number): void => {
    if (ms >= 500) phrases.push({ kind: 'pause', seconds: Math.round(ms / 1000) })
  }

  for (const one of spoken) {
    if (one.kind === 'silence') {
      const ms = restInMs + one.ms
      restInMs = ms % 1000
      rest(ms - restInMs)
      continue
    }
    const marked = knowsMarks(one.language)
    if (!marked) rest(restInMs)
    const pause: Part[] = marked && restInMs > 0 ? [{ kind: 'break', ms: restInMs }] : []
    restInMs = 0
    append(phrases, one.language, [...pause, ...partsOf(one, marked)])
  }
  rest(restInMs)
  return phrases
}

type Worded = Exclude<Spoken, { readonly kind: 'silence' }>

/** The shortest break after a digit: without one, two digits run into each other. */
const leastBreakInMs = 50

/** For voices that know no marks: what stands between digits, and between parts of a number. */
const punctuation: Readonly<Record<Pace, readonly [string, string]>> = {
  slow: ['. ', '. … '],
  normal: [', ', '. '],
  fast: [' ', ', '],
}

function append(phrases: Phrase[], language: Language, parts: readonly Part[]): void {
  const last = phrases.at(-1)
  if (last?.kind !== 'say' || last.language !== language) {
    phrases.push({ kind: 'say', language, parts })
    return
  }
  phrases[phrases.length - 1] = { ...last, parts: [...last.parts, ...parts] }
}

function partsOf(spoken: Worded, marked: boolean): readonly Part[] {
  if (spoken.kind === 'words') return [{ kind: 'text', text: spoken.text }]
  if (marked) return markedDigits(spoken)
  const [digit, part] = punctuation[spoken.pace]
  const text = spoken.words.map((words) => words.join(digit)).join(part)
  return [{ kind: 'text', text: `${text}.` }]
}

/** Each digit takes its time: the word itself about as long as the model of speech says, a break the rest. */
function markedDigits(spoken: Extract<Spoken, { readonly kind: 'digits' }>): readonly Part[] {
  const { language, words, pace } = spoken
  const { digitInMs, betweenInMs } = paces[pace]
  return words.flatMap((part, place) =>
    part.flatMap((text, index): readonly Part[] => {
      const own = digitInMs - lastsInMs({ kind: 'words', language, text })
      const isLast = index === part.length - 1
      const between = isLast && place < words.length - 1 ? betweenInMs : 0
      const ms = Math.max(leastBreakInMs, Math.round(own)) + between
      return [
        { kind: 'text', text },
        { kind: 'break', ms },
      ]
    }),
  )
}
