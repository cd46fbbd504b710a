import { z } from 'zod'
import type { ActivationResult, Refused } from '../base/activation.ts'
import type { InstallationId } from '../base/brand.ts'
import { splitDigits } from '../identifiers/digit-groups.ts'

const separators = /[\s\p{Pd}]/gu

const written = z
  .string()
  .refine((text) => /^\d{63}$/.test(text.replace(separators, '')))
  .transform((text) => splitDigits(text, 9))

const groups = z.array(z.string().regex(/^\d{7}$/)).length(9)

/** What asks for an activation: an installation ID exactly as it is shown, nothing else. */
export const activationRequest = z.strictObject({
  installationId: z
    .union([written, groups])
    .transform((nine) => nine as readonly string[] as InstallationId),
})

/** What is answered to whoever has no token: how far a key is used is its owner's affair. */
export type PublicAnswer =
  | {
      readonly kind: 'confirmed'
      readonly confirmationId: readonly string[]
      readonly keyClass: string
      readonly reactivation: boolean
      readonly caseNumber: string
    }
  | { readonly kind: 'refused'; readonly reason: Refused['reason']; readonly group?: number }

export function toPublicAnswer(result: ActivationResult): PublicAnswer {
  if (result.kind === 'confirmed') {
    const { kind, confirmationId, keyClass, reactivation, caseNumber } = result
    return { kind, confirmationId, keyClass, reactivation, caseNumber }
  }
  const { kind, reason } = result
  return result.reason === 'check-digit' ? { kind, reason, group: result.group } : { kind, reason }
}
