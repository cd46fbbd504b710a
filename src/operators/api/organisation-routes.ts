import { type Response, Router } from 'express'
import { z } from 'zod'
import { networkOf } from '../../base/network-of.ts'
import { comeIn } from '../organisation/come-in.ts'
import type { Begun, Vouched } from '../organisation/organisation.ts'
import type { ConsoleDeps } from './console-deps.ts'
import { begunLivesFor, type Cookies } from './cookies.ts'

export const callbackPath = '/console/api/organisation/callback'

/** `/organisation`: to the OpenID Connect provider and back. Both are links, so both answer by leading on. */
export function organisationRoutes(deps: ConsoleDeps, cookies: Cookies): Router {
  const { organisation, sealing, publicUrl, now, report } = deps
  const router = Router()

  router.get('/organisation/start', async (_request, response) => {
    if (organisation === undefined) return leadOn(response, publicUrl, 'no-organisation')
    try {
      const { address, begun } = await organisation.begin(now())
      const kept = JSON.stringify({ ...begun, until: now() + begunLivesFor })
      cookies.begun.write(response, sealing.seal(kept, place))
      response.redirect(303, address.href)
    } catch (error) {
      report(error)
      leadOn(response, publicUrl, 'unavailable')
    }
  })

  router.get('/organisation/callback', async (request, response) => {
    if (organisation === undefined) return leadOn(response, publicUrl, 'no-organisation')
    const begun = unsealed(sealing.open(cookies.begun.read(request) ?? '', place), now())
    cookies.begun.clear(response)
    const whence = { address: networkOf(request.ip ?? ''), at: now() }
    try {
      const { search } = new URL(request.originalUrl, publicUrl)
      const returned = new URL(publicUrl + callbackPath + search)
      const vouch = async (): Promise<Vouched> =>
        begun === undefined
          ? { kind: 'refused', reason: 'organisation' }
          : organisation.finish(returned, begun)
      const result = await comeIn(deps, vouch, whence)
      if (result.kind === 'refused') return leadOn(response, publicUrl, result.reason)
      cookies.session.write(response, result.session)
      leadOn(response, publicUrl)
    } catch (error) {
      report(error)
      leadOn(response, publicUrl, 'unavailable')
    }
  })
  return router
}

/** What is sealed for here is good for nothing else. */
const place = 'organisation'

const kept = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  until: z.number(),
})

function unsealed(text: string | undefined, at: number): Begun | undefined {
  const found = text === undefined ? undefined : kept.safeParse(JSON.parse(text)).data
  return found !== undefined && found.until > at ? found : undefined
}

/**
 * By a page of ours and not by a redirect: to one that began on the organisation's site a browser sends no cookie that
 * is for this site only.
 */
function leadOn(response: Response, publicUrl: string, refused?: string): void {
  const { href } = new URL(`${publicUrl}/console/`)
  const address = refused === undefined ? href : `${href}#refused=${refused}`
  response
    .status(200)
    .type('html')
    .send(
      `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${address}"><title>Activation Line</title><a href="${address}">Activation Line</a>\n`,
    )
}
