import { lettersIn, replaceLetters, type Letters } from './letters.ts'

/** Small Cyrillic letters by the official transcription of the language; elsewhere as in Russian passports. */
export function cyrillic(text: string, language: string): string {
  const placed = (places[language] ?? []).reduce(
    (done, [place, latin]) => done.replaceAll(place, latin),
    text,
  )
  return replaceLetters(replaceLetters(placed, languages[language] ?? {}), common)
}

/** ICAO Doc 9303, as in Russian passports since 2013; then the letters that other alphabets have besides. */
const common = lettersIn(
  'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ' +
    'ч=ch ш=sh щ=shch ъ=ie ы=y ь= э=e ю=iu я=ia і=i ї=i є=ie ґ=g ў=u ѐ=e ѝ=i ә=a ғ=g қ=k ң=ng ө=o ұ=u ү=u һ=h',
)

const languages: Readonly<Record<string, Letters>> = {
  // Resolution 55 of the Cabinet of Ministers of Ukraine, 2010.
  uk: lettersIn('г=h и=y'),
  // The national system for place names (2007), without its marks.
  be: lettersIn('г=h ж=z й=j х=ch ц=c ч=c ш=s ё=io'),
  // The Transliteration Act, 2009.
  bg: lettersIn('й=y х=h щ=sht ъ=a ь=y ю=yu я=ya'),
  // Serbian has a Latin alphabet of its own, here without marks but for DJ.
  sr: lettersIn('ж=z ј=j љ=lj њ=nj ђ=dj ћ=c х=h ц=c ч=c ш=s џ=dz'),
  // Macedonian passports, ICAO Doc 9303.
  mk: lettersIn('ј=j љ=lj њ=nj ѓ=gj ќ=kj ѕ=dz х=h ц=c џ=dj'),
}

/** Letters that are written otherwise at a word's beginning or end, and pairs. */
const places: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  uk: [
    [/(?<=\p{L})['ʼ’](?=\p{L})/gu, ''],
    [/зг/g, 'zgh'],
    [/(?<!\p{L})є/gu, 'ye'],
    [/(?<!\p{L})ї/gu, 'yi'],
    [/(?<!\p{L})й/gu, 'y'],
    [/(?<!\p{L})ю/gu, 'yu'],
    [/(?<!\p{L})я/gu, 'ya'],
  ],
  bg: [[/ия(?!\p{L})/gu, 'ia']],
}
