/** What stands for each small letter. */
export type Letters = Readonly<Record<string, string>>

/** A table out of pairs: `ä=ae ö=oe`. */
export function lettersIn(pairs: string): Letters {
  return Object.fromEntries(pairs.split(' ').map((pair) => [pair.charAt(0), pair.slice(2)]))
}

/** None of a table is an ASCII letter: those are passed over, since most are. */
export function replaceLetters(text: string, letters: Letters): string {
  return text.replaceAll(/\P{ASCII}/gu, (letter) => letters[letter] ?? letter)
}
