import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** With what a softphone of the simulated telephone signs in: good for one identity, in this process, for a while. */
export type SoftphoneTokens = {
  readonly issue: (identity: string) => string
  /** Undefined: none of ours, or too old. */
  readonly identityOf: (token: string) => string | undefined
}

/** As long as a token of Twilio's that the line makes. */
const goodForMs = 600_000

export function createSoftphoneTokens(now: () => number): SoftphoneTokens {
  const key = randomBytes(32)
  const signed = (text: string): string =>
    createHmac('sha256', key).update(text).digest('base64url')
  return {
    issue: (identity) => {
      const text = `${Buffer.from(identity).toString('base64url')}.${now() + goodForMs}`
      return `${text}.${signed(text)}`
    },
    identityOf: (token) => {
      const [identity = '', until = '', signature = ''] = token.split('.')
      const expected = signed(`${identity}.${until}`)
      if (!isSame(signature, expected) || Number(until) < now()) return undefined
      return Buffer.from(identity, 'base64url').toString()
    },
  }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
