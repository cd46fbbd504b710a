/**
 * The words of a number said digit by digit, in parts: a group or block of seven 3 + 4, a case number
 * 4 + 4, anything else in fours. What is no digit is left out. `words` are zero to nine.
 */
export function sayDigits(
  digits: string,
  words: readonly string[],
): readonly (readonly string[])[] {
  const spoken = Array.from(digits.replaceAll(/[^0-9]/g, ''), (digit) => sayNumber(digit, words))
  return spoken.length === 7 ? [spoken.slice(0, 3), spoken.slice(3)] : inFours(spoken)
}

/** A small number as a word; one above nine, or what is no number, as it is written. */
export function sayNumber(value: string | number, words: readonly string[]): string {
  const written = String(value)
  return /^[0-9]$/.test(written) ? (words[Number(written)] ?? written) : written
}

function inFours(words: readonly string[]): readonly (readonly string[])[] {
  return words.length === 0 ? [] : [words.slice(0, 4), ...inFours(words.slice(4))]
}
