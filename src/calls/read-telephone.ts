import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import type { Country, E164 } from '../base/brand.ts'

/** A telephone number and the digits by which somebody in the country dials it. */
export type Telephone = { readonly number: E164; readonly dialled: string }

/**
 * Digits as people of a country dial them, the code for abroad among them; undefined: no number is so. Where numbers begin with a
 * zero they have to: without it three of four runs of seven digits of an ID are numbers in Germany.
 */
export function readTelephone(digits: string, country: Country): Telephone | undefined {
  const region = country as string as CountryCode
  const parsed = parsePhoneNumberFromString(digits, region)
  if (parsed === undefined || !parsed.isValid()) return undefined
  const dialled =
    parsed.country === region
      ? parsed.formatNational()
      : parsed.format('IDD', { fromCountry: region })
  const whole = dialled.replaceAll(/\D/g, '')
  if (digits.length < whole.length) return undefined
  return { number: parsed.number as string as E164, dialled: whole }
}
