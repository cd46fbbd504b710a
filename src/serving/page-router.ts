import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Router, static as files } from 'express'
import helmet from 'helmet'

/** Where Vite leaves a place for the nonce of an answer. */
const placeOfNonce = 'NONCE-OF-THIS-ANSWER'

/** What a page may do besides loading its own files and asking its own server, by directives of its policy. */
export type Sources = {
  readonly connect?: readonly string[]
  readonly media?: readonly string[]
  readonly image?: readonly string[]
}

/** Serves the built page in `folder`. */
export function pageRouter(folder: string, sources: Sources = {}): Router {
  const router = Router()
  router.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: false }))
  router.use(
    '/assets',
    files(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  )
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
      .set('Content-Security-Policy', policy(nonce, sources))
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(page.replaceAll(placeOfNonce, nonce))
  })
  return router
}

/** The nonce is for the styles that react-aria adds while the page runs. */
function policy(nonce: string, { connect = [], media = [], image = [] }: Sources): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    ['img-src', `'self'`, ...image].join(' '),
    ['connect-src', `'self'`, ...connect].join(' '),
    ...(media.length > 0 ? [['media-src', ...media].join(' ')] : []),
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}
