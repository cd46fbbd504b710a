import type { RequestHandler, Response } from 'express'
import { networkOf } from '../base/network-of.ts'
import { answerProblem, answerTooMany } from './problems.ts'
import { createRateLimit } from './rate-limit.ts'
import { hashOfToken, isTokenLike, type Token, type Tokens } from './token.ts'

export type IdentifyDependencies = {
  readonly tokens: Pick<Tokens, 'find' | 'noteUse'> | undefined
  /** Requests a minute and address without a good token; 0: no limit. */
  readonly ratePerMinute: number
  readonly ratePerMinuteOfToken: number
  readonly now: () => number
  readonly report: (error: unknown) => void
}

/**
 * Finds out who asks: nobody by name, or the bearer of a token. A token that is not good is answered 401 and counts
 * for its address. That a token was used is written down once a day, beside the answer.
 */
export function identify(dependencies: IdentifyDependencies): RequestHandler {
  const { tokens, now, report } = dependencies
  const ofAddress = createRateLimit(dependencies.ratePerMinute)
  const ofToken = createRateLimit(dependencies.ratePerMinuteOfToken)
  const noted = new Map<string, number>()

  const find = async (authorization: string): Promise<Token | undefined> => {
    const secret = /^Bearer +(?<secret>\S+)$/i.exec(authorization)?.groups?.['secret'] ?? ''
    if (!isTokenLike(secret)) return undefined
    const token = await tokens?.find(hashOfToken(secret))
    const isOver = token?.expiresAt !== undefined && token.expiresAt <= now()
    return isOver ? undefined : token
  }

  const noteUse = ({ hash, lastUsedOn }: Token): void => {
    const today = now() - (now() % day)
    if (lastUsedOn === today || noted.get(hash) === today) return
    noted.set(hash, today)
    tokens?.noteUse(hash, today).catch(report)
  }

  return async (request, response, next) => {
    const { authorization } = request.headers
    const token = authorization === undefined ? undefined : await find(authorization)
    const wait =
      token === undefined ? await ofAddress(networkOf(request.ip ?? '')) : await ofToken(token.hash)
    if (wait !== undefined) return answerTooMany(response, wait)
    if (authorization !== undefined && token === undefined) {
      response.set('WWW-Authenticate', `${challenge}, error="invalid_token"`)
      answerProblem(response, 'unauthorized')
      return
    }
    if (token !== undefined) {
      noteUse(token)
      bearers.set(response, token)
    }
    next()
  }
}

/** How a token is asked for (RFC 6750). */
export const challenge = 'Bearer realm="activation-line"'

/** Who asked for this answer. */
export function bearerOf(response: Response): Token | undefined {
  return bearers.get(response)
}

const bearers = new WeakMap<Response, Token>()

const day = 24 * 60 * 60 * 1000
