/** H. Michael Damm's totally anti-symmetric quasigroup of order 10: row = interim digit, column = next digit. */
export const dammTable: readonly (readonly number[])[] = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
]

/**
 * The interim digit after all of `digits`: the check digit of a text without one, 0 for a text that ends in
 * its own check digit. Takes decimal digits only; `interim` is the digit to start from, 0 to 9.
 */
export function dammDigit(digits: string, interim = 0): number {
  let state = interim
  for (let i = 0; i < digits.length; i += 1) {
    state = flat[state * 10 + digits.charCodeAt(i) - codeOfZero] ?? 0
  }
  return state
}

const codeOfZero = 48

const flat = Uint8Array.from(dammTable.flat())
