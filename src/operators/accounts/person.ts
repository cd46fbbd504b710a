/** What is said of an operator, read once where it comes in. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'
import type { Country, E164, Language } from '../../base/brand.ts'
import { roles } from '../../base/operator.ts'

export const personName = z
  .string()
  .trim()
  .regex(/^\P{C}{1,100}$/u, 'must be a name of at most 100 characters, in one line')

export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'must be an e-mail address')
  .pipe(z.email('must be an e-mail address'))

export const someRoles = z
  .array(z.enum(roles, `must be some of ${roles.join(', ')}`))
  .min(1, `must be some of ${roles.join(', ')}`)
  .max(roles.length)
  .transform((all) => roles.filter((role) => all.includes(role)))

export const someLanguages = z
  .array(z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be languages such as nl'))
  .max(30)
  .transform((all) => [...new Set(all)] as readonly string[] as readonly Language[])

export const someCountries = z
  .array(z.string().regex(/^[A-Z]{2}$/, 'must be countries such as NL'))
  .max(60)
  .transform((all) => [...new Set(all)] as readonly string[] as readonly Country[])

/** One that is called at the usual price: a fixed or mobile one of a country, which a satellite has not. */
export const ownTelephone = z.string().transform((text, context): E164 => {
  const number = parsePhoneNumberFromString(text.trim())
  const isUsual = /^(FIXED_LINE|MOBILE)/.test(number?.getType() ?? '')
  if (number?.isValid() === true && number.country !== undefined && isUsual)
    return number.number as string as E164
  context.addIssue('must be a fixed or mobile number with its country code, such as +31201234567')
  return z.NEVER
})

export const telephoneOrNone = z.union(
  [z.literal('none'), ownTelephone],
  'must be a fixed or mobile number with its country code, such as +31201234567, or none',
)

export const person = z.strictObject({
  name: personName,
  email: emailAddress,
  roles: someRoles,
  languages: someLanguages.default([]),
  countries: someCountries.default([]),
  telephone: ownTelephone.optional(),
})
