import { isIPv6 } from 'node:net'
import type { RequestHandler } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { answerProblem } from './problem.ts'

/**
 * Answers 429 to an address that asks more often than this in a minute; 0: never. An IPv6 address counts by
 * its first 64 bits, which is what one customer is given.
 */
export function limitRate(perMinute: number): RequestHandler {
  if (perMinute === 0) return (_request, _response, next) => next()
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })

  return async (request, response, next) => {
    try {
      await limiter.consume(networkOf(request.ip ?? ''))
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      response.set('Retry-After', String(Math.ceil(refused.msBeforeNext / 1000)))
      answerProblem(response, 429, 'Too many requests from this address; try again later.')
      return
    }
    next()
  }
}

/** The address as it is counted: `192.0.2.7`, or `2001:db8:0:1` for all of `2001:db8:0:1::/64`. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(?<v4>[\d.]+)$/i.exec(address)?.groups?.['v4']
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = '', tail = ''] = address.split('::')
  const [before, after] = [partsOf(head), partsOf(tail)]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}

function partsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':')
}
