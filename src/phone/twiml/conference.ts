import { PhoneFault } from '../phone-fault.ts'
import { attributesOf, methodOf, optional, type Attributes } from './attributes.ts'
import type { Conferenced } from './verbs.ts'
import { wordsIn, type Element } from './xml.ts'

const names = [
  'muted',
  'beep',
  'startConferenceOnEnter',
  'endConferenceOnExit',
  'participantLabel',
  'jitterBufferSize',
  'waitUrl',
  'waitMethod',
  'maxParticipants',
  'record',
  'region',
  'trim',
  'coach',
  'statusCallbackEvent',
  'statusCallback',
  'statusCallbackMethod',
  'recordingStatusCallback',
  'recordingStatusCallbackMethod',
  'recordingStatusCallbackEvent',
  'eventCallbackUrl',
  'recordingConfigurationId',
]

/** What a statusCallbackEvent may name; of a text conference nobody can say when somebody speaks. */
const happenings: readonly string[] = [
  'start',
  'end',
  'join',
  'leave',
  'mute',
  'hold',
  'modify',
  'speaker',
  'announcement',
]

/** The Conference noun of a Dial, with Twilio's defaults and its codes 13230 to 13240. */
export function parseConference(element: Element): Conferenced {
  const attributes = attributesOf(element, names)
  const name = wordsIn(element)
  if (name === '') throw new PhoneFault(13237, 'Conference: invalid conference name')
  attributes.choice('jitterBufferSize', ['large', 'medium', 'small', 'off'], 12200)
  return {
    name,
    ...optional('label', labelOf(attributes)),
    isMuted: attributes.flag('muted', false, 13230),
    beeps: attributes.choice('beep', ['true', 'false', 'onEnter', 'onExit'], 13235),
    starts: attributes.flag('startConferenceOnEnter', true, 13232),
    ends: attributes.flag('endConferenceOnExit', false, 13231),
    atMost: attributes.integer('maxParticipants', { usual: 250, least: 1, most: 250, code: 12200 }),
    ...optional('coaches', coachedBy(attributes)),
    ...optional('waitUrl', attributes.text('waitUrl')),
    waitMethod: methodOf(attributes, 13234, 'waitMethod'),
    ...optional('statusCallback', attributes.text('statusCallback')),
    statusCallbackMethod: methodOf(attributes, 12200, 'statusCallbackMethod'),
    statusCallbackEvents: eventsOf(attributes),
  }
}

function labelOf(attributes: Attributes): string | undefined {
  const label = attributes.text('participantLabel')
  if (label !== undefined && !isLabel(label)) {
    throw new PhoneFault(16023, 'Conference: invalid participant label')
  }
  return label
}

/** At most 128 characters, no SID of a call and no slash (error 16023). */
export function isLabel(label: string): boolean {
  return label.length <= 128 && !/^CA[0-9a-f]{32}$|\/|%2F/i.test(label)
}

function coachedBy(attributes: Attributes): string | undefined {
  const callSid = attributes.text('coach')
  if (callSid !== undefined && !/^CA[0-9a-f]{32}$/.test(callSid)) {
    throw new PhoneFault(13240, 'Conference: invalid whisper SID')
  }
  return callSid
}

function eventsOf(attributes: Attributes): readonly string[] {
  const events = (attributes.text('statusCallbackEvent') ?? '').split(' ').filter(Boolean)
  const strange = events.find((event) => !happenings.includes(event))
  if (strange !== undefined) {
    throw new PhoneFault(12200, `Conference: there is no event ${strange}`)
  }
  return events
}
