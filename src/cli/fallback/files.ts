import type { Language } from '../../base/brand.ts'
import { lastResort, type House } from '../../channels/voice/apologies.ts'
import { createTwiml } from '../../channels/voice/twiml.ts'
import type { LoadedScripts } from '../../scripts/load-scripts.ts'
import { createWording } from '../../wording/create-wording.ts'

/**
 * The last resort of every country in all its languages (`BE.xml`), in each (`BE-fr.xml`), and one for any number,
 * in every language there is (`index.xml`): the same document that the line itself answers with.
 */
export function fallbackFiles(
  { scripts, locales }: LoadedScripts,
  publicUrl: string,
): ReadonlyMap<string, string> {
  const twiml = createTwiml(publicUrl, createWording(locales))
  const documentOf = (house: House): string => lastResort(twiml, house, publicUrl)
  const ofCountries = [...scripts].flatMap(([country, speakers]) => {
    const { languages } = speakers.script
    return [
      [`${country}.xml`, documentOf({ speakers, languages })] as const,
      ...languages.map(
        (language) =>
          [`${country}-${language}.xml`, documentOf({ speakers, languages: [language] })] as const,
      ),
    ]
  })
  return new Map([['index.xml', documentOf(everybody(scripts))], ...ofCountries])
}

/** English first: it is understood by most who hear it. */
function everybody(scripts: LoadedScripts['scripts']): House {
  const all = [...scripts.values()]
  const languages = [...new Set(all.flatMap(({ script }) => script.languages))]
  const english = 'en' as Language
  return {
    languages: languages.toSorted(
      (one, other) => Number(other === english) - Number(one === english),
    ),
    speakers: {
      voices: new Map(all.flatMap(({ voices }) => [...voices])),
      names: new Map(all.flatMap(({ names }) => [...names])),
    },
  }
}
