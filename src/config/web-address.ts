import { z } from 'zod'
import { isPrivateHost } from '../activation/remote/private-host.ts'

export const publicUrl = z.string().transform((text, context) => {
  if (bareUrl(text) !== undefined) return withoutSlash(text)
  context.addIssue('must be an http or https address without query, such as https://line.example')
  return z.NEVER
})

/** A token and what it opens go unencrypted only over a network that is nobody else's. */
export const coreUrl = z.string().transform((text, context) => {
  const url = bareUrl(text)
  if (url === undefined) {
    context.addIssue('must be an https address without query, such as https://core.example')
  } else if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) {
    context.addIssue('must be https: over http its token could be read on the way')
  } else return withoutSlash(text)
  return z.NEVER
})

/** As the provider itself writes it, slash and all: it is compared. */
export const issuerUrl = z.string().transform((text, context) => {
  const url = bareUrl(text)
  if (url !== undefined && (url.protocol === 'https:' || isPrivateHost(url.hostname))) return text
  context.addIssue('must be an https address without query, such as https://id.example')
  return z.NEVER
})

export const collectorUrl = z.string().refine((text) => bareUrl(text) !== undefined, {
  error: 'must be an http or https address without query, such as http://collector:4318',
})

function bareUrl(text: string): URL | undefined {
  const url = URL.parse(text)
  const isBare = url !== null && !/[?#]/.test(text) && url.username + url.password === ''
  return isBare && /^https?:$/.test(url.protocol) ? url : undefined
}

function withoutSlash(text: string): string {
  return text.replace(/\/+$/, '')
}
