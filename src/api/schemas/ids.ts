/** IDs and names as they come in requests: exactly as they are shown, nothing is healed here. */
import { z } from 'zod'
import type { Country, InstallationId } from '../../base/brand.ts'
import { splitDigits } from '../../identifiers/digit-groups.ts'

const separators = /[\s\p{Pd}]/gu

const written = z
  .string()
  .refine((text) => /^\d{63}$/.test(text.replace(separators, '')), {
    error: 'Must be 63 digits; blanks and hyphens between them do not count.',
  })
  .transform((text) => splitDigits(text, 9))
  .meta({ description: '63 digits; blanks and hyphens between them do not count.' })

const sevenDigits = z.string().regex(/^\d{7}$/)

export const shownId = z
  .union([written, z.array(sevenDigits).length(9)], {
    error: 'Must be 63 digits, or nine groups of seven.',
  })
  .transform((nine) => nine as readonly string[] as InstallationId)
  .meta({
    id: 'ShownId',
    description: 'An installation or release ID exactly as it is shown: 63 digits, or nine groups.',
  })

/** Said back as it came, check digits and all. */
export const sentId = z
  .array(sevenDigits)
  .length(9)
  .meta({ id: 'SentId', description: 'The ID that was sent, as nine groups of seven digits.' })

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ id: 'Country', description: 'ISO 3166, two capital letters.', examples: ['NL'] })

export const givenCountry = country.transform((letters) => letters as Country)

/** A whole number that stands in an address. */
export function inAddress(least: number, most: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^(0|[1-9]\d{0,9})$/, 'Must be a whole number.')
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .meta({ number: { type: 'integer', minimum: least, maximum: most } })
}

export const productNumber = z.int().min(0).max(4095)

export const keyPath = z.object({
  product: inAddress(0, 4095),
  serial: inAddress(0, 2 ** 30 - 1),
})

/** What a person writes into the audit: one line. */
export const reason = z
  .string()
  .trim()
  .regex(/^\P{C}{1,200}$/u, 'Must be one line of 1 to 200 characters.')
  .meta({ description: 'One line of at most 200 characters; it stands in the audit.' })
