import type { Clock } from '../clock.ts'
import { createConference, type Conference } from './conference.ts'
import type { Told } from './callbacks.ts'

export type Opening = {
  readonly name: string
  readonly accountSid: string
  readonly told: Told
  readonly clock: Clock
}

/** The conferences of a telephone, and those of them that ended lately. */
export type Conferences = {
  /** The one of this name that is not over, or a new one as the opening says. */
  readonly named: (opening: Opening) => Conference
  readonly find: (sid: string) => Conference | undefined
  /** Those that a search finds: one that began a moment ago is not among them. */
  readonly found: () => readonly Conference[]
}

/**
 * A search by name lags (eventually consistent since August 2023, as users of Twilio report); for how
 * long is nowhere documented, and this much is a judgement. Entering by name and asking by SID do not lag.
 */
const lagInMs = 1500

const mostRemembered = 2000

export function createConferences(): Conferences {
  const all = new Map<string, { readonly conference: Conference; isIndexed: boolean }>()
  const open = new Map<string, Conference>()
  return {
    named: ({ name, accountSid, told, clock }) => {
      const standing = open.get(name)
      if (standing !== undefined) return standing
      const onEnd = (): void => {
        open.delete(name)
      }
      const conference = createConference({ name, accountSid, told, onEnd })
      open.set(name, conference)
      const entry = { conference, isIndexed: false }
      all.set(conference.sid, entry)
      clock.after(lagInMs, () => {
        entry.isIndexed = true
      })
      const [oldest] = all.keys()
      if (all.size > mostRemembered && oldest !== undefined) all.delete(oldest)
      return conference
    },
    find: (sid) => all.get(sid)?.conference,
    found: () => [...all.values()].flatMap((one) => (one.isIndexed ? [one.conference] : [])),
  }
}
