import { createHmac } from 'node:crypto'

/** Parameters of a request; a name may have several values. */
export type Params = Readonly<Record<string, string | readonly string[]>>

/**
 * Twilio's X-Twilio-Signature: HMAC-SHA1 with the account's token over the address and each parameter's
 * name and value in the order of the names, in base64. A name's values are sorted and each counts once.
 */
export function signatureOf(token: string, url: string, params: Params = {}): string {
  const names = Object.keys(params).toSorted((a, b) => (a < b ? -1 : 1))
  const signed = names.map((name) =>
    valuesOf(params[name])
      .map((value) => name + value)
      .join(''),
  )
  return createHmac('sha1', token)
    .update(url + signed.join(''), 'utf8')
    .digest('base64')
}

/**
 * The address as Twilio signs it for a voice request: without user, password and fragment, and without
 * the port where the scheme is https.
 */
export function signedUrl(url: string): string {
  const bare = url.replace(/#.*$/s, '').replace(/^(https?:\/\/)[^/?@]*@/, '$1')
  return bare.startsWith('https:') ? bare.replace(/^(https:\/\/[^/?]*?):\d+(?=[/?]|$)/, '$1') : bare
}

function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : [...new Set(value)].toSorted()
}
