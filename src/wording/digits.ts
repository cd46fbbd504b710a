/**
 * The words of a number said digit by digit, in parts: a group or block of seven 3 + 4, a case number
 * 4 + 4, anything else in fours. What is no digit is left out. `words` are zero to nine.
 */
export function sayDigits(
  digits: string,
  words: readonly string[],
): readonly (readonly string[])[] {
  return partsOf(digits).map((part) => part.map((digit) => sayNumber(digit, words)))
}

/** The same as it is written: `123 4567`. */
export function inParts(digits: string): string {
  return partsOf(digits)
    .map((part) => part.join(''))
    .join(' ')
}

/** A small number as a word; one above nine, or what is no number, as it is written. */
export function sayNumber(value: string | number, words: readonly string[]): string {
  const written = String(value)
  return /^[0-9]$/.test(written) ? (words[Number(written)] ?? written) : written
}

function partsOf(digits: string): readonly (readonly string[])[] {
  const all = Array.from(digits.replaceAll(/[^0-9]/g, ''))
  return all.length === 7 ? [all.slice(0, 3), all.slice(3)] : inFours(all)
}

function inFours(digits: readonly string[]): readonly (readonly string[])[] {
  return digits.length === 0 ? [] : [digits.slice(0, 4), ...inFours(digits.slice(4))]
}
