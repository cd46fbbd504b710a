import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider'

/** Somebody whom the provider knows, with what it says of him. */
export type Known = { readonly sub: string; readonly claims: Readonly<Record<string, unknown>> }

export type ServedProvider = {
  readonly issuer: string
  /** Whoever comes next is this one. */
  readonly next: (known: Known) => void
  /** The one that comes next says no at the provider. */
  readonly denyNext: () => void
  /** Signs with another key from now on, and publishes only that. */
  readonly roll: () => void
  /** Changes what the token endpoint answers. */
  readonly tamper: (change: ((answer: Tokens) => Tokens) | undefined) => void
  /** Answers nothing but 500. */
  readonly fail: (does: boolean) => void
  readonly close: () => Promise<void>
}

type Tokens = Readonly<Record<string, unknown>> & { readonly id_token?: string }

export const client = { id: 'activation-line', secret: 'a secret between the two of them' }

/** A real OpenID Connect provider on a port of its own, where everybody is signed in already. */
export async function serveProvider({
  redirect,
  inIdToken = true,
  method = 'client_secret_basic',
  host = '127.0.0.1',
}: {
  readonly redirect: () => string
  /** Tells claims in the ID token; else only when it is asked. */
  readonly inIdToken?: boolean
  readonly method?: 'client_secret_basic' | 'client_secret_post'
  /** By which it is known: `localhost` is another site than this address. */
  readonly host?: '127.0.0.1' | 'localhost'
}): Promise<ServedProvider> {
  let known: Known = { sub: 'nobody', claims: {} }
  let denies = false
  let fails = false
  let change: ((answer: Tokens) => Tokens) | undefined
  let handle: RequestListener = () => {}
  let keys = 0
  const server = createServer((request, response) => {
    if (fails) return void response.writeHead(500).end()
    handle(request, response)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`

  const begin = (): void => {
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: [redirect()],
          token_endpoint_auth_method: method,
        },
      ],
      clientAuthMethods: [method],
      jwks: { keys: [newKey(`key-${(keys += 1)}`)] },
      adapter: keepIn(new Map()),
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      cookies: { keys: ['a key for cookies'] },
      claims: { openid: ['sub'], profile: ['name', 'roles', 'realm_access'], email: ['email'] },
      conformIdTokenClaims: !inIdToken,
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: () => ({ ...known.claims, sub }),
      }),
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client?.clientId ?? '',
          accountId: oidc.session?.accountId ?? '',
        })
        grant.addOIDCScope('openid profile email')
        await grant.save()
        return grant
      },
    })
    provider.use(async (context, next) => {
      if (context.path.startsWith('/interaction/')) {
        const result = denies
          ? { error: 'access_denied' }
          : { login: { accountId: known.sub, remember: false } }
        await provider.interactionFinished(context.req, context.res, result)
        context.respond = false
        return
      }
      await next()
      if (context.path === '/token' && context.status === 200 && change !== undefined) {
        context.body = change(context.body as Tokens)
      }
    })
    const listener = provider.callback()
    handle = (request, response) => void listener(request, response)
  }

  let hasBegun = false
  const beginOnce: RequestListener = (request, response) => {
    if (!hasBegun) begin()
    hasBegun = true
    handle(request, response)
  }
  handle = beginOnce

  return {
    issuer,
    next: (one) => {
      known = one
      denies = false
    },
    denyNext: () => {
      denies = true
    },
    roll: begin,
    tamper: (how) => {
      change = how
    },
    fail: (does) => {
      fails = does
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Keeps in this process what the provider has to remember. */
function keepIn(all: Map<string, AdapterPayload>): (model: string) => Adapter {
  return (model) => {
    const nameOf = (id: string): string => `${model}:${id}`
    const findBy = async (is: (one: AdapterPayload) => boolean) => [...all.values()].find(is)
    return {
      upsert: async (id, payload) => void all.set(nameOf(id), payload),
      find: async (id) => all.get(nameOf(id)),
      findByUid: (uid) => findBy((one) => one.uid === uid),
      findByUserCode: (code) => findBy((one) => one.userCode === code),
      consume: async (id) => {
        const one = all.get(nameOf(id))
        if (one !== undefined) all.set(nameOf(id), { ...one, consumed: 1 })
      },
      destroy: async (id) => void all.delete(nameOf(id)),
      revokeByGrantId: async (grant) => {
        for (const [name, one] of all) if (one.grantId === grant) all.delete(name)
      },
    }
  }
}

function newKey(kid: string): JsonWebKey & { kid: string; use: string; alg: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }
}
