import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Account } from './account-store.ts'

/**
 * Knows a browser again in which an operator has signed in before (OWASP's device cookie), so that nobody can lock him
 * out there by trying his name elsewhere. It lets nobody in, and nothing of it is stored: an enrolment ends them all.
 */
export type Devices = {
  readonly issue: (account: Account, at: number) => string
  /** The name under which its tries are counted; nothing where it is not good for this operator. */
  readonly known: (token: string | undefined, account: Account, at: number) => string | undefined
}

export const deviceLivesFor = 90 * 24 * 60 * 60_000

export function createDevices(key: Uint8Array): Devices {
  const secret = createSecretKey(key)
  const sign = ({ operator, credentials }: Account, name: string, until: string): Buffer =>
    createHmac('sha256', secret)
      .update([operator.id, credentials.generation, name, until].join('\n'))
      .digest()

  return {
    issue: (account, at) => {
      const name = randomBytes(16).toString('base64url')
      const until = String(at + deviceLivesFor)
      return [name, until, sign(account, name, until).toString('base64url')].join('.')
    },
    known: (token, account, at) => {
      const { name, until, mark } = form.exec(token ?? '')?.groups ?? {}
      if (name === undefined || until === undefined || mark === undefined) return undefined
      const isOurs = timingSafeEqual(Buffer.from(mark, 'base64url'), sign(account, name, until))
      return isOurs && Number(until) > at ? name : undefined
    },
  }
}

const form = /^(?<name>[\w-]{22})\.(?<until>\d{1,15})\.(?<mark>[\w-]{43})$/
