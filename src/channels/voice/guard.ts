import express, { type RequestHandler } from 'express'
import { createSignatureCheck } from './signature.ts'

export type GuardDeps = {
  /** Where Twilio reaches the line, without a slash at its end. */
  readonly publicUrl: string
  readonly authTokens: readonly string[]
  readonly metrics: { readonly webhookRefused: (reason: 'signature' | 'request') => void }
}

/** Far more than Twilio sends. */
const mostBytes = 64 * 1024
const mostParameters = 200

/**
 * Lets pass only what Twilio signed: form posts, read as they were written. What is refused has changed
 * nothing but a counter.
 */
export function createGuard(deps: GuardDeps): readonly RequestHandler[] {
  const isSigned = createSignatureCheck(deps.publicUrl, deps.authTokens)

  const isPost: RequestHandler = (request, response, next) => {
    if (request.method === 'POST') return next()
    response.status(405).set('Allow', 'POST').end()
    deps.metrics.webhookRefused('request')
  }

  const isTwilios: RequestHandler = (request, response, next) => {
    const signature = request.get('X-Twilio-Signature') ?? ''
    const params: Readonly<Record<string, unknown>> | undefined = request.body
    if (params === undefined) {
      response.status(415).end()
      deps.metrics.webhookRefused('request')
    } else if (isSigned({ signature, path: request.originalUrl, params })) {
      response.locals['isSigned'] = true
      next()
    } else {
      response.status(403).end()
      deps.metrics.webhookRefused('signature')
    }
  }

  const form = express.urlencoded({
    // Otherwise a name such as `a[b]` is read in another way than it was signed.
    extended: false,
    inflate: false,
    limit: mostBytes,
    parameterLimit: mostParameters,
  })

  return [isPost, form, isTwilios]
}
