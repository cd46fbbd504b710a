import type { CallId, Language } from '../../base/brand.ts'
import type { Prompt } from '../../dialogue/prompt.ts'
import type { PromptKey } from '../../dialogue/prompt-keys.ts'
import type { Wording } from '../../wording/create-wording.ts'
import type { Seat } from '../legs.ts'
import type { WaitingAt } from '../waiting.ts'
import {
  afterOperatorAddress,
  conferenceStatusAddress,
  heldAddress,
  waitAddress,
} from './address.ts'
import { enqueued, hangup, pause, redirect, rendered, sayIn } from './twiml.ts'
import type { VoiceNumber } from './voice-number.ts'
import { type Attributes, element, text } from './xml.ts'

/** Who speaks, and in which languages. */
export type Spoken = {
  readonly number: VoiceNumber
  readonly languages: readonly Language[]
}

/** The documents of calls in which somebody waits for a person, or speaks with one. */
export type PersonTwiml = {
  /** Says, and lets the caller wait. */
  readonly wait: (spoken: Spoken, turn: number, say?: readonly PromptKey[]) => string
  /**
   * How it stands with him, with an ear for his key all the while; then Twilio asks again. The ear takes any number of keys, so that
   * one that stands alone is told from a run of them; who may be keying is told first where he is, and nothing is heard meanwhile.
   */
  readonly standing: (number: VoiceNumber, at: WaitingAt, asked: Asked) => string
  /** It can't be told how it stands: he is asked for patience, and it is tried again. */
  readonly patience: (spoken: Spoken, address: string) => string
  /** Says, and takes him out of the queue. */
  readonly leave: (spoken: Spoken, say: readonly PromptKey[], seconds?: number) => string
  /** Lets the caller speak with whoever is, or will be, in his conference: it ends when he leaves. */
  readonly caller: (contact: string, turn: number) => string
  /** Seats an operator in a conference, which goes on without him. */
  readonly seat: (contact: string, seat: Seat, label: string) => string
  /** What a caller hears who is on hold, over and over. */
  readonly held: (spoken: Spoken) => string
  /** Asks for a key twice, and hangs up on whoever is no person. */
  readonly ask: (spoken: Spoken, key: PromptKey, address: string) => string
}

type Asked = {
  readonly turn: number
  readonly isRefused: boolean
  /** He has just come in, or has keyed what is no answer. */
  readonly mayBeKeying: boolean
}

export function createPersonTwiml(publicUrl: string, wording: Wording): PersonTwiml {
  const says = ({ number, languages }: Spoken, prompts: readonly Prompt[]): string => {
    const { speakers } = number
    const { names } = speakers
    return languages
      .map((language) =>
        sayIn(
          speakers,
          prompts.flatMap((prompt) => wording.speak(prompt, { language, names })),
        ),
      )
      .join('')
  }
  const saysKeys = (spoken: Spoken, keys: readonly PromptKey[]): string =>
    says(
      spoken,
      keys.map((key) => ({ kind: 'words', key })),
    )

  const conference = (contact: string, dial: Attributes, own: Attributes): string =>
    rendered(
      element(
        'Dial',
        dial,
        element(
          'Conference',
          {
            beep: false,
            ...own,
            statusCallback: conferenceStatusAddress(publicUrl),
            statusCallbackEvent: 'start end join leave',
            statusCallbackMethod: 'POST',
          },
          text(contact),
        ),
      ),
    )

  return {
    wait: (spoken, turn, say = []) => rendered(saysKeys(spoken, say), enqueued(publicUrl, turn)),
    standing: (number, at, { turn, isRefused, mayBeKeying }) => {
      const slower = number.called.script.relay ? 2 : 1
      const spoken: Spoken = { number, languages: [at.language] }
      const where = says(spoken, whereHeIs(at, isRefused))
      const ways = says(spoken, waysOn(at, isRefused)) + pause(quietInSeconds * slower)
      const ear = {
        input: 'dtmf',
        finishOnKey: '',
        timeout: aloneInSeconds * slower,
        method: 'POST',
        action: waitAddress(publicUrl, turn),
      }
      return mayBeKeying
        ? rendered(where, element('Gather', ear, ways))
        : rendered(element('Gather', ear, where + ways))
    },
    patience: (spoken, address) =>
      rendered(saysKeys(spoken, ['wait.held']), pause(patienceInSeconds), redirect(address)),
    leave: (spoken, say, seconds = 0) =>
      rendered(saysKeys(spoken, say), seconds > 0 ? pause(seconds) : '', element('Leave')),
    caller: (contact, turn) =>
      conference(
        contact,
        { action: afterOperatorAddress(publicUrl, turn), method: 'POST' },
        {
          startConferenceOnEnter: false,
          endConferenceOnExit: true,
          waitUrl: heldAddress(publicUrl),
          waitMethod: 'POST',
        },
      ),
    seat: (contact, { as, coaches }, label) => {
      const isQuiet = as === 'listens' || as === 'whispers'
      const coached: CallId | undefined = as === 'whispers' ? coaches : undefined
      return conference(
        contact,
        {},
        {
          ...(isQuiet && coached === undefined && { muted: true }),
          ...(coached !== undefined && { coach: coached }),
          startConferenceOnEnter: !isQuiet,
          endConferenceOnExit: false,
          participantLabel: label,
          waitUrl: '',
        },
      )
    },
    held: (spoken) =>
      rendered(
        saysKeys(spoken, ['wait.held']),
        pause(quietInSeconds),
        redirect(heldAddress(publicUrl)),
      ),
    ask: (spoken, key, address) => {
      const gather = keyGather(address, forAKeyInSeconds, saysKeys(spoken, [key]))
      return rendered(gather, gather, hangup)
    },
  }
}

/** With what is said, half a minute. */
const quietInSeconds = 20
/** Within a group even a slow hand is faster. */
const aloneInSeconds = 3
const patienceInSeconds = 15
const forAKeyInSeconds = 6

function keyGather(action: string, timeout: number, spoken: string): string {
  const listening = { input: 'dtmf', numDigits: 1, finishOnKey: '', timeout, method: 'POST' }
  return element('Gather', { ...listening, action }, spoken)
}

function whereHeIs({ place, minutes }: WaitingAt, isRefused: boolean): readonly Prompt[] {
  return [
    ...(isRefused ? [words('wait.not-called-back')] : []),
    place === 1 ? words('wait.next') : words('wait.place', { place }),
    ...(minutes === undefined
      ? []
      : [minutes <= 1 ? words('wait.minute') : words('wait.minutes', { minutes })]),
  ]
}

function waysOn({ mayBeCalled }: WaitingAt, isRefused: boolean): readonly Prompt[] {
  return [...(mayBeCalled && !isRefused ? [words('wait.call-back')] : []), words('wait.back')]
}

function words(key: PromptKey, values?: Readonly<Record<string, number>>): Prompt {
  return { kind: 'words', key, ...(values && { values }) }
}
