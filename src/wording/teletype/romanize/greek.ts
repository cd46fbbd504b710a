import { lettersIn, replaceLetters } from './letters.ts'

/** Small Greek letters by ELOT 743, the transcription of passports, which ISO 843 has as its second kind. */
export function greek(text: string): string {
  if (!/\p{Script=Greek}/u.test(text)) return text
  const paired = pairs.reduce(
    (done, [pair, latin]) => done.replaceAll(pair, latin),
    text.normalize('NFD'),
  )
  return replaceLetters(paired.replaceAll(/[\u0300-\u0345]/g, '').normalize('NFC'), letters)
}

/** Where two dots stand on the second vowel, or an accent on the first, the two are no pair. */
const pairs: readonly (readonly [RegExp, string])[] = [
  [/ου(?!\u0301?\u0308)/g, 'ou'],
  [/([αεη])υ(?!\u0308)(?=\u0301?[αεηιουωβγδζλμνρ])/g, '$1v'],
  [/([αεη])υ(?!\u0308)/g, '$1f'],
  [/γγ/g, 'ng'],
  [/γξ/g, 'nx'],
  [/γχ/g, 'nch'],
  [/(?<!\p{L}\p{M}*)μπ/gu, 'b'],
]

const letters = lettersIn(
  'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o',
)
