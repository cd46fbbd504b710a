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
