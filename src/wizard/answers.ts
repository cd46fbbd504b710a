import type { ConfirmationId, InstallationId } from '../base/brand.ts'
import { readGroups, splitDigits } from '../identifiers/digit-groups.ts'
import { at, textAt } from './json.ts'
import { badLine, readLines, type ReadLine, type ReadLines } from './lines.ts'
import { installationIdOf, labelOf } from './requests.ts'

/** What a line answered to one machine of a request file. */
export type Answer =
  | ({
      readonly kind: 'confirmed'
      /** Eight groups of seven digits; whether they are genuine is for `depositAnswer` to say. */
      readonly confirmationId: ConfirmationId
    } & Answered)
  | ({
      readonly kind: 'refused'
      /** A word such as `exhausted`. */
      readonly reason: string
      /** Eight digits, for whoever asks about it. */
      readonly caseNumber?: string
    } & Answered)

type Answered = {
  readonly installationId: InstallationId
  readonly label?: string
}

/** An answer as its line of NDJSON, `{"installationId":"<63 digits>","kind":…}` and a line feed. */
export function answerLine(answer: Answer): string {
  const { installationId, label, ...rest } = answer
  const line = { installationId: installationId.join(''), label, ...rest }
  return `${JSON.stringify(line)}\n`
}

/** Reads an answer file, a machine a line. */
export function readAnswers(text: string): ReadLines<Answer> {
  return readLines(text, readAnswer)
}

/** Reads one answer, of a file or as a line gives it. */
export function readAnswer(value: unknown): ReadLine<Answer> {
  const found = installationIdOf(value)
  if (found.kind === 'refused') return found
  const { installationId } = found
  switch (at(value, 'kind')) {
    case 'confirmed': {
      const confirmationId = confirmationIdOf(value)
      if (confirmationId === undefined) return badLine('no-confirmation-id')
      return line({ kind: 'confirmed', installationId, confirmationId, ...labelOf(value) })
    }
    case 'refused': {
      const reason = wordAt(value, 'reason', /^[a-z][a-z-]{1,40}$/) ?? 'unknown'
      const caseNumber = wordAt(value, 'caseNumber', /^\d{8}$/)
      const numbered = caseNumber === undefined ? {} : { caseNumber }
      return line({ kind: 'refused', installationId, reason, ...numbered, ...labelOf(value) })
    }
    default:
      return badLine('a-request')
  }
}

function line(value: Answer): ReadLine<Answer> {
  return { kind: 'line', value }
}

function confirmationIdOf(value: unknown): ConfirmationId | undefined {
  const written = at(value, 'confirmationId')
  const digits = Array.isArray(written) ? written.join('') : written
  if (typeof digits !== 'string') return undefined
  const groups = splitDigits(digits, 8)
  return readGroups(groups, 8).kind === 'value' ? (groups as ConfirmationId) : undefined
}

function wordAt(value: unknown, name: string, form: RegExp): string | undefined {
  const word = textAt(value, name) ?? ''
  return form.test(word) ? word : undefined
}
