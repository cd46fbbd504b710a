import { join } from 'node:path'
import type { CallId, CaseNumber, Country, E164, Language } from '../../../src/base/brand.ts'
import type { OperatorId } from '../../../src/base/operator.ts'
import type { WaitingAt } from '../../../src/channels/waiting.ts'
import type { Contact, ContactId } from '../../../src/operators/desk/contact.ts'
import { createDeskLegs } from '../../../src/operators/telephony/legs.ts'
import { openDeskStore } from '../../../src/stores/sqlite/desk-store.ts'
import { labelOf } from '../../../src/twilio/operator-identity.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'
import { lines, webhook, type Line, type LineOptions, type Params } from './line.ts'

export const anna = 'anna-Operator' as OperatorId
export const berta = 'berta_Operator' as OperatorId
export const id = 'abcdefghijklmnopqrst_-'
export const callId = webhook['CallSid'] as CallId

/** A line whose caller has asked for a person, and stands on a desk. */
export type DeskLine = Line & {
  readonly contact: () => Promise<Contact>
  /** Does to the contact what the desk would. */
  readonly change: (changes: Partial<Contact>) => Promise<void>
  readonly wishes: string[]
  readonly intruders: string[]
  /** What the desk says next; `fails`: it can't be asked. */
  readonly says: {
    standing?: WaitingAt | 'fails'
    wish: 'done' | 'refused' | 'fails'
    legs: 'told' | 'fails'
  }
}

const dutch = 'nl' as Language

export const withAnna: Contact['phase'] = {
  kind: 'with',
  operator: anna,
  since: 0,
  isOnHold: false,
  isHere: false,
  with: [],
}

/** A function that opens one; closed after each test. */
export function deskLines(): (options?: LineOptions) => Promise<DeskLine> {
  const openLine = lines()
  const newFolder = temporaryFolders()

  return async (options = {}) => {
    const store = await openDeskStore(join(newFolder(), 'desk.db'))
    const says: DeskLine['says'] = {
      standing: { place: 3, minutes: 4, language: dutch, mayBeCalled: true },
      wish: 'done',
      legs: 'told',
    }
    const wishes: string[] = []
    const intruders: string[] = []
    const failing = <T>(answer: T | 'fails'): T => {
      if (answer === 'fails') throw new Error('the desk is down')
      return answer
    }
    const legs = createDeskLegs({
      store: {
        ...store,
        find: async (one) => failing(says.legs === 'fails' ? says.legs : await store.find(one)),
        ofCall: async (one) => failing(says.legs === 'fails' ? says.legs : await store.ofCall(one)),
      },
      now: () => 5_000,
      note: async ({ operator, contact }) => void intruders.push(`${operator} ${contact}`),
      hold: async () => {},
    })
    const line = await openLine({
      ...options,
      persons: {
        legs,
        waiting: {
          standing: async () => failing(says.standing),
          wish: async (_, wish) => {
            wishes.push(wish)
            return failing(says.wish)
          },
        },
      },
    })
    const contact = async (): Promise<Contact> => {
      const found = await store.find(id as ContactId)
      if (found === undefined) throw new Error('nobody is on the desk')
      return found
    }
    await line.post('/twilio/voice')
    await line.post('/twilio/voice/turn?turn=1', { ...webhook, Digits: '' })
    await line.post('/twilio/voice/turn?turn=2', { ...webhook, Digits: '' })
    await store.enter({
      id: id as ContactId,
      version: 0,
      callId,
      channel: 'voice',
      turn: 3,
      caseNumber: '12345674' as CaseNumber,
      called: '+31201234567' as E164,
      country: 'NL' as Country,
      language: dutch,
      licences: [],
      reason: 'asked',
      keyed: [],
      since: 0,
      isFirst: false,
      phase: { kind: 'waiting' },
      note: '',
      taken: 0,
    })
    return {
      ...line,
      contact,
      change: async (changes) => void (await store.change({ ...(await contact()), ...changes })),
      wishes,
      intruders,
      says,
    }
  }
}

/** What Twilio tells of a conference. */
export function conferenceEvent(
  event: string,
  leg: { readonly sid?: string; readonly operator?: OperatorId } = {},
): Params {
  const { sid = 'CA9', operator } = leg
  return {
    AccountSid: webhook['AccountSid'] ?? '',
    ConferenceSid: 'CF1',
    FriendlyName: id,
    StatusCallbackEvent: event,
    CallSid: sid,
    ...(operator && { ParticipantLabel: labelOf(operator, sid) }),
  }
}
