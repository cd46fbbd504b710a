import { z } from 'zod'

export function wholeNumber(most: number): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> {
  return z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) <= most, {
      error: `must be a whole number from 0 to ${most}`,
    })
    .transform(Number)
}
