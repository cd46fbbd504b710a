import type { CallId, E164 } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'

/** What a telephone must know of a contact. */
export type Talk = {
  /** The name of its conference, too; 22 letters by chance. */
  readonly id: string
  readonly callId: CallId
  /** The turn of the automatic line that awaits his return. */
  readonly turn: number
  /** The line's own number. */
  readonly called: E164
  /** As its first callback named it; without it, it is looked up. */
  readonly conference?: string
}

/** Where a caller's call goes on: with an operator; in the automatic line; among those who wait, with an apology. */
export type Destination = 'conference' | 'back' | 'again'

/** What a browser's softphone signs in with. */
export type SoftphoneAccess =
  /** `expiresAt`: ms since 1970. */
  | { readonly kind: 'twilio'; readonly token: string; readonly expiresAt: number }
  | { readonly kind: 'simulated'; readonly address: '/phone/operator'; readonly token: string }
  /** Operators have telephones of their own. */
  | { readonly kind: 'none' }

/** `body` is private. */
export type TextMessage = { readonly from: E164; readonly to: E164; readonly body: string }

/** What the desk asks of the telephone network. What can't be asked is a thrown fault; who has left is none. */
export type Telephony = {
  /** False: that call is over. Throws `call-not-moved`. */
  readonly move: (callId: CallId, to: Destination, talk: Talk) => Promise<boolean>
  /** Throws `conference-unusable`, as does `letGo`. */
  readonly hold: (talk: Talk, isOn: boolean) => Promise<void>
  /** Calls an operator on his own telephone, who is asked before he is let in. Throws `call-not-made`. */
  readonly callIn: (
    talk: Talk,
    who: { readonly operator: OperatorId; readonly telephone: E164 },
  ) => Promise<void>
  /** Ends an operator's part in it; the caller's goes on. */
  readonly letGo: (talk: Talk, operator: OperatorId) => Promise<void>
  /** Calls whoever asked for it; the contact's call is from now on this one. Throws `call-not-made`. */
  readonly callBack: (talk: Talk, to: E164) => Promise<CallId>
  /** Sends a text message. Throws `text-not-sent`. */
  readonly text: (message: TextMessage) => Promise<void>
  readonly access: (operator: OperatorId) => SoftphoneAccess
}
