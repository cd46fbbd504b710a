import type { Language } from '../base/brand.ts'

/** What a map holds for a language; none is a `RangeError`. */
export function found<T>(map: ReadonlyMap<Language, T>, language: Language): T {
  const value = map.get(language)
  if (value === undefined) throw new RangeError(`nothing is worded in the language "${language}"`)
  return value
}
