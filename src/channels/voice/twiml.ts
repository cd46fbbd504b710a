import twilio from 'twilio'
import type { Language } from '../../base/brand.ts'
import type { Said } from '../../calls/exchange.ts'
import type { Prompt } from '../../dialogue/prompt.ts'
import type { PromptKey } from '../../dialogue/prompt-keys.ts'
import type { Expected } from '../../dialogue/turn.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Wording } from '../../wording/create-wording.ts'
import { turnAddress } from './address.ts'
import { phrasesOf, type Part } from './phrases.ts'
import { cutToLimits } from './say-limits.ts'
import { knowsBreaks, voiceOf, type Speakers, type Voice } from './voice.ts'

export type Twiml = {
  /** What the dialogue says, and how the line then listens. */
  readonly said: (speakers: Speakers, said: Said) => string
  /** Says, and leads on to an address after a pause. */
  readonly leadOn: (apology: Apology, way: Way) => string
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
  const sayInto = (parent: Parent, speakers: Speakers, speech: Speech): void => {
    const { language } = speech
    const spoken = speech.say.flatMap((prompt) =>
      wording.speak(prompt, { language, names: speakers.names }),
    )
    const phrases = phrasesOf(spoken, (one) => knowsBreaks(voiceOf(speakers, one)))
    for (const phrase of phrases) {
      if (phrase.kind === 'pause') parent.pause({ length: phrase.seconds })
      else saySome(parent, voiceOf(speakers, phrase.language), phrase.parts)
    }
  }

  const saying = ({ speakers, languages, say }: Apology): VoiceResponse => {
    const response = new twilio.twiml.VoiceResponse()
    const prompts = say.map((key): Prompt => ({ kind: 'words', key }))
    for (const language of languages) sayInto(response, speakers, { say: prompts, language })
    return response
  }

  return {
    said: (speakers, { turn, language, awaited }) => {
      const response = new twilio.twiml.VoiceResponse()
      switch (turn.kind) {
        case 'ask': {
          const action = turnAddress(publicUrl, awaited)
          sayInto(response, speakers, { say: turn.first ?? [], language })
          const { locale } = voiceOf(speakers, language)
          const gather = response.gather(gatherAttributes(turn.expected, { action, locale }))
          sayInto(gather, speakers, { say: turn.say, language })
          // A lone finish key asks for no action: it falls through to here.
          response.redirect({ method: 'POST' }, action)
          return rendered(response)
        }
        case 'end':
          sayInto(response, speakers, { say: turn.say, language })
          return ended(response)
        default:
          return unreachable(turn)
      }
    },
    leadOn: (apology, { address, seconds }) => {
      const response = saying(apology)
      response.pause({ length: seconds })
      response.redirect({ method: 'POST' }, address)
      return rendered(response)
    },
    end: (apology) => ended(saying(apology)),
    over: () => ended(new twilio.twiml.VoiceResponse()),
  }
}

type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>
type Parent = Pick<VoiceResponse, 'say' | 'pause'>
type Speech = { readonly say: readonly Prompt[]; readonly language: Language }
type GatherAttributes = Exclude<Parameters<VoiceResponse['gather']>[0], undefined>
type SayAttributes = Exclude<Parameters<VoiceResponse['say']>[0], string>

/** Twilio takes no document beyond it (error 11750). */
const mostBytes = 64 * 1024

function ended(response: VoiceResponse): string {
  response.hangup()
  return rendered(response)
}

function saySome(parent: Parent, voice: Voice, parts: readonly Part[]): void {
  const attributes = { voice: voice.id, language: voice.locale } as SayAttributes
  for (const some of cutToLimits(parts, voice.id)) {
    const say = parent.say(attributes, '')
    for (const [index, part] of some.entries()) {
      if (part.kind === 'break') say.break({ time: `${part.ms}ms` })
      else say.addText(index > 0 && some[index - 1]?.kind === 'text' ? ` ${part.text}` : part.text)
    }
  }
}

function gatherAttributes(
  { atMost, finish, patienceInMs, speech }: Expected,
  { action, locale }: { readonly action: string; readonly locale: string },
): GatherAttributes {
  return {
    input: speech ? ['dtmf', 'speech'] : ['dtmf'],
    numDigits: atMost,
    finishOnKey: finish === '#' ? '#' : '',
    timeout: Math.max(1, Math.round(patienceInMs / 1000)),
    ...(speech && { speechTimeout: 'auto', language: locale }),
    actionOnEmptyResult: true,
    method: 'POST',
    action,
  } as GatherAttributes
}

function rendered(response: VoiceResponse): string {
  const document = response.toString()
  const bytes = Buffer.byteLength(document)
  if (bytes > mostBytes) throw new RangeError(`a document has ${bytes} bytes, ${mostBytes} at most`)
  return document
}
