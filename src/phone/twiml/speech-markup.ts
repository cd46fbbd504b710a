import { PhoneFault } from '../phone-fault.ts'
import { attributesOf } from './attributes.ts'
import type { Part } from './verbs.ts'
import type { Element } from './xml.ts'

/** The SSML elements of Twilio's Say, and the attributes of each. */
const elements: Readonly<Record<string, readonly string[]>> = {
  break: ['strength', 'time'],
  emphasis: ['level'],
  lang: ['xml:lang', 'xml:Lang'],
  p: [],
  phoneme: ['alphabet', 'ph'],
  prosody: ['volume', 'rate', 'pitch'],
  s: [],
  'say-as': ['interpret-as', 'format', 'role'],
  sub: ['alias'],
  w: ['role'],
}

/** Of SSML's breaks by strength, in ms, as Polly speaks them. */
const strengths: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 100,
  weak: 250,
  medium: 400,
  strong: 700,
  'x-strong': 1000,
}

const rates: Readonly<Record<string, number>> = {
  'x-slow': 0.5,
  slow: 0.75,
  medium: 1,
  fast: 1.25,
  'x-fast': 1.5,
}

/** What a Say speaks, in order: words with their rate, and breaks. Throws 12200 for mark-up Twilio has not. */
export function speechParts(element: Element, rate = 1): readonly Part[] {
  return element.children.flatMap((child): readonly Part[] =>
    typeof child === 'string' ? words(child, rate) : marked(child, rate),
  )
}

function marked(element: Element, rate: number): readonly Part[] {
  const known = elements[element.name]
  if (known === undefined) throw new PhoneFault(12200, `Say may not hold ${element.name}`)
  const attributes = attributesOf(element, known)
  switch (element.name) {
    case 'break':
      return [
        { kind: 'break', ms: breakInMs(attributes.text('time'), attributes.text('strength')) },
      ]
    case 'prosody':
      return speechParts(element, rate * rateOf(attributes.text('rate')))
    case 'sub':
      return words(attributes.text('alias') ?? '', rate)
    case 'p':
      return [...speechParts(element, rate), { kind: 'break', ms: 700 }]
    case 's':
      return [...speechParts(element, rate), { kind: 'break', ms: 400 }]
    default:
      return speechParts(element, rate)
  }
}

function words(text: string, rate: number): readonly Part[] {
  const folded = text.replace(/\s+/gu, ' ')
  return folded === '' ? [] : [{ kind: 'text', text: folded, rate }]
}

function breakInMs(time: string | undefined, strength: string | undefined): number {
  if (time !== undefined) {
    const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(time) ?? []
    const ms = Number(amount) * (unit === 's' ? 1000 : 1)
    if (!(ms <= 10_000)) throw new PhoneFault(12200, 'break: invalid time value')
    return ms
  }
  const ms = strengths[strength ?? 'medium']
  if (ms === undefined) throw new PhoneFault(12200, 'break: invalid strength value')
  return ms
}

function rateOf(value: string | undefined): number {
  const named = rates[value ?? 'medium']
  if (named !== undefined) return named
  const percent = Number(/^\+?(\d{2,3})%$/.exec(value ?? '')?.[1])
  if (!(percent >= 20 && percent <= 200)) throw new PhoneFault(12200, 'prosody: invalid rate value')
  return percent / 100
}
