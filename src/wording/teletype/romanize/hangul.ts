/**
 * Hangul by the Revised Romanization of Korean (2000), as it is spoken: a last consonant goes with what follows it.
 * Tense sounds between words are not written, and an H after K, T and P is, as in names.
 */
export function hangul(text: string): string {
  return text.replaceAll(/[가-힣]+/gu, (word) => {
    const syllables = Array.from(word, parted)
    return syllables
      .map(({ vowel, last }, at) => {
        const start = at === 0 ? (initials[syllables[0]?.first ?? 0] ?? '') : ''
        return start + vowels[vowel] + between(last, syllables[at + 1])
      })
      .join('')
  })
}

type Syllable = { readonly first: number; readonly vowel: number; readonly last: number }

function parted(syllable: string): Syllable {
  const index = (syllable.codePointAt(0) ?? 0) - 0xac00
  return { first: Math.floor(index / 588), vowel: Math.floor(index / 28) % 21, last: index % 28 }
}

/** From one vowel to the next: a last consonant and the first of the next syllable. */
function between(last: number, next: Syllable | undefined): string {
  const closed = ends[last] ?? ''
  if (next === undefined) return closed
  const first = initials[next.first] ?? ''
  if (first === '') return beforeI(last, next) ?? carried[last] ?? ''
  const breathed = endsInH.includes(last) ? aspirated[first] : undefined
  if (breathed !== undefined) return (last === lastH ? '' : closed) + breathed
  return assimilated[closed]?.[first] ?? closed + first
}

/** ㄷ and ㅌ before 이. */
function beforeI(last: number, { vowel }: Syllable): string | undefined {
  if (vowels[vowel] !== 'i') return undefined
  return { 7: 'j', 25: 'ch' }[last]
}

const list = (text: string): readonly string[] => text.split(' ').map((one) => one.replace('-', ''))

const initials = list('g kk n d tt r m b pp s ss - j jj ch k t p h')
const vowels = list('a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i')
/** The last consonants, the first of them none: at the end of a word, and before a vowel. */
const ends = list('- k k k n n n t l k m l l l p l m p p t t ng t t k t p t')
const carried = list('- g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p -')

/** ㄶ, ㅀ and ㅎ. */
const lastH = 27
const endsInH: readonly number[] = [6, 15, lastH]
const aspirated: Readonly<Record<string, string>> = { g: 'k', d: 't', j: 'ch' }

const assimilated: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  k: { n: 'ngn', r: 'ngn', m: 'ngm' },
  n: { r: 'll' },
  t: { n: 'nn', r: 'nn', m: 'nm' },
  l: { n: 'll', r: 'll' },
  m: { r: 'mn' },
  p: { n: 'mn', r: 'mn', m: 'mm' },
  ng: { r: 'ngn' },
}
