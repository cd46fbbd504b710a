import type { Reading } from '../../understand/read-printed.ts'

/** Groups of an ID, both counted from 1. */
export type Groups = { readonly from: number; readonly to: number }

/** Words of the line's own are known; whatever else is written came from a person. */
export function isOfPerson({ meanings, isGarbled }: Reading): boolean {
  return isGarbled || meanings.length === 0
}

/** The line has him again: it asks for something. */
export function isOfLine({ meanings }: Reading): boolean {
  return meanings.some(({ kind }) => kind !== 'remark')
}

/** Which groups a person asks for: those whose numbers stand in the message. */
export function groupsAskedFor(text: string): Groups | undefined {
  const numbers = Array.from(text.matchAll(/\b[1-9]\b/g), ([number]) => Number(number))
  const [from] = numbers
  return from === undefined ? undefined : { from, to: Math.max(from, numbers.at(-1) ?? from) }
}
