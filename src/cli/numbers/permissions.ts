import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Country } from '../../base/brand.ts'
import { Refusal } from '../refusal.ts'

/** What Twilio lets an account call in one country. */
export type Permission = {
  readonly country: Country
  readonly isOpen: boolean
  /** Premium and shared-cost numbers, or ranges known for fraud. */
  readonly isOpenToRisk: boolean
}

/** Reads Twilio's answer to `GET /v1/DialingPermissions/Countries`, all of it on one page. */
export function readPermissions(file: string): readonly Permission[] {
  const parsed = answer.safeParse(jsonIn(file))
  if (!parsed.success) {
    throw new Refusal(`${file} is not what Twilio answers to GET /v1/DialingPermissions/Countries`)
  }
  const { content, meta } = parsed.data
  if (typeof meta?.next_page_url === 'string') {
    throw new Refusal(`${file} is not the whole list: ask for it with ?PageSize=1000`)
  }
  return content.map((one) => ({
    country: one.iso_code as Country,
    isOpen: one.low_risk_numbers_enabled,
    isOpenToRisk: one.high_risk_special_numbers_enabled || one.high_risk_tollfraud_numbers_enabled,
  }))
}

/** Where Twilio allows more, or less, than the line's numbers reach; a sentence each, which says what to do. */
export function compareWith(
  permissions: readonly Permission[],
  reached: ReadonlySet<Country>,
): readonly string[] {
  const open = new Set(permissions.filter(({ isOpen }) => isOpen).map(({ country }) => country))
  return [
    ...permissions
      .filter(({ isOpenToRisk }) => isOpenToRisk)
      .map(({ country }) => `${country}: Twilio may call high-risk numbers there; close them`),
    ...[...open]
      .filter((country) => !reached.has(country))
      .map(
        (country) => `${country}: Twilio may call there, and no number here reaches it; close it`,
      ),
    ...[...reached]
      .filter((country) => !open.has(country))
      .map(
        (country) =>
          `${country}: Twilio may not call there; open it, or leave it out of neighbours`,
      ),
  ]
}

const answer = z.object({
  content: z.array(
    z.object({
      iso_code: z.string().regex(/^[A-Z]{2}$/),
      low_risk_numbers_enabled: z.boolean(),
      high_risk_special_numbers_enabled: z.boolean(),
      high_risk_tollfraud_numbers_enabled: z.boolean(),
    }),
  ),
  meta: z.object({ next_page_url: z.string().nullish() }).optional(),
})

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Refusal(`${file} cannot be read, or is not JSON`)
  }
}
