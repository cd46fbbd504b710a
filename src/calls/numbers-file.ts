import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { KeyClass } from '../base/activation.ts'
import type { Country, E164 } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import { explain } from '../scripts/explain.ts'
import { showFinding, type Finding } from '../scripts/finding.ts'
import { readYaml } from '../scripts/source.ts'

/**
 * How people call a number: to speak and press keys; with a text telephone; or `both`, where the line listens
 * for text telephones among those who speak.
 */
export type NumberKind = (typeof kinds)[number]

/** One telephone number of the line's own. */
export type ServedNumber = {
  readonly number: E164
  readonly kind: NumberKind
  readonly country: Country
  /** The key classes it serves; empty: all. */
  readonly licences: readonly KeyClass[]
  /** From which its callers are sent text messages; without it, none are. */
  readonly sms?: E164
}

/**
 * Reads NUMBERS_FILE; throws the fault `numbers-invalid` (exit 78), which names all that is wrong and where.
 * `countries` are those with a script; where they are not known, none is refused.
 */
export function loadNumbers(file: string, countries?: readonly Country[]): readonly ServedNumber[] {
  return parseNumbers(file, textOf(file), countries)
}

/** The same of a text; `file` is what the findings call it. */
export function parseNumbers(
  file: string,
  text: string,
  countries?: readonly Country[],
): readonly ServedNumber[] {
  const reading = readYaml(file, text)
  if (reading.kind === 'unreadable') throw invalid(reading.findings)
  const { source } = reading
  const parsed = schema.safeParse(source.value)
  if (!parsed.success) throw invalid(explain(parsed.error.issues, source, names))
  const unserved = (country: Country): string =>
    `no voice script serves "${country}"; write one of ${countries?.join(', ')}`
  const numbers = parsed.data.map(({ number, kind, country, licences, sms }) => ({
    number: number as E164,
    kind,
    country: country as Country,
    licences,
    ...(sms !== undefined && { sms: sms as E164 }),
  }))
  const findings = numbers.flatMap(({ number, country }, index) => [
    ...(countries?.includes(country) === false
      ? [source.finding([index, 'country'], unserved(country))]
      : []),
    ...(numbers.findIndex((one) => one.number === number) < index
      ? [source.finding([index, 'number'], 'this number stands here for the second time')]
      : []),
  ])
  if (findings.length > 0) throw invalid(findings)
  return numbers
}

const kinds = ['voice', 'text', 'both'] as const

const classes = ['retail', 'oem', 'mak', 'kms-host', 'kms-client'] as const

const telephone = z
  .string('write the number in quotes, with + and the country: "+31201234567"')
  .regex(/^\+[1-9]\d{6,14}$/, 'write + and 7 to 15 digits, nothing else: "+31201234567"')

const entry = z.strictObject(
  {
    number: telephone,
    country: z
      .string('write the country as two capital letters: NL')
      .regex(/^[A-Z]{2}$/, 'write the country as two capital letters: NL'),
    kind: z.enum(kinds, `write one of ${kinds.join(', ')}`).default('voice'),
    licences: z
      .array(
        z.enum(classes, `write one of ${classes.join(', ')}`),
        'write a list, [retail, mak], or leave it out for all',
      )
      .default([]),
    sms: telephone.exactOptional(),
  },
  'write { number: "+31201234567", country: NL }',
)

const schema = z.array(entry, 'write a list: each entry begins with "- number:"').min(1, {
  error: 'write at least one number',
})

const names = { '': Object.keys(entry.shape) }

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Fault('numbers-invalid', `NUMBERS_FILE names no file that can be read: ${file}`, {
      cause,
    })
  }
}

function invalid(findings: readonly Finding[]): Fault {
  return new Fault('numbers-invalid', findings.map((one) => `\n  ${showFinding(one)}`).join(''))
}
