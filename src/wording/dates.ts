import type { Country, Language } from '../base/brand.ts'

/** In which language a time is said, and by whose clocks; without a country, in UTC. */
type Said = { readonly language: Language; readonly country: Country | undefined }

/** The month and year of a time in ms since 1970: `maart 2026`. */
export function sayMonth(at: number, said: Said): string {
  return say(at, said, { month: 'long', year: 'numeric' })
}

/** Its day: `4 maart 2026`, `1er mars 2026`. */
export function sayDay(at: number, said: Said): string {
  const day = say(at, said, { day: 'numeric', month: 'long', year: 'numeric' })
  return said.language === 'fr' ? day.replace(/^1 /, '1er ') : day
}

function say(at: number, { language, country }: Said, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...parts, timeZone: zoneOf(at, country) }).format(at)
}

/** Of a country's clocks one on which it is latest: nobody is told a day on which it is not yet possible. */
function zoneOf(at: number, country: Country | undefined): string {
  if (country === undefined) return 'UTC'
  const zones = new Intl.Locale('und', { region: country }).getTimeZones() ?? []
  const dayIn = (timeZone: string): string => new Intl.DateTimeFormat('sv', { timeZone }).format(at)
  const days = zones.map((zone) => ({ zone, day: dayIn(zone) }))
  return days.toSorted((one, other) => other.day.localeCompare(one.day))[0]?.zone ?? 'UTC'
}
