/** Twilio asks again twice within its 15 seconds; never sent nor signed, and safe as no turn is taken twice. */
const retries = '#rc=2&rp=ct,rt,5xx&rt=4000'

/** Where the answer to a turn goes; or, sealed, an answer that was given and not taken yet. */
export function turnAddress(publicUrl: string, turn: number | string): string {
  return `${publicUrl}/twilio/voice/turn?turn=${turn}${retries}`
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
