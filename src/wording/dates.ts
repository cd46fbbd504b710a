import type { Language } from '../base/brand.ts'

/** The month and year of a time in ms since 1970, in UTC: `maart 2026`. */
export function sayMonth(at: number, language: Language): string {
  return say(at, language, { month: 'long', year: 'numeric' })
}

/** Its day: `4 maart 2026`. */
export function sayDay(at: number, language: Language): string {
  return say(at, language, { day: 'numeric', month: 'long', year: 'numeric' })
}

function say(at: number, language: Language, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...parts, timeZone: 'UTC' }).format(at)
}
