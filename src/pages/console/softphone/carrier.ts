/** `over`: somebody hung up; `failed`: the network, or the telephone, is not there. */
export type EndedBecause = 'over' | 'failed' | 'not-let-in' | 'microphone'

/** What a call tells. */
export type CarrierEvent =
  | { readonly kind: 'connected' }
  | { readonly kind: 'wavers' }
  /** Its access ends soon. */
  | { readonly kind: 'expires' }
  /** Where sound cannot be carried: what was said. */
  | { readonly kind: 'said'; readonly from: 'caller' | 'line'; readonly text: string }
  | { readonly kind: 'ended'; readonly why: EndedBecause }

/** Carries an operator's voice, one call at a time. */
export type Carrier = {
  /** Nothing is told after `ended`, or after `hangUp`. */
  readonly dial: (asked: Dial) => void
  readonly hangUp: () => void
  readonly mute: (isOn: boolean) => void
  /** Where one writes instead of speaking. */
  readonly say?: (text: string) => void
  /** Takes a new token for the call that goes on. */
  readonly renew?: (token: string) => void
}

export type Dial = {
  readonly contact: string
  /** Proves who dials; empty where nothing needs it. */
  readonly token: string
  readonly isMuted: boolean
  readonly tell: (event: CarrierEvent) => void
}
