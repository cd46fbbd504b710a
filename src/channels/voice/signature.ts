import twilio from 'twilio'

export type SignedRequest = {
  readonly signature: string
  /** Path and query as they came in. */
  readonly path: string
  readonly params: Readonly<Record<string, unknown>>
}

/**
 * Makes the check of Twilio's signature: over the address at which Twilio knows the line, never over what
 * a header says, and with each of the tokens, so that a token can be changed without a call lost.
 */
export function createSignatureCheck(
  publicUrl: string,
  authTokens: readonly string[],
): (request: SignedRequest) => boolean {
  return ({ signature, path, params }) => {
    const url = publicUrl + path
    if (signature === '') return false
    try {
      return authTokens.some((token) => twilio.validateRequest(token, signature, url, params))
    } catch {
      // What is no address at all.
      return false
    }
  }
}
