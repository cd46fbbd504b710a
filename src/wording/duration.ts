import { unreachable } from '../base/unreachable.ts'
import { paces, type Spoken } from './spoken.ts'

/**
 * About how long a voice takes, in ms. A model, not a measurement: telephone voices say some 155 English
 * words a minute, which is 16 characters a second, and rest at marks.
 */
export function lastsInMs(spoken: Spoken): number {
  switch (spoken.kind) {
    case 'words':
      return textLastsInMs(spoken.text)
    case 'digits': {
      const { digitInMs, betweenInMs } = paces[spoken.pace]
      const digits = spoken.words.reduce((sum, part) => sum + part.length, 0)
      return digits * digitInMs + Math.max(0, spoken.words.length - 1) * betweenInMs
    }
    case 'silence':
      return spoken.ms
    default:
      return unreachable(spoken)
  }
}

function textLastsInMs(text: string): number {
  const marks: readonly string[] = text.match(/[,;:](?= )|[.?!](?= )/g) ?? []
  const rests = marks.map((mark) => (mark === ',' ? shortRestInMs : longRestInMs))
  const letters = text.replaceAll(/[^\p{L}\p{N} ]/gu, '').length
  return Math.round((letters / charactersPerSecond) * 1000 + rests.reduce((a, b) => a + b, 0))
}

const charactersPerSecond = 16
const shortRestInMs = 200
const longRestInMs = 400
