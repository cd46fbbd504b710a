import type { Ask } from '../ask.ts'
import type { Standing } from './participant.ts'

/** Where a conference tells what happens, and of what. */
export type Told = {
  readonly url?: string
  readonly method: 'GET' | 'POST'
  readonly events: readonly string[]
  /** Asks, signed, whatever is answered. */
  readonly post: (ask: Ask) => Promise<void>
}

type Own = Readonly<Record<string, string>>

export type Callbacks = {
  readonly ofConference: (event: string, what: string, own?: Own) => void
  readonly ofParticipant: (event: string, what: string, who: Standing, own?: Own) => void
  /** Settles when all that happened so far has been told. */
  readonly told: () => Promise<void>
}

/**
 * Tells a conference's events with the parameters that Twilio documents (TwiML Conference,
 * statusCallback), one after the other. That they come in order is this telephone's kindness: Twilio
 * gives a SequenceNumber, and promises nothing.
 */
export function callbacks(standing: Own, { url, method, events, post }: Told): Callbacks {
  let number = 0
  let last = Promise.resolve()
  const tell = (event: string, own: Own): void => {
    if (url === undefined || !events.includes(event)) return
    number += 1
    const ask = {
      url,
      method,
      own: {
        ...standing,
        SequenceNumber: String(number),
        Timestamp: new Date().toUTCString().replace('GMT', '+0000'),
        ...own,
      },
    }
    last = last.then(() => post(ask))
  }
  return {
    ofConference: (event, what, own = {}) => tell(event, { StatusCallbackEvent: what, ...own }),
    ofParticipant: (event, what, who, own = {}) =>
      tell(event, { StatusCallbackEvent: what, ...paramsOf(who), ...own }),
    told: () => last,
  }
}

function paramsOf({ callSid, label, isMuted, isOnHold, starts, ends, coaches }: Standing): Own {
  return {
    CallSid: callSid,
    Muted: String(isMuted),
    Hold: String(isOnHold),
    Coaching: String(coaches !== undefined),
    StartConferenceOnEnter: String(starts),
    EndConferenceOnExit: String(ends),
    ...(label !== undefined && { ParticipantLabel: label }),
  }
}
