import type { Language } from '../../base/brand.ts'
import type { Said } from '../../calls/exchange.ts'
import type { Prompt } from '../../dialogue/prompt.ts'
import type { PromptKey } from '../../dialogue/prompt-keys.ts'
import type { Expected } from '../../dialogue/turn.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Spoken } from '../../wording/spoken.ts'
import type { Wording } from '../../wording/create-wording.ts'
import { afterOperatorAddress, turnAddress, waitAddress } from './address.ts'
import { phrasesOf, type Part } from './phrases.ts'
import { cutToLimits } from './say-limits.ts'
import { knowsBreaks, voiceOf, type Speakers, type Voice } from './voice.ts'
import { type Attributes, element, text } from './xml.ts'

export type Twiml = {
  /** What the dialogue says, and how the line then listens; `along`: what listens all the while. */
  readonly said: (speakers: Speakers, said: Said, along?: string) => string
  /** Says, and leads on to an address after a pause. */
  readonly leadOn: (apology: Apology, way: Way) => string
  /** Says how a key leads on to an address, and waits for one; then says the last words, and ends the call. */
  readonly offerToGoOn: (lastWords: Apology, address: string) => string
  /** Says, and ends the call. */
  readonly end: (apology: Apology) => string
  /** The end of a call in which nobody is left to hear anything. */
  readonly over: () => string
}

/** What a channel says by itself, in one language after the other. */
export type Apology = {
  readonly speakers: Speakers
  readonly languages: readonly Language[]
  readonly say: readonly PromptKey[]
}

type Way = { readonly address: string; readonly seconds: number }

/** Makes the line's documents. A `RangeError` is thrown for one that Twilio would not take. */
export function createTwiml(publicUrl: string, wording: Wording): Twiml {
  const speech = (speakers: Speakers, language: Language, say: readonly Prompt[]): string =>
    sayIn(
      speakers,
      say.flatMap((prompt) => wording.speak(prompt, { language, names: speakers.names })),
    )

  const apology = ({ speakers, languages, say }: Apology): string => {
    const prompts = say.map((key): Prompt => ({ kind: 'words', key }))
    return languages.map((language) => speech(speakers, language, prompts)).join('')
  }

  return {
    said: (speakers, { turn, language, awaited }, along = '') => {
      switch (turn.kind) {
        case 'ask': {
          const action = turnAddress(publicUrl, awaited)
          const { locale } = voiceOf(speakers, language)
          const gather = gatherAttributes(turn.expected, { action, locale })
          return rendered(
            along,
            speech(speakers, language, turn.first ?? []),
            element('Gather', gather, speech(speakers, language, turn.say)),
            // A lone finish key asks for no action: it falls through to here.
            redirect(action),
          )
        }
        case 'transfer':
          return rendered(speech(speakers, language, turn.say), enqueued(publicUrl, awaited))
        case 'end':
          return rendered(speech(speakers, language, turn.say), hangup)
        default:
          return unreachable(turn)
      }
    },
    leadOn: (said, { address, seconds }) =>
      rendered(apology(said), pause(seconds), redirect(address)),
    offerToGoOn: (lastWords, action) =>
      rendered(
        element(
          'Gather',
          {
            input: 'dtmf',
            numDigits: 1,
            finishOnKey: '',
            timeout: forAKeyInSeconds,
            method: 'POST',
            action,
          },
          apology({ ...lastWords, say: ['apology.any-key'] }),
        ),
        apology(lastWords),
        hangup,
      ),
    end: (said) => rendered(apology(said), hangup),
    over: () => rendered(hangup),
  }
}

/** What is spoken, as Says and Pauses. */
export function sayIn(speakers: Speakers, spoken: readonly Spoken[]): string {
  return phrasesOf(spoken, (one) => knowsBreaks(voiceOf(speakers, one)))
    .map((phrase) =>
      phrase.kind === 'pause'
        ? pause(phrase.seconds)
        : says(voiceOf(speakers, phrase.language), phrase.parts),
    )
    .join('')
}

/** Of all who wait: who is next is decided at the desk. */
const queueName = 'desk'

/** Lets a caller wait for a person, until the turn of the line that awaits him. */
export function enqueued(publicUrl: string, turn: number): string {
  const addresses = {
    action: afterOperatorAddress(publicUrl, turn),
    method: 'POST',
    waitUrl: waitAddress(publicUrl, turn),
    waitUrlMethod: 'POST',
  }
  return element('Enqueue', addresses, queueName)
}

/** Long enough to find the key, and for a line that is being started to come up. */
const forAKeyInSeconds = 15

/** Twilio takes no document beyond it (error 11750). */
const mostBytes = 64 * 1024

export const hangup = element('Hangup')

export function pause(seconds: number): string {
  return element('Pause', { length: seconds })
}

export function redirect(address: string): string {
  return element('Redirect', { method: 'POST' }, text(address))
}

function says(voice: Voice, parts: readonly Part[]): string {
  const attributes = { voice: voice.id, language: voice.locale }
  return cutToLimits(parts, voice.id)
    .map((some) => element('Say', attributes, some.map(partInSay).join('')))
    .join('')
}

function partInSay(part: Part, index: number, all: readonly Part[]): string {
  if (part.kind === 'break') return element('break', { time: `${part.ms}ms` })
  return text(all[index - 1]?.kind === 'text' ? ` ${part.text}` : part.text)
}

/** How a Gather listens for this. */
export function gatherAttributes(
  { atMost, finish, patienceInMs, speech }: Expected,
  { action, locale }: { readonly action: string; readonly locale: string },
): Attributes {
  return {
    input: speech ? 'dtmf speech' : 'dtmf',
    numDigits: atMost,
    finishOnKey: finish === '#' ? '#' : '',
    timeout: Math.max(1, Math.round(patienceInMs / 1000)),
    ...(speech && { speechTimeout: 'auto', language: locale }),
    actionOnEmptyResult: true,
    method: 'POST',
    action,
  }
}

/** A document of these elements; a `RangeError` where it is longer than Twilio takes. */
export function rendered(...elements: readonly string[]): string {
  const document = `<?xml version="1.0" encoding="UTF-8"?>${element('Response', {}, elements.join(''))}`
  const bytes = Buffer.byteLength(document)
  if (bytes > mostBytes) throw new RangeError(`a document has ${bytes} bytes, ${mostBytes} at most`)
  return document
}
