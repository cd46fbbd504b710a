import type { Spoken } from '../../wording/spoken.ts'
import type { Printed } from '../../wording/printed/printed.ts'

/** What is written, for somebody who hears it: he still types his answer. Digits are said one by one, in their parts. */
export function printedAloud(printed: readonly Printed[]): readonly Spoken[] {
  return printed.map((one) =>
    one.kind === 'silence'
      ? one
      : { kind: 'words', language: one.language, text: one.text.replace(digits, digitByDigit) },
  )
}

const digits = /\d{2,}(?: \d+)*/g

function digitByDigit(number: string): string {
  return number
    .split(' ')
    .map((part) => Array.from(part).join(' '))
    .join(', ')
}
