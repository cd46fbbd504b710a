import { InvalidArgumentError } from 'commander'

/** A parser of options that must be whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}

/** Product numbers have 12 bits. */
export const productNumber: (text: string) => number = wholeNumber(0, 4095)

/** Prints a result: JSON on one line, or words. */
export function print(
  result: unknown,
  words: readonly string[],
  asJson: boolean | undefined,
): void {
  if (asJson === true) console.log(JSON.stringify(result))
  else if (words.length > 0) console.log(words.join('\n'))
}
