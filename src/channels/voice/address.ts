/** Twilio asks again twice within its 15 seconds; never sent nor signed, and safe as no turn is taken twice. */
const retries = '#rc=2&rp=ct,rt,5xx&rt=4000'

/** Where the answer to a turn goes; or, sealed, an answer that was given and not taken yet. */
export function turnAddress(publicUrl: string, turn: number | string): string {
  return `${publicUrl}/twilio/voice/turn?turn=${turn}${retries}`
}

/** What a caller who waits for a person hears meanwhile; `turn`: the one that is awaited. */
export function waitAddress(publicUrl: string, turn: number): string {
  return `${publicUrl}/twilio/voice/wait?turn=${turn}${retries}`
}

/** Where a call goes on that was with a person, or waited for one. */
export function afterOperatorAddress(publicUrl: string, turn: number): string {
  return `${publicUrl}/twilio/voice/after-operator?turn=${turn}${retries}`
}

/** Where a call begins; `rings`: how often it was asked to wait. */
export function ringAddress(publicUrl: string, rings = 0): string {
  return `${publicUrl}/twilio/voice${rings > 0 ? `?rings=${rings}` : ''}${retries}`
}

/** Where what was said or pressed goes in a call that is written. */
export function spokenAddress(publicUrl: string, turn: number): string {
  return `${publicUrl}/twilio/voice/text?turn=${turn}${retries}`
}

/**
 * Where a call that is written goes on when its stream has ended. `since`: the turn that was awaited when the stream was
 * asked for; `tries`: how many were since then. Twilio sends parameters in the order of their names, and signs them as
 * they stand.
 */
export function textAddress(
  publicUrl: string,
  { since, tries }: { readonly since: number; readonly tries: number },
): string {
  return `${publicUrl}/twilio/voice/text?since=${since}&tries=${tries}${retries}`
}

/** Where sound goes; Twilio takes no query there. */
export function mediaAddress(publicUrl: string): string {
  return `${publicUrl.replace(/^http/, 'ws')}/twilio/media`
}

/** Where a caller waits again who has lost whoever helped him. */
export function againAddress(publicUrl: string, turn: number): string {
  return `${publicUrl}/twilio/voice/again?turn=${turn}${retries}`
}

/** Where a caller goes to speak with a person. */
export function conferenceAddress(publicUrl: string): string {
  return `${publicUrl}/twilio/voice/conference${retries}`
}

/** Told who is in a conference; twice is as good as once. */
export function conferenceStatusAddress(publicUrl: string): string {
  return `${publicUrl}/twilio/voice/conference/status${retries}`
}

/** What a caller hears to whom nobody speaks at the moment. */
export function heldAddress(publicUrl: string): string {
  return `${publicUrl}/twilio/voice/held${retries}`
}

/** Where whoever is called back is asked whether he is there. */
export function calledBackAddress(publicUrl: string, contact: string): string {
  return `${publicUrl}/twilio/voice/called-back?contact=${contact}${retries}`
}

/** Where an operator who is called on his own telephone is asked whether he takes the call. */
export function telephoneAddress(publicUrl: string, contact: string, operator: string): string {
  return `${publicUrl}/twilio/voice/telephone?contact=${contact}&operator=${operator}${retries}`
}

/** Told of the end of a call that the line made. */
export function statusAddress(publicUrl: string): string {
  return `${publicUrl}/twilio/voice/status${retries}`
}

/** The same as `waitAddress`, where it could not be told so many times in a row how it stands with him. */
export function waitOnAddress(publicUrl: string, turn: number, failures: number): string {
  return `${publicUrl}/twilio/voice/wait?failures=${failures}&turn=${turn}${retries}`
}
