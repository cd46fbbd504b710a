import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Router, static as files } from 'express'
import helmet from 'helmet'
import type { Demo } from './live-protocol.ts'

/** Where Vite leaves a place for the nonce of an answer. */
const placeOfNonce = 'NONCE-OF-THIS-ANSWER'

/** Serves the built page in `folder`, and what it must know as `demo.json`. */
export function pageRouter(folder: string, demo: Demo): Router {
  const router = Router()
  router.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: false }))
  router.use(
    '/assets',
    files(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  )
  router.get('/demo.json', (_request, response) => {
    response.set('Cache-Control', 'no-store').json(demo)
  })
  router.get('/', async (request, response) => {
    const [path = '', search] = request.originalUrl.split('?')
    if (!path.endsWith('/')) {
      response.redirect(`${path}/${search === undefined ? '' : `?${search}`}`)
      return
    }
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
    if (page === undefined) {
      response.status(503).type('text').send('The page is not built: npm run build:pages\n')
      return
    }
    const nonce = randomBytes(18).toString('base64')
    response
      .set('Content-Security-Policy', policy(nonce))
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(page.replaceAll(placeOfNonce, nonce))
  })
  return router
}

/** The nonce is for the styles that react-aria adds while the page runs. */
function policy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self'`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}
