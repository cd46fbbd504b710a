import { unreachable } from '../../../base/unreachable.ts'
import { fits } from '../../../identifiers/digit-groups.ts'
import type { Reading } from '../../understand/read-printed.ts'
import type { Meaning } from '../../understand/meaning.ts'
import { noted, type Notes } from '../notes.ts'

/** What somebody wants to write when he has read a message. */
export type Wish =
  | { readonly kind: 'nothing' }
  /** These groups of his ID, both counted from 1. */
  | { readonly kind: 'groups'; readonly from: number; readonly to: number }
  | { readonly kind: 'word'; readonly word: 'goAhead' | 'yes' | 'next' | 'first' | 'again' | 'end' }

/** What he has in hand: his notes, and up to which of its groups he has typed his ID. */
export type InHand = { readonly notes: Notes; readonly typed: number; readonly groups: number }

/** What he has written down once he has read it, and what he wants to write. */
export function readingOf(
  { meanings, isGarbled }: Reading,
  inHand: InHand,
): { readonly notes: Notes; readonly wish: Wish } {
  let { notes } = inHand
  let isWrong = false
  for (const meaning of meanings) {
    isWrong ||= !canBeRight(meaning, notes.open.letter)
    notes = noted(notes, meaning)
  }
  const last =
    meanings.find(({ kind }) => kind === 'where-you-were') ??
    meanings.findLast(({ kind }) => kind !== 'remark')
  const isUnreadable = isWrong || (isGarbled && last === undefined)
  if (isUnreadable) return { notes, wish: word('again') }
  return { notes, wish: last === undefined ? nothing : wishFor(last, { ...inHand, notes }) }
}

function wishFor(meaning: Meaning, { notes, typed, groups }: InHand): Wish {
  switch (meaning.kind) {
    case 'all':
      return { kind: 'groups', from: 1, to: groups }
    case 'where-you-were':
      return { kind: 'groups', from: typed < groups ? typed + 1 : 1, to: groups }
    case 'group': {
      const { group: from, how } = meaning
      if (!(from >= 1 && from <= groups)) return word('again')
      return { kind: 'groups', from, to: how === 'asked' ? from : groups }
    }
    case 'again':
      return word('yes')
    case 'whole':
    case 'any-key':
    case 'gate':
      return word('next')
    case 'block':
    case 'digits':
      return notes.open.letter === 'case' ? nothing : word('goAhead')
    case 'activated':
    case 'next-computer':
      return word(notes.answers.length > 0 ? 'end' : 'first')
    case 'refused':
      return word('end')
    case 'zero-again':
    case 'language':
    case 'case-number':
    case 'remark':
      return nothing
    default:
      return unreachable(meaning)
  }
}

/** The computer says of each block, as soon as it is typed in, whether it can be right. */
function canBeRight(meaning: Meaning, letter: string): boolean {
  if (meaning.kind !== 'digits' || letter.length !== 1) return true
  return fits(meaning.digits, letter.charCodeAt(0) - 'A'.charCodeAt(0) + 1)
}

const nothing: Wish = { kind: 'nothing' }

function word(which: Extract<Wish, { readonly kind: 'word' }>['word']): Wish {
  return { kind: 'word', word: which }
}
