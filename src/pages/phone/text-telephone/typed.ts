/** The keys of a text telephone. */
export const keyRows = ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM', "-'!?:(),./"] as const

/** A text as its keys can write it: small letters are written large, accents fall off, the rest is left out. */
export function typeable(text: string): string {
  return Array.from(text.normalize('NFD').toUpperCase())
    .filter((character) => known.has(character))
    .join('')
}

/**
 * What must be typed so that what was `before` in a field becomes what is `after` in it: a text telephone
 * takes characters back from the end, one by one.
 */
export function keysBetween(before: string, after: string): string {
  let same = 0
  while (same < before.length && before[same] === after[same]) same += 1
  return '\b'.repeat(before.length - same) + after.slice(same)
}

const known: ReadonlySet<string> = new Set([
  ...keyRows.flatMap((row) => Array.from(row)),
  ...Array.from(' "=+;$\n\b'),
])
