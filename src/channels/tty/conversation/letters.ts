/** What people write, on its way onto the caller's paper: pure. */
import type { Language } from '../../../base/brand.ts'
import type { Letter, Progress } from '../../../calls/correspondence.ts'
import { teletype } from '../../../wording/teletype/teletype.ts'
import type { Customs } from './customs.ts'

/** What is printed of a letter next. */
export type Printing = {
  readonly number: number
  /** All of it, from its first character on. */
  readonly printed: string
  /** What of it the caller has had. */
  readonly from: number
  readonly handsOver: boolean
}

export type Hand = {
  readonly language: Language
  readonly customs: Customs
  /** Whoever wrote it has left him: he is not asked for an answer. */
  readonly isLeft: boolean
}

/** Whatever was stopped in the middle goes on with the word in which it was. The last one hands over the turn. */
export function printingOf(
  letters: readonly Letter[],
  { sent, part }: Pick<Progress, 'sent' | 'part'>,
  { language, customs, isLeft }: Hand,
): Printing | undefined {
  const [first, ...others] = letters.filter(({ number }) => number > sent)
  if (first === undefined) return undefined
  const { goAhead, width } = customs
  const handsOver = others.length === 0 && !isLeft
  const text = teletype(first.text, { language, width: width - goAhead.length - 1 })
  const isSaid = text.split(/\s+/).at(-1) === goAhead
  const printed = `${text}${handsOver && !isSaid ? ` ${goAhead}` : ''}\r\n`
  return { number: first.number, printed, from: wordAt(printed, part.length), handsOver }
}

/** Whether all that was meant to be said is on his paper; what hands over the turn may be missing. */
export function isAllOf({ printed, handsOver }: Printing, part: string, goAhead: string): boolean {
  const said = handsOver ? printed.trimEnd().slice(0, -goAhead.length) : printed
  return part.length - doubtful >= said.trimEnd().length
}

/** So much of what was sent last may not have been heard when it was stopped: it is forgotten on its way. */
const doubtful = 2

function wordAt(printed: string, sent: number): number {
  const sure = Math.max(0, sent - doubtful)
  return sure === 0 ? 0 : printed.slice(0, sure).search(/\S*$/)
}
