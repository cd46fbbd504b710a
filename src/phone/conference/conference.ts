import { randomBytes } from 'node:crypto'
import type { Ask } from '../ask.ts'
import type { Conferenced } from '../twiml/verbs.ts'
import { callbacks, type Callbacks, type Told } from './callbacks.ts'
import {
  earsFor,
  type Ambience,
  type Participant,
  type Receiver,
  type Standing,
} from './participant.ts'

/** Why somebody is not in a conference any more, in Twilio's words (TwiML Conference, ReasonParticipantLeft). */
export type LeftBecause =
  | 'conference_ended_via_api'
  | 'moderator_ended_conference'
  | 'participant_updated_via_api'
  | 'participant_hung_up'
  | 'participant_add_failed'

export type EndedBecause =
  | 'conference-ended-via-api'
  | 'participant-with-end-conference-on-exit-left'
  | 'participant-with-end-conference-on-exit-kicked'
  | 'last-participant-kicked'
  | 'last-participant-left'

export type Leaving = {
  readonly because: LeftBecause
  readonly callStatus?: string
  /** Put out by the interface. */
  readonly isKicked?: boolean
}

/** Why somebody may not come in: Twilio's codes 16025 and 13240, or it has as many as it takes. */
export type NoEntry = 'label-taken' | 'nobody-to-coach' | 'full'

export type Change = Partial<Pick<Standing, 'isMuted' | 'ends' | 'beeps'>> & {
  readonly hold?: { readonly isOn: boolean; readonly ask?: Omit<Ask, 'own'> }
  /** Empty: he coaches nobody any more. */
  readonly coaches?: string
}

/** People who hear each other: a room of one account, from the first who comes in to the last who leaves. */
export type Conference = {
  readonly sid: string
  readonly name: string
  readonly since: Date
  readonly status: () => 'init' | 'in-progress' | 'completed'
  readonly ended: () => { readonly because: EndedBecause; readonly by?: string } | undefined
  readonly participants: () => readonly Participant[]
  /** By the SID of his call, or by his label. */
  readonly find: (who: string) => Participant | undefined
  /** Keeps a place for somebody who is being dialled; he comes in by `enter`. */
  readonly expect: (entrant: Entrant) => NoEntry | undefined
  readonly enter: (entrant: Entrant) => NoEntry | undefined
  readonly leave: (callSid: string, leaving: Leaving) => void
  readonly say: (callSid: string, text: string) => void
  /** False: nobody there to be coached by him. */
  readonly change: (callSid: string, change: Change) => boolean
  readonly announce: (ask: Omit<Ask, 'own'>, callSid?: string) => void
  readonly end: () => void
  /** Settles when the line has been told of all that happened so far. */
  readonly told: () => Promise<void>
}

export type Entrant = {
  readonly callSid: string
  readonly noun: Conferenced
  readonly receiver: Receiver
}

export type ConferenceOptions = {
  readonly name: string
  readonly accountSid: string
  /** The first who comes in says which events are told, and where; of all others this is ignored. */
  readonly told: Told
  readonly onEnd: () => void
}

export function createConference({ name, accountSid, told, onEnd }: ConferenceOptions): Conference {
  const sid = `CF${randomBytes(16).toString('hex')}`
  const since = new Date()
  const inside = new Map<string, Participant>()
  const tell: Callbacks = callbacks(
    { ConferenceSid: sid, FriendlyName: name, AccountSid: accountSid },
    told,
  )
  let status: ReturnType<Conference['status']> = 'init'
  let ended: ReturnType<Conference['ended']>

  const participants = (): readonly Participant[] => [...inside.values()]
  const connected = (): readonly Participant[] =>
    participants().filter((one) => one.status === 'connected')
  const find = (who: string): Participant | undefined =>
    inside.get(who) ?? participants().find(({ label }) => label === who)
  const store = (participant: Participant): Participant => {
    inside.set(participant.callSid, participant)
    return participant
  }

  const objection = ({ callSid, noun }: Entrant): NoEntry | undefined => {
    const others = participants().filter((one) => one.callSid !== callSid)
    if (noun.label !== undefined && others.some(({ label }) => label === noun.label)) {
      return 'label-taken'
    }
    if (others.length >= noun.atMost) return 'full'
    const isCoached = noun.coaches === undefined || inside.get(noun.coaches)?.status === 'connected'
    return isCoached ? undefined : 'nobody-to-coach'
  }
  const admit = (entrant: Entrant, as: Standing['status']): NoEntry | undefined => {
    const no = objection(entrant)
    if (no !== undefined) return no
    const { callSid, noun, receiver } = entrant
    store({
      callSid,
      receiver,
      status: as,
      since: inside.get(callSid)?.since ?? new Date(),
      isOnHold: false,
      isMuted: noun.isMuted,
      beeps: noun.beeps,
      starts: noun.starts,
      ends: noun.ends,
      ...(noun.label !== undefined && { label: noun.label }),
      ...(noun.coaches !== undefined && { coaches: noun.coaches }),
    })
    return undefined
  }
  const ambienceNow = (): Ambience => ({ kind: status === 'init' ? 'waiting' : 'talking' })

  const enter = (entrant: Entrant): NoEntry | undefined => {
    const no = admit(entrant, 'connected')
    if (no !== undefined) return no
    const entered = inside.get(entrant.callSid)
    if (entered !== undefined) tell.ofParticipant('join', 'participant-join', entered)
    startIfEnough()
    entrant.receiver.surround(ambienceNow())
    return undefined
  }
  /** It starts with the second of whom one starts it; alone afterwards it is silent, and there is no music again. */
  const startIfEnough = (): void => {
    const there = connected()
    if (status !== 'init' || there.length < 2 || !there.some(({ starts }) => starts)) return
    status = 'in-progress'
    tell.ofConference('start', 'conference-start')
    for (const one of there) one.receiver.surround({ kind: 'talking' })
  }

  const leave = (callSid: string, leaving: Leaving): void => {
    const leaver = inside.get(callSid)
    if (leaver === undefined) return
    put(leaver, leaving)
    const { isKicked = false } = leaving
    if (leaver.ends && leaver.status === 'connected') {
      const because =
        `participant-with-end-conference-on-exit-${isKicked ? 'kicked' : 'left'}` as const
      finish({ because, by: callSid }, 'moderator_ended_conference')
    } else if (inside.size === 0) {
      const because = `last-participant-${isKicked ? 'kicked' : 'left'}` as const
      finish({ because, by: callSid }, 'moderator_ended_conference')
    }
  }
  const put = (leaver: Participant, { because, callStatus = 'in-progress' }: Leaving): void => {
    inside.delete(leaver.callSid)
    tell.ofParticipant('leave', 'participant-leave', leaver, {
      ParticipantCallStatus: callStatus,
      ReasonParticipantLeft: because,
    })
    leaver.receiver.letGo()
  }
  const finish = (how: NonNullable<typeof ended>, because: LeftBecause): void => {
    if (status === 'completed') return
    status = 'completed'
    ended = how
    for (const one of participants()) put(one, { because })
    tell.ofConference('end', 'conference-end', {
      ReasonConferenceEnded: how.because,
      ...(how.by !== undefined && { CallSidEndingConference: how.by }),
    })
    onEnd()
  }

  const hold = (one: Participant, { isOn, ask }: NonNullable<Change['hold']>): void => {
    const held = store({ ...one, isOnHold: isOn })
    held.receiver.surround(isOn ? { kind: 'held', ...(ask && { ask }) } : ambienceNow())
    if (isOn !== one.isOnHold) {
      tell.ofParticipant('hold', `participant-${isOn ? 'hold' : 'unhold'}`, held)
    }
  }
  const mute = (one: Participant, isMuted: boolean): void => {
    const muted = store({ ...one, isMuted })
    if (isMuted !== one.isMuted) {
      tell.ofParticipant('mute', `participant-${isMuted ? 'mute' : 'unmute'}`, muted)
    }
  }
  const modify = (one: Participant, { ends, beeps, coaches }: Change): void => {
    if (ends === undefined && beeps === undefined && coaches === undefined) return
    const { coaches: _, ...rest } = one
    const coached = coaches ?? one.coaches ?? ''
    const modified = store({
      ...rest,
      ends: ends ?? one.ends,
      beeps: beeps ?? one.beeps,
      ...(coached !== '' && { coaches: coached }),
    })
    tell.ofParticipant('modify', 'participant-modify', modified)
  }

  const changed = (callSid: string, change: Change): boolean => {
    const { coaches = '' } = change
    if (coaches !== '' && inside.get(coaches)?.status !== 'connected') return false
    const each = (apply: (one: Participant) => void): void => {
      const one = inside.get(callSid)
      if (one !== undefined) apply(one)
    }
    const { isMuted, hold: held } = change
    if (isMuted !== undefined) each((one) => mute(one, isMuted))
    if (held !== undefined) each((one) => hold(one, held))
    each((one) => modify(one, change))
    return true
  }

  return {
    sid,
    name,
    since,
    status: () => status,
    ended: () => ended,
    participants,
    find,
    expect: (entrant) => admit(entrant, 'connecting'),
    enter,
    leave,
    say: (callSid, text) => {
      const speaker = inside.get(callSid)
      if (speaker === undefined || status !== 'in-progress') return
      for (const { receiver } of earsFor(speaker, participants())) {
        receiver.hear({ text, from: speaker.label ?? callSid })
      }
    },
    change: changed,
    announce: (ask, callSid) => {
      const to = connected().filter((one) => callSid === undefined || one.callSid === callSid)
      const own = { AnnounceUrl: ask.url }
      const [only] = to
      void Promise.all(to.map(({ receiver }) => receiver.announce(ask))).then(() => {
        if (callSid === undefined) tell.ofConference('announcement', 'announcement-end', own)
        else if (only) tell.ofParticipant('announcement', 'announcement-end', only, own)
      })
    },
    told: tell.told,
    end: () => finish({ because: 'conference-ended-via-api' }, 'conference_ended_via_api'),
  }
}
