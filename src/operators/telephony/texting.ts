/** An answer as a text message, for whoever would rather read it than write it down. */
import type { TextEntry } from '../../activation/entry.ts'
import type { Country, E164 } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import { type Outreach, receivesTexts } from '../../calls/outreach.ts'
import type { Contact } from '../desk/contact.ts'
import type { Telephony } from './telephony.ts'

export type Texting = {
  /** The number that was called can send, and his own is known. */
  readonly isPossible: (contact: Pick<Contact, 'called' | 'number'>) => boolean
  /** `no-mobile`: a telephone at the wall has no messages; `not-now`: the money rules; `unable`: it could not be sent, or not be written into the audit first. */
  readonly send: (
    contact: Contact,
    blocks: readonly string[],
    by: OperatorId,
  ) => Promise<'sent' | 'no-number' | 'no-mobile' | 'not-now' | 'unable'>
}

export type TextingDeps = {
  /** From which number the callers of this one are texted, if from any. */
  readonly senderOf: (called: E164) => E164 | undefined
  /** In the caller's language. */
  readonly write: (
    contact: Pick<Contact, 'country' | 'language'>,
    blocks: readonly string[],
  ) => string
  readonly outreach: Outreach
  readonly reaches: (country: Country) => readonly [Country, ...Country[]]
  /** A message there costs nothing. */
  readonly isFree: (to: E164) => boolean
  readonly telephony: Pick<Telephony, 'text'>
  /** Writes into the audit. */
  readonly note: (entry: TextEntry) => Promise<void>
  /** In ms since 1970. */
  readonly now: () => number
  readonly report: (error: unknown, fields: object) => void
}

export function createTexting(deps: TextingDeps): Texting {
  const { senderOf, write, outreach, reaches, isFree, telephony, note, now, report } = deps
  return {
    isPossible: ({ called, number }) => number !== undefined && senderOf(called) !== undefined,
    send: async (contact, blocks, operator) => {
      const { number: to, called, caseNumber, country, callId } = contact
      const from = senderOf(called)
      if (to === undefined || from === undefined) return 'no-number'
      const free = isFree(to)
      if (!free && !receivesTexts(to)) return 'no-mobile'
      const refused = await outreach.refuses({
        to,
        caller: to,
        caseNumber,
        isProven: true,
        reaches: reaches(country),
        isFree: free,
      })
      if (refused !== undefined) return 'not-now'
      const noted = (kind: TextEntry['kind']): Promise<void> =>
        note({ kind, operator, caseNumber, at: now() })
      try {
        await noted('answer-texted')
        await telephony.text({ from, to, body: write(contact, blocks) }).catch(async (error) => {
          await noted('answer-not-texted')
          throw error
        })
        return 'sent'
      } catch (error) {
        report(error, { callId })
        return 'unable'
      }
    },
  }
}
