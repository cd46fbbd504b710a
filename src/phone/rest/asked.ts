import { z } from 'zod'

/** Fields of a form as Twilio's client writes them. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

export const method = z.enum(['GET', 'POST'])

/** A field that may come several times, or with several words in it. */
export const words = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().flatMap((one) => one.split(' ')))

/** 5 to 600 seconds; Twilio always adds five (Call and Participant resources, Timeout). */
export const timeout = z.coerce
  .number()
  .int()
  .min(5)
  .max(600)
  .default(60)
  .transform((seconds) => (seconds + 5) * 1000)

export function isAddress(url: string): boolean {
  return /^https?:\/\/[^/]/i.test(url)
}

/** A number, or a client of the account. */
export function isEndpoint(address: string): boolean {
  return /^\+[1-9]\d{6,14}$|^client:./.test(address)
}
