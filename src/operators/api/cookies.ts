import type { CookieOptions, Request, Response } from 'express'
import type { OperatorId } from '../../base/operator.ts'
import { deviceLivesFor } from '../accounts/devices.ts'

/** What the console keeps in a browser. */
export type Cookies = {
  readonly session: Jar
  /** That an operator has signed in there before. */
  readonly deviceOf: (operator: OperatorId) => Jar
  /** A sign-in by the organisation that is under way. */
  readonly begun: Jar
}

export type Jar = {
  readonly read: (request: Request) => string | undefined
  readonly write: (response: Response, value: string) => void
  readonly clear: (response: Response) => void
}

/** A provider asks for a password and a code, and somebody looks for his telephone. */
export const begunLivesFor = 10 * 60_000

/**
 * No script reads them, no other site sends them, and by `__Host-` no other host sets them. Only the line's own machine
 * is reached without https.
 */
export function createCookies(publicUrl: string): Cookies {
  const { protocol, hostname } = new URL(publicUrl)
  const isHere = protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
  const always = { path: '/', httpOnly: true, secure: !isHere } as const
  const jar = (name: string, options: CookieOptions): Jar => {
    const full = `${isHere ? '' : '__Host-'}${name}`
    return {
      read: (request) => valueOf(request.headers.cookie ?? '', full),
      write: (response, value) => void response.cookie(full, value, { ...always, ...options }),
      clear: (response) => {
        const { maxAge: _, ...rest } = options
        response.clearCookie(full, { ...always, ...rest })
      },
    }
  }
  return {
    session: jar('console-session', { sameSite: 'strict' }),
    deviceOf: (operator) =>
      jar(`console-device-${operator}`, { sameSite: 'strict', maxAge: deviceLivesFor }),
    // The way back from the organisation is a link on its site.
    begun: jar('console-begun', { sameSite: 'lax', maxAge: begunLivesFor }),
  }
}

/** The first one of that name: what a browser sends twice, somebody else has set too. */
function valueOf(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
