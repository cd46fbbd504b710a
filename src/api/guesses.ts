import type { Request } from 'express'
import { networkOf } from '../base/network-of.ts'
import type { Limits } from '../calls/limits.ts'
import type { Reply } from './route.ts'

/** How many ms whoever asks has to wait instead of being answered; 0: he is answered. */
export type Guesses = (request: Request, reply: Reply) => Promise<number>

/**
 * Counts the forged IDs of an address. The proof comes first, since it costs less than counting: what is genuine
 * is answered, however many forged ones there were.
 */
export function limitGuesses({ waitOf }: Pick<Limits, 'waitOf'>): Guesses {
  return async (request, reply) => (isGuess(reply) ? waitOf(networkOf(request.ip ?? '')) : 0)
}

function isGuess(reply: Reply): boolean {
  if (reply.kind !== 'answer' || !('reason' in reply.body)) return false
  const { reason } = reply.body
  return (
    reason === 'forged' || (reason === 'limited' && 'to' in reply.body && reply.body.to === 'tries')
  )
}
