import { basename } from 'node:path'
import type { Language } from '../base/brand.ts'
import type { Finding } from './finding.ts'
import type { ScriptFile } from './script-schema.ts'
import type { Source } from './source.ts'
import { suggest } from './suggest.ts'
import { findVoice, voicesOf } from './voices.ts'

/** What a script of the right form still gets wrong: its parts against each other and against the locales. */
export function checkRules(
  file: ScriptFile,
  source: Source,
  worded: readonly Language[],
): readonly Finding[] {
  return [
    ...checkCountry(file, source),
    ...checkNeighbours(file, source),
    ...checkChoice(file, source),
    ...checkLanguages(file, source, worded),
    ...checkVoices(file, source, worded),
  ]
}

function checkCountry({ country }: ScriptFile, source: Source): readonly Finding[] {
  const path = ['country']
  if (!isCountry(country)) return [source.finding(path, noCountry(country))]
  const named = basename(source.file, '.yaml')
  return named === country
    ? []
    : [
        source.finding(
          path,
          `the file is named ${named}.yaml; write "${named}" or name it ${country}.yaml`,
        ),
      ]
}

function checkNeighbours({ country, neighbours }: ScriptFile, source: Source): readonly Finding[] {
  return neighbours.flatMap((one, index) => {
    const advice = !isCountry(one)
      ? noCountry(one)
      : one === country
        ? `"${one}" is the country itself; leave it out`
        : neighbours.indexOf(one) < index
          ? `"${one}" stands here for the second time; leave it out`
          : undefined
    return advice === undefined ? [] : [source.finding(['neighbours', index], advice)]
  })
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

function isCountry(letters: string): boolean {
  return regions.of(letters) !== undefined
}

function noCountry(letters: string): string {
  return `"${letters}" is no country; write its ISO 3166 letters: NL`
}

function checkChoice({ choice, languages }: ScriptFile, source: Source): readonly Finding[] {
  const { fits, advice } = choices[choice]
  const count = languages.length
  if (fits(count)) return []
  return [source.finding(['choice'], `"${choice}" does not fit ${countOf(count)}; ${advice}`)]
}

const choices: Readonly<
  Record<
    ScriptFile['choice'],
    { readonly fits: (languages: number) => boolean; readonly advice: string }
  >
> = {
  one: {
    fits: (count) => count === 1,
    advice: 'write main-and-other or equal, or leave one language',
  },
  'main-and-other': {
    fits: (count) => count === 2,
    advice: 'write one for a single language, equal for three or four',
  },
  equal: { fits: (count) => count >= 2, advice: 'write one' },
}

const countOf = (languages: number): string =>
  languages === 1 ? '1 language' : `${languages} languages`

function checkLanguages(
  { languages }: ScriptFile,
  source: Source,
  worded: readonly Language[],
): readonly Finding[] {
  const tags = languages.map(({ language }) => language)
  return tags.flatMap((tag, index) => {
    const path = ['languages', index, 'language']
    if (!worded.some((language) => language === tag)) {
      const meant = suggest(tag, worded)
      const advice =
        meant === undefined ? `write one of ${worded.join(', ')}` : `did you mean "${meant}"?`
      return [source.finding(path, `"${tag}" has no locales/${tag}/spoken.json; ${advice}`)]
    }
    return tags.indexOf(tag) === index
      ? []
      : [source.finding(path, `"${tag}" stands here for the second time; leave one entry out`)]
  })
}

function checkVoices(
  { country, languages }: ScriptFile,
  source: Source,
  worded: readonly Language[],
): readonly Finding[] {
  return languages.flatMap(({ language, voice, fallback }, index) => {
    if (!worded.some((one) => one === language)) return []
    const place = ['languages', index]
    const all = [voice, ...fallback]
    return all.flatMap((id, order) => {
      const path = order === 0 ? [...place, 'voice'] : [...place, 'fallback', order - 1]
      const advice =
        all.indexOf(id) === order
          ? adviceForVoice(id, language, country)
          : 'is named twice; leave one out'
      return advice === undefined ? [] : [source.finding(path, `"${id}" ${advice}`)]
    })
  })
}

/** A voice of a language that the table holds none of is taken as it is written. */
function adviceForVoice(id: string, language: string, country: string): string | undefined {
  const fitting = voicesOf(language)
  const locale = findVoice(id)?.locale
  if (fitting.includes(id) || (fitting.length === 0 && locale === undefined)) return undefined
  const what = locale === undefined ? 'is no voice that TwiML has' : `speaks ${locale}`
  const near = voicesOf(`${language}-${country}`)
  const meant = suggest(id, near) ?? suggest(id, fitting) ?? near[0] ?? fitting[0]
  return `${what}; for ${language} write ${meant === undefined ? 'a voice of it' : `"${meant}"`}`
}
