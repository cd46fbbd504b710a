/** IDs and names as they are said over HTTP, both ways. */
import { z } from 'zod'
import type { CaseNumber, ConfirmationId, InstallationId } from '../../base/brand.ts'
import { dammDigit } from '../../identifiers/damm.ts'
import { fits } from '../../identifiers/digit-groups.ts'

export const installationId = groupsOf<InstallationId>(9).meta({
  id: 'InstallationId',
  description: 'Nine groups of seven digits, the last of each a check digit.',
})

export const confirmationId = groupsOf<ConfirmationId>(8).meta({
  id: 'ConfirmationId',
  description: 'Eight groups of seven digits, A to H, the last of each a check digit.',
})

export const caseNumber = branded<CaseNumber>(
  z
    .string()
    .regex(/^\d{8}$/)
    .refine((digits) => dammDigit(digits) === 0, { error: 'Its check digit is wrong.' }),
).meta({
  id: 'CaseNumber',
  description: 'Eight digits, the last one a Damm check digit over the other seven.',
})

export const time = z
  .int()
  .min(0)
  .meta({ id: 'Time', description: 'Milliseconds since 1970-01-01T00:00Z.' })

function groupsOf<T>(count: number): z.ZodType<T, T> {
  const group = z.string().regex(/^\d{7}$/)
  return branded(
    z
      .array(group)
      .length(count)
      .refine((groups) => groups.every((one, at) => fits(one, at + 1)), {
        error: 'A check digit is wrong.',
      }),
  )
}

/** What the schema has found to be one may be called one. */
function branded<T>(schema: z.ZodType): z.ZodType<T, T> {
  return schema as z.ZodType<T, T>
}
