/** A piece of what a Say speaks, with the rate SSML gives it (1: usual). */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly rate: number }
  | { readonly kind: 'break'; readonly ms: number }

export type Method = 'GET' | 'POST'

export type Say = {
  readonly kind: 'say'
  readonly text: string
  readonly parts: readonly Part[]
  readonly voice: string
  readonly language: string
  /** 0: a thousand times, or until the call ends. */
  readonly loop: number
}

export type Play = {
  readonly kind: 'play'
  readonly url: string
  /** Tones to be sent instead of sound; empty: none. */
  readonly digits: string
  readonly loop: number
}

export type Pause = { readonly kind: 'pause'; readonly lengthInMs: number }

export type Nested = Say | Play | Pause

export type Gather = {
  readonly kind: 'gather'
  /** Without one: the current document's address. */
  readonly action?: string
  readonly method: Method
  readonly keys: boolean
  readonly speech: boolean
  readonly numDigits?: number
  readonly finishOnKey: string
  readonly timeoutInMs: number
  readonly speechTimeoutInMs: number
  readonly actionOnEmptyResult: boolean
  readonly nested: readonly Nested[]
}

export type Redirect = { readonly kind: 'redirect'; readonly url: string; readonly method: Method }

export type Dialled = { readonly noun: string; readonly to: string }

/** The Conference noun: how somebody enters which conference. */
export type Conferenced = {
  readonly name: string
  readonly label?: string
  readonly isMuted: boolean
  readonly beeps: 'true' | 'false' | 'onEnter' | 'onExit'
  /** startConferenceOnEnter */
  readonly starts: boolean
  /** endConferenceOnExit */
  readonly ends: boolean
  readonly atMost: number
  /** The SID of the call that alone hears him. */
  readonly coaches?: string
  /** Without one: Twilio's own music, or silence. */
  readonly waitUrl?: string
  readonly waitMethod: Method
  readonly statusCallback?: string
  readonly statusCallbackMethod: Method
  readonly statusCallbackEvents: readonly string[]
}

export type Dial = {
  readonly kind: 'dial'
  readonly action?: string
  readonly method: Method
  readonly timeoutInMs: number
  readonly timeLimitInMs: number
  readonly callerId?: string
  readonly hangupOnStar: boolean
  readonly targets: readonly Dialled[]
  /** Where it leads into a conference it dials nobody else. */
  readonly conference?: Conferenced
}

export type Enqueue = {
  readonly kind: 'enqueue'
  readonly name: string
  readonly action?: string
  readonly method: Method
  readonly waitUrl?: string
  readonly waitUrlMethod: Method
}

export const tracks = ['inbound_track', 'outbound_track', 'both_tracks'] as const

/** Whose sound a stream carries: the caller's, the line's, or both. */
export type Track = (typeof tracks)[number]

export type Stream = {
  readonly url: string
  readonly name?: string
  readonly track: Track
  readonly parameters: Readonly<Record<string, string>>
}

export type Connect = {
  readonly kind: 'connect'
  readonly action?: string
  readonly method: Method
  readonly stream: Stream
}

/** Without a stream it is something else that is started, of which the caller notices nothing. */
export type Start = { readonly kind: 'start'; readonly stream?: Stream }

export type Stop = { readonly kind: 'stop'; readonly name?: string }

export type Sms = {
  readonly kind: 'sms'
  readonly to?: string
  readonly body: string
  readonly action?: string
  readonly method: Method
}

export type Recording = {
  readonly kind: 'record'
  readonly action?: string
  readonly method: Method
  readonly timeoutInMs: number
  readonly finishOnKey: string
  readonly maxLengthInMs: number
}

export type Verb =
  | Nested
  | Gather
  | Redirect
  | { readonly kind: 'hangup' }
  | { readonly kind: 'reject'; readonly reason: 'rejected' | 'busy' }
  | { readonly kind: 'leave' }
  | Dial
  | Enqueue
  | Connect
  | Start
  | Stop
  | Sms
  | Recording

export type Document = readonly Verb[]
