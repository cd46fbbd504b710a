import type { Role } from '../../base/operator.ts'

/** The pages of the navigation, in its order, each for whoever has one of these roles; without roles for everybody. */
export const pages = [
  { name: 'desk', for: ['operator', 'supervisor'] },
  { name: 'board', for: ['supervisor'] },
  { name: 'cases', for: ['supervisor'] },
  { name: 'overrides', for: ['operator', 'supervisor'] },
  { name: 'audit', for: ['supervisor', 'administrator'] },
  { name: 'operators', for: ['administrator'] },
  { name: 'you', for: [] },
] as const satisfies readonly { readonly name: string; readonly for: readonly Role[] }[]

export type PageName = (typeof pages)[number]['name']

export type Route =
  | { readonly kind: 'page'; readonly name: PageName }
  | { readonly kind: 'contact'; readonly id: string }
  | { readonly kind: 'enrol'; readonly invitation: string }
  /** Back from the organisation, which did not let in. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'start' }

/** Reads what stands behind the number sign of an address. */
export function routeOf(hash: string): Route {
  const refused = /^#refused=([\w-]+)$/.exec(hash)?.[1]
  if (refused !== undefined) return { kind: 'refused', reason: refused }
  const invitation = /^#invitation=([\w-]+)$/.exec(hash)?.[1]
  if (invitation !== undefined) return { kind: 'enrol', invitation }
  const [, name = '', rest = ''] = hash.split('/')
  if (name === 'contact' && rest !== '') return { kind: 'contact', id: rest }
  const page = pages.find((one) => one.name === name)
  return page === undefined ? { kind: 'start' } : { kind: 'page', name: page.name }
}

export function pagesFor(roles: readonly Role[]): readonly PageName[] {
  const isFor = (one: (typeof pages)[number]): boolean => {
    const { for: some }: { readonly for: readonly Role[] } = one
    return some.length === 0 || some.some((role) => roles.includes(role))
  }
  return pages.filter(isFor).map(({ name }) => name)
}
