import type { Part } from './twiml/verbs.ts'

/** A key of a telephone; A to D exist on few. */
export type Key =
  '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#' | 'A' | 'B' | 'C' | 'D'

/** One thing that comes out of the receiver: words in a voice, or recorded sound. */
export type Utterance =
  | {
      readonly kind: 'words'
      /** The words without mark-up. */
      readonly text: string
      /** The same, with what SSML says of breaks and rate. */
      readonly parts: readonly Part[]
      /** BCP 47, as the document says it, or as the voice implies it: `nl-NL`. */
      readonly language: string
      readonly voice: string
    }
  | { readonly kind: 'sound'; readonly url: string }

export type EndReason =
  /** The line hung up, or its document had no more verbs. */
  | 'line'
  | 'caller'
  | 'rejected'
  /** What the line answered could not be carried out, nor could its fallback. */
  | 'application-error'
  /** Longer than Twilio lets a call be, or more documents than this telephone plays. */
  | 'too-long'

/** What happens on a call. A person hears `ringing`, `said`, `spoken`, `stopped` and `ended`; the rest is for a transcript or a page. */
export type CallEvent = {
  /** Milliseconds since the call was placed. */
  readonly at: number
} & (
  | { readonly kind: 'ringing'; readonly to: string }
  | { readonly kind: 'answered' }
  /** Begins to be spoken or played; `spoken` or `stopped` follows. */
  | { readonly kind: 'said'; readonly utterance: Utterance }
  | { readonly kind: 'spoken'; readonly utterance: Utterance }
  | { readonly kind: 'stopped'; readonly utterance: Utterance }
  /** The line opens its ear; it may still be speaking. */
  | {
      readonly kind: 'listening'
      /** 'unlimited' without `numDigits`. */
      readonly atMost: number | 'unlimited'
      /** Empty: no key ends it. */
      readonly finishOnKey: string
      readonly timeoutInMs: number
      readonly speech: boolean
    }
  /** The line closed its ear. */
  | { readonly kind: 'deaf'; readonly why: 'timer' | 'full' | 'finish-key' | 'speech' }
  | { readonly kind: 'pressed'; readonly key: Key; readonly heard: boolean }
  | { readonly kind: 'spoke'; readonly text: string; readonly heard: boolean }
  | {
      readonly kind: 'request'
      readonly method: 'GET' | 'POST'
      readonly url: string
      readonly params: Readonly<Record<string, string>>
      readonly tries: number
      /** 0: no answer. */
      readonly status: number
    }
  /** `code` is Twilio's (12100: not a document), or 0 where Twilio has none. */
  | {
      readonly kind: 'fault'
      readonly code: number
      readonly sentence: string
      readonly url: string
    }
  /** A media stream; `isTwoWay`: the line can be heard on it. */
  | {
      readonly kind: 'stream'
      readonly what: 'opened' | 'closed'
      readonly streamSid: string
      readonly isTwoWay: boolean
    }
  /** He begins to wait in a queue, or waits there no longer. */
  | { readonly kind: 'queue'; readonly what: 'entered' | 'left' }
  /** He is in a conference: it has not begun, people hear each other, he is on hold, or he has left it. */
  | {
      readonly kind: 'conference'
      readonly state: 'waiting' | 'talking' | 'held' | 'left'
      readonly conferenceSid: string
    }
  /** Somebody in the same conference says this in his ear; `from` is a label, or the SID of a call. */
  | { readonly kind: 'heard'; readonly text: string; readonly from: string }
  | { readonly kind: 'message'; readonly to: string; readonly body: string }
  | { readonly kind: 'ended'; readonly reason: EndReason }
)

/** An event before the call has put its time to it. */
export type Happening = CallEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'at'>
    : never
  : never

/** The caller's ear, or a page's. It must not throw. */
export type Ear = { readonly hear: (event: CallEvent) => void }

/** The receiver: settles when the utterance has been spoken to its end, or soon after the signal. */
export type Speaker = { readonly say: (utterance: Utterance, signal: AbortSignal) => Promise<void> }

/** A call that is going on, in the caller's hand. Nothing throws; after the end nothing has an effect. */
export type Call = {
  readonly callSid: string
  readonly press: (key: Key) => void
  readonly speak: (text: string) => void
  readonly hangUp: () => void
  /** Settles after the last event, when the line has been told that the call is over. */
  readonly ended: Promise<Ended>
}

export type Ended = {
  readonly reason: EndReason
  readonly durationInMs: number
  readonly events: readonly CallEvent[]
}

/** Whoever takes up the receiver; may use the call at once or at any later time. */
export type Caller = (call: Call) => Ear
