import { type Role, roles } from '../../base/operator.ts'

/** By which words an organisation gives each role. */
export type RoleNames = Readonly<Record<Role, readonly string[]>>

/**
 * The roles that the claims give. A claim is one word or a list of them; it is named as it stands there, or by the way
 * to it with dots between: `realm_access.roles`.
 */
export function rolesOfClaims(
  claims: Readonly<Record<string, unknown>>,
  { claim, names }: { readonly claim: string; readonly names: RoleNames },
): readonly Role[] {
  const found = Object.hasOwn(claims, claim) ? claims[claim] : claimAt(claims, claim.split('.'))
  const words: readonly unknown[] = Array.isArray(found) ? found : [found]
  return roles.filter((role) => names[role].some((name) => words.includes(name)))
}

function claimAt(value: unknown, way: readonly string[]): unknown {
  const [name, ...rest] = way
  if (name === undefined) return value
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return isThere ? claimAt((value as Record<string, unknown>)[name], rest) : undefined
}
