import type { Ask } from '../ask.ts'
import type { Conferenced } from '../twiml/verbs.ts'

/** What somebody in a conference hears beside the others. */
export type Ambience =
  /** It has not started: his wait document once, then silence. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'talking' }
  | { readonly kind: 'held'; readonly ask?: Omit<Ask, 'own'> }

/** His telephone, as the conference reaches it. */
export type Receiver = {
  /** Somebody else says this in his ear. */
  readonly hear: (saying: Saying) => void
  readonly surround: (ambience: Ambience) => void
  /** Settles when it has been played to him. */
  readonly announce: (ask: Omit<Ask, 'own'>) => Promise<void>
  /** He is not in the conference any more: his own document goes on. */
  readonly letGo: () => void
}

export type Saying = { readonly text: string; readonly from: string }

/** How he is in the conference; what the interface can change of it. */
export type Standing = Pick<Conferenced, 'label' | 'isMuted' | 'beeps' | 'starts' | 'ends'> & {
  readonly callSid: string
  /** `connecting`: the interface dials him, and he has not answered. */
  readonly status: 'connecting' | 'connected'
  readonly isOnHold: boolean
  /** The SID of the call that alone hears him. */
  readonly coaches?: string
}

export type Participant = Standing & { readonly receiver: Receiver; readonly since: Date }

/**
 * Who hears somebody who speaks. Whoever is muted or on hold is heard by nobody; who coaches, only by the
 * one he coaches; who is on hold hears nobody.
 */
export function earsFor(
  speaker: Standing,
  participants: readonly Participant[],
): readonly Participant[] {
  if (speaker.isMuted || speaker.isOnHold) return []
  return participants.filter(
    ({ callSid, status, isOnHold }) =>
      status === 'connected' &&
      callSid !== speaker.callSid &&
      !isOnHold &&
      (speaker.coaches === undefined || speaker.coaches === callSid),
  )
}
