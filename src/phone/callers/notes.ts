import { unreachable } from '../../base/unreachable.ts'
import type { Meaning } from '../understand/meaning.ts'

/** What somebody wrote down during his calls. */
export type Notes = {
  /** The answer being read to him: digits by block letter. */
  readonly blocks: Readonly<Record<string, string>>
  /** The letter he heard last, and what of its digits. */
  readonly open: { readonly letter: string; readonly digits: string }
  /** Whole answers, eight blocks each. */
  readonly answers: readonly (readonly string[])[]
  readonly caseNumber: string
  /** How often the line asked for a group again, or for all of them. */
  readonly questions: number
  readonly isRefused: boolean
}

const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']

export const blankNotes: Notes = {
  blocks: {},
  open: { letter: '', digits: '' },
  answers: [],
  caseNumber: '',
  questions: 0,
  isRefused: false,
}

/** The notes after one more thing was heard. */
export function noted(notes: Notes, meaning: Meaning): Notes {
  switch (meaning.kind) {
    case 'block':
      return { ...notes, open: { letter: meaning.letter, digits: '' } }
    case 'case-number':
      return { ...notes, open: { letter: 'case', digits: '' } }
    case 'digits':
      return digitsNoted(notes, meaning.digits)
    case 'group':
      return meaning.how === 'asked' ? { ...notes, questions: notes.questions + 1 } : notes
    case 'again':
    case 'any-key':
      return { ...notes, questions: notes.questions + 1 }
    case 'refused':
      return { ...notes, isRefused: true }
    case 'activated':
      return answerNoted(notes)
    case 'all':
    case 'where-you-were':
    case 'whole':
    case 'language':
    case 'gate':
    case 'next-computer':
    case 'zero-again':
    case 'remark':
      return notes
    default:
      return unreachable(meaning)
  }
}

function digitsNoted(notes: Notes, digits: string): Notes {
  const { letter } = notes.open
  const heard = notes.open.digits + digits
  if (letter === 'case') {
    const isWhole = heard.length === 8
    return {
      ...notes,
      open: { letter, digits: isWhole ? '' : heard },
      caseNumber: isWhole ? heard : notes.caseNumber,
    }
  }
  if (letter === '' || heard.length < 7) return { ...notes, open: { letter, digits: heard } }
  return {
    ...notes,
    open: { letter, digits: '' },
    blocks: { ...notes.blocks, [letter]: heard.slice(0, 7) },
  }
}

function answerNoted(notes: Notes): Notes {
  const answer = letters.map((letter) => notes.blocks[letter] ?? '')
  const isWhole = answer.every((block) => block.length === 7)
  const answers = isWhole ? [...notes.answers, answer] : notes.answers
  return { ...notes, blocks: {}, open: blankNotes.open, answers }
}
