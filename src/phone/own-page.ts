import type { IncomingMessage } from 'node:http'

/** Browsers tell which page opens a socket; other pages must not telephone in a visitor's name. */
export function isOwnPage({ headers }: IncomingMessage): boolean {
  const { origin = '', host = '' } = headers
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}
