import * as oidc from 'openid-client'
import { isPrivateHost } from '../../activation/remote/private-host.ts'
import { Fault } from '../../base/faults.ts'
import type { Role } from '../../base/operator.ts'
import type { Identity } from '../accounts/operator.ts'
import { emailAddress, personName } from '../accounts/person.ts'
import { type RoleNames, rolesOfClaims } from './roles-of-claims.ts'

export type OrganisationSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: string
  readonly rolesClaim: string
  readonly roleNames: RoleNames
}

/** What a browser keeps until it comes back: nobody else may read or change it. */
export type Begun = { readonly state: string; readonly nonce: string; readonly verifier: string }

export type Vouched =
  | {
      readonly kind: 'vouched'
      readonly identity: Extract<Identity, { readonly kind: 'organisation' }>
      readonly name: string
      readonly email: string
      /** One at least. */
      readonly roles: readonly Role[]
    }
  /** `organisation`: it said no, or what comes back is not what was begun. */
  | { readonly kind: 'refused'; readonly reason: 'organisation' | 'no-role' }

/**
 * An organisation that says who its people are, by OpenID Connect: the code flow with PKCE, state and nonce. Throws the
 * fault `organisation-unusable`.
 */
export type Organisation = {
  readonly begin: (at: number) => Promise<{ readonly address: URL; readonly begun: Begun }>
  /** `returned`: the address at which the browser came back, as it is seen from outside. */
  readonly finish: (returned: URL, begun: Begun) => Promise<Vouched>
}

export function createOrganisation(
  settings: OrganisationSettings,
  redirectAddress: string,
): Organisation {
  let known: { readonly at: number; readonly found: Promise<oidc.Configuration> } | undefined

  const lately = (at: number): Promise<oidc.Configuration> => {
    if (known !== undefined && Math.abs(at - known.at) < knownForMs) return known.found
    const found = discover(settings)
    known = { at, found }
    found.catch(() => (known = undefined))
    return found
  }

  return {
    begin: async (at) => {
      const begun = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      }
      const address = oidc.buildAuthorizationUrl(await lately(at), {
        redirect_uri: redirectAddress,
        scope: settings.scopes,
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
      })
      return { address, begun }
    },

    finish: async (returned, begun) => {
      if (returned.searchParams.get('state') !== begun.state) return refused
      // Anew each time, keys and all: an organisation changes them when it likes.
      const configuration = await discover(settings)
      const tokens = await redeem(configuration, returned, begun)
      if (tokens === undefined) return refused
      return vouch(settings, await claimsOf(configuration, tokens, settings.rolesClaim))
    },
  }
}

/** Whoever only looks at the sign-in makes no more requests than this of the organisation. */
const knownForMs = 10 * 60_000

const timeoutInSeconds = 10

const refused = { kind: 'refused', reason: 'organisation' } as const

async function discover(settings: OrganisationSettings): Promise<oidc.Configuration> {
  const { issuer, clientId, clientSecret } = settings
  const address = new URL(issuer)
  const isNear = address.protocol === 'http:' && isPrivateHost(address.hostname)
  try {
    return await oidc.discovery(address, clientId, undefined, proveBy(clientSecret), {
      timeout: timeoutInSeconds,
      execute: [oidc.enableNonRepudiationChecks, ...(isNear ? [oidc.allowInsecureRequests] : [])],
    })
  } catch (cause) {
    throw unusable('What it says of itself cannot be read.', cause)
  }
}

/** In the header, as OpenID Connect has it where nothing is agreed; in the body where only that is understood. */
function proveBy(secret: string): oidc.ClientAuth {
  return (server, client, body, headers) => {
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server
    const isBasic = methods.includes('client_secret_basic')
    const prove = isBasic ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret)
    return prove(server, client, body, headers)
  }
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>

/** Nothing where the organisation says no to this one browser: it was denied, or its code is used or made up. */
async function redeem(
  configuration: oidc.Configuration,
  returned: URL,
  { state, nonce, verifier }: Begun,
): Promise<Tokens | undefined> {
  try {
    return await oidc.authorizationCodeGrant(configuration, returned, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError) return undefined
    if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') return undefined
    throw unusable('What it answers to a code cannot be trusted.', error)
  }
}

type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string }

/** What does not stand in the ID token, it may tell when it is asked. */
async function claimsOf(
  configuration: oidc.Configuration,
  tokens: Tokens,
  claim: string,
): Promise<Claims> {
  const claims = tokens.claims()
  if (claims === undefined) throw unusable('It gives no ID token.')
  const { userinfo_endpoint: endpoint } = configuration.serverMetadata()
  if (Object.hasOwn(claims, claim) || endpoint === undefined) return claims
  try {
    const told = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
    return { ...told, ...claims }
  } catch (cause) {
    throw unusable('What it tells of a person cannot be read.', cause)
  }
}

function vouch(settings: OrganisationSettings, claims: Claims): Vouched {
  const { rolesClaim: claim, roleNames: names } = settings
  const roles = rolesOfClaims(claims, { claim, names })
  if (roles.length === 0) return { kind: 'refused', reason: 'no-role' }
  const said = [claims['name'], claims['preferred_username'], claims['email'], claims.sub]
  const [name = ''] = said.flatMap((one) => personName.safeParse(one).data ?? [])
  return {
    kind: 'vouched',
    identity: { kind: 'organisation', issuer: claims.iss, subject: claims.sub },
    name,
    email: emailAddress.safeParse(claims['email']).data ?? '',
    roles,
  }
}

/** What it answered may tell of a person: the log has its code and place only. */
function unusable(detail: string, cause?: unknown): Fault {
  return new Fault('organisation-unusable', detail, { cause })
}
