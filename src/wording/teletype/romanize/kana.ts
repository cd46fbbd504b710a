/** Kana by Hepburn's system as in Japanese passports: a long vowel is not marked. */
export function kana(text: string): string {
  return text
    .replaceAll(/[ァ-ヶ]/gu, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) - 0x60))
    .replaceAll(/[ぁ-ゖー]+/gu, (word) =>
      (word.match(/.[ゃゅょぁぃぅぇぉ]?/gu) ?? [])
        .map(sound)
        .join('')
        .replaceAll(/q(?=ch)/g, 't')
        .replaceAll(/q([a-z])/g, '$1$1')
        .replaceAll(/q/g, '')
        .replaceAll(/n(?=[bmp])/g, 'm'),
    )
}

/** One sound. `q` stands for っ, which doubles what follows. */
function sound(written: string): string {
  const [main = '', small] = Array.from(written)
  const base = sounds[main] ?? ''
  if (small === undefined) return base
  const vowel = sounds[small] ?? ''
  if (vowel.startsWith('y'))
    return base.slice(0, -1) + (/^(?:sh|ch|j)/.test(base) ? vowel.slice(1) : vowel)
  return base.slice(0, -1) + vowel
}

const rows =
  'あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte とto なna にni ぬnu ' +
  'ねne のno はha ひhi ふfu へhe ほho まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa ゐi ゑe ' +
  'をo んn がga ぎgi ぐgu げge ごgo ざza じji ずzu ぜze ぞzo だda ぢji づzu でde どdo ばba びbi ぶbu べbe ぼbo ぱpa ' +
  'ぴpi ぷpu ぺpe ぽpo ゔvu ぁa ぃi ぅu ぇe ぉo ゃya ゅyu ょyo ゎwa ゕka ゖke っq ー'

const sounds: Readonly<Record<string, string>> = Object.fromEntries(
  rows.split(' ').map((one) => [one.charAt(0), one.slice(1)]),
)
