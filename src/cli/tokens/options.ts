/** What `tokens add` is told, as it comes from the command line. */
import { InvalidArgumentError } from 'commander'
import { isScope, type Scope, scopes } from '../../api/token.ts'

export const day = 24 * 60 * 60 * 1000

/** 2027-03-31, in UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

export function tokenName(text: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(text) && !taken.includes(text.toLowerCase())) return text
  throw new InvalidArgumentError(
    `Write letters, digits, dots and hyphens, 64 at most, and not ${taken.join(', ')}.`,
  )
}

export function scopesOf(text: string): readonly Scope[] {
  const all = text.split(',').map((one) => one.trim())
  if (all.every(isScope)) return scopes.filter((one) => all.includes(one))
  throw new InvalidArgumentError(`Write some of ${scopes.join(', ')}, with commas between.`)
}

/** The midnight at which that day begins, which must not be over at `now`. */
export function lastDay(text: string, _before?: unknown, now: number = Date.now()): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || dayOf(at) !== text) {
    throw new InvalidArgumentError('Write a day as 2027-03-31.')
  }
  if (at + day > now) return at
  throw new InvalidArgumentError('This day is over.')
}

/** The audit calls these by the same names. */
const taken = ['cli', 'caller', 'demo', 'operator']
