import { z } from 'zod'
import { type Role, roles } from '../base/operator.ts'

/** The OpenID Connect provider by which operators sign in. */
export type OrganisationSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** With spaces between. */
  readonly scopes: string
  readonly rolesClaim: string
  /** By which words of that claim each role is given. */
  readonly roleNames: RoleNames
}

type RoleNames = Readonly<Record<Role, readonly string[]>>

export const scopes = z
  .string()
  .regex(/^[!#-~]+( [!#-~]+)*$/, 'must be scopes with spaces between')
  .refine((text) => text.split(' ').includes('openid'), 'must have the scope openid among them')

/** `operator=line-operators,supervisor=line-leads,administrator=it`; a role may be named more than once. */
export const roleNames = z.string().transform((text, context): RoleNames => {
  const pairs = text.split(',').map((pair) => /^([^=]+)=(.+)$/.exec(pair.trim()) ?? [])
  const isKnown = pairs.every(([, role = '']) => (roles as readonly string[]).includes(role))
  if (isKnown) {
    const namesOf = (role: Role): string[] =>
      pairs.flatMap(([, given, name = '']) => (given === role ? [name] : []))
    return {
      operator: namesOf('operator'),
      supervisor: namesOf('supervisor'),
      administrator: namesOf('administrator'),
    }
  }
  context.addIssue(`must be <role>=<name> with commas between; roles are ${roles.join(', ')}`)
  return z.NEVER
})

export const clientSecret = z
  .string()
  .trim()
  .regex(/^[ -~]{1,1000}$/, 'must be up to 1,000 ASCII characters')

type Values = {
  readonly OIDC_ISSUER?: string | undefined
  readonly OIDC_CLIENT_ID?: string | undefined
  readonly OIDC_CLIENT_SECRET?: string | undefined
  readonly OIDC_CLIENT_SECRET_FILE?: string | undefined
  readonly OIDC_SCOPES: string
  readonly OIDC_ROLES_CLAIM: string
  readonly OIDC_ROLES: RoleNames
}

/** Nothing where only local operators sign in. */
export function organisationOf(values: Values): OrganisationSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = values
  const secret = values.OIDC_CLIENT_SECRET ?? values.OIDC_CLIENT_SECRET_FILE
  if (issuer === undefined || clientId === undefined || secret === undefined) return undefined
  return {
    issuer,
    clientId,
    clientSecret: secret,
    scopes: values.OIDC_SCOPES,
    rolesClaim: values.OIDC_ROLES_CLAIM,
    roleNames: values.OIDC_ROLES,
  }
}
