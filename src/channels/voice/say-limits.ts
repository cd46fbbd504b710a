import type { Part } from './phrases.ts'

/** Beyond these a Say fails in the caller's ear (Twilio's error 13521). */
const longestEncoded = 4500

/** Bytes of text; for Google's voices the marks count as well. */
function longestFor(voice: string): { readonly bytes: number; readonly marksCount: boolean } {
  if (voice.startsWith('Polly.')) return { bytes: 3000, marksCount: false }
  if (voice.startsWith('Google.')) return { bytes: 5000, marksCount: true }
  return { bytes: 4096, marksCount: false }
}

/** Cuts what one voice says into as many Says as its limits ask for: between sentences, else between words. */
export function cutToLimits(parts: readonly Part[], voice: string): readonly (readonly Part[])[] {
  const fits = (some: readonly Part[]): boolean => fitsOneSay(some, voice)
  if (fits(parts)) return [parts].filter(hasText)
  const says: Part[][] = []
  for (const part of parts.flatMap((one) => cutPart(one, fits))) {
    const last = says.at(-1)
    if (last !== undefined && fits([...last, part])) last.push(part)
    else says.push([part])
  }
  return says.filter(hasText)
}

function hasText(parts: readonly Part[]): boolean {
  return parts.some(({ kind }) => kind === 'text')
}

function fitsOneSay(parts: readonly Part[], voice: string): boolean {
  const { bytes, marksCount } = longestFor(voice)
  const text = parts.map((part) => (part.kind === 'text' ? part.text : ' ')).join(' ')
  const marks = marksCount ? parts.filter(({ kind }) => kind === 'break').length * bytesOfBreak : 0
  return (
    Buffer.byteLength(text) + marks <= bytes && encodeURIComponent(text).length <= longestEncoded
  )
}

const bytesOfBreak = '<break time="10000ms"></break>'.length

function cutPart(part: Part, fits: (parts: readonly Part[]) => boolean): readonly Part[] {
  if (part.kind === 'break' || fits([part])) return [part]
  return halves(part.text).flatMap((text) => cutPart({ kind: 'text', text }, fits))
}

/** In two at the end of a sentence near the middle, else at a blank, else between two characters. */
function halves(text: string): readonly string[] {
  const middle = text.length / 2
  const cuts = (pattern: RegExp): number[] =>
    [...text.matchAll(pattern)]
      .map(({ index, 0: found }) => index + found.length)
      .filter((cut) => cut > 0 && cut < text.length)
      .toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  const [sentence = 0] = cuts(/[.!?。！？]\s*/gu)
  const isNearMiddle = sentence > text.length / 4 && sentence < (text.length * 3) / 4
  const cut = isNearMiddle ? sentence : (cuts(/\s+/gu)[0] ?? cuts(/./gsu)[0] ?? Math.ceil(middle))
  return [text.slice(0, cut).trim(), text.slice(cut).trim()].filter((half) => half !== '')
}
