import { PhoneFault } from '../phone-fault.ts'
import { attributesOf } from './attributes.ts'
import { speechParts } from './speech-markup.ts'
import type { Part, Play, Say } from './verbs.ts'
import { wordsIn, type Element } from './xml.ts'

/** A Say as Twilio would take it: a voice that exists in form, a language that fits it, within the limits of text. */
export function parseSay(element: Element, codes = { voice: 13511, loop: 13510 }): Say {
  const attributes = attributesOf(element, ['voice', 'language', 'loop'])
  const voice = attributes.text('voice') ?? 'man'
  if (!isVoice(voice)) throw new PhoneFault(codes.voice, 'Say: invalid voice value')
  const implied = impliedLanguage(voice)
  const language = attributes.text('language') ?? implied ?? 'en-US'
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) {
    throw new PhoneFault(13512, 'Say: invalid language value')
  }
  if (implied !== undefined && implied.toLowerCase() !== language.toLowerCase()) {
    throw new PhoneFault(13512, 'Say: the voice does not speak the language')
  }

  const parts = speechParts(element)
  const text = parts.map((part) => (part.kind === 'text' ? part.text : ' ')).join('')
  hold(element, parts, voice)
  return {
    kind: 'say',
    text: text.replace(/\s+/gu, ' ').trim(),
    parts,
    voice,
    language,
    loop: attributes.integer('loop', { usual: 1, least: 0, code: codes.loop }),
  }
}

export function parsePlay(element: Element): Play {
  const attributes = attributesOf(element, ['loop', 'digits'])
  const digits = attributes.text('digits') ?? ''
  if (!/^[0-9A-D*#wW]*$/.test(digits)) throw new PhoneFault(13422, 'Play: invalid digits value')
  const url = wordsIn(element)
  if (url === '' && digits === '') throw new PhoneFault(11100, 'Play: no address')
  const loop = attributes.integer('loop', { usual: 1, least: 0, code: 13410 })
  return { kind: 'play', url, digits, loop }
}

function isVoice(voice: string): boolean {
  return /^(man|woman|alice|Polly\.\p{L}+(-Neural|-Generative)?|Google\.[a-z]{2,3}-[A-Za-z]{2}-.+)$/u.test(
    voice,
  )
}

/** A Google voice carries its language in its name; a Polly voice speaks one that its name does not tell. */
function impliedLanguage(voice: string): string | undefined {
  return /^Google\.([a-z]{2,3}-[A-Za-z]{2})-/.exec(voice)?.[1]
}

/**
 * Twilio's limits (error 13521): basic voices 4,096 characters, Polly 3,000 without the mark-up, Google
 * 5,000 with it, white space included; each in bytes of UTF-8; and the text URL-encoded at most 4,500.
 */
function hold(element: Element, parts: readonly Part[], voice: string): void {
  const text = parts
    .map((part) => (part.kind === 'text' ? part.text : ''))
    .join('')
    .trim()
  if (parts.length === 0) throw new PhoneFault(13520, 'Say: invalid text, there is none')
  const bytes = (value: string): number => Buffer.byteLength(value, 'utf8')
  const [length, most] = voice.startsWith('Polly.')
    ? [bytes(text), 3000]
    : voice.startsWith('Google.')
      ? [bytes(element.children.map(asWritten).join('')), 5000]
      : [bytes(text), 4096]
  if (length > most) throw new PhoneFault(13521, `Say: ${length} characters, ${most} may be said`)
  const encoded = encodeURIComponent(text).length
  if (encoded > 4500) {
    throw new PhoneFault(13521, `Say: ${encoded} characters when URL-encoded, 4500 may be said`)
  }
}

function asWritten(child: Element | string): string {
  if (typeof child === 'string') return child
  const attributes = Object.entries(child.attributes).map(([name, value]) => ` ${name}="${value}"`)
  const inner = child.children.map(asWritten).join('')
  return `<${child.name}${attributes.join('')}>${inner}</${child.name}>`
}
