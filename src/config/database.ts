import { z } from 'zod'

export type Database =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string }

export const database = z.string().transform((text, context): Database => {
  const file = /^sqlite:(?<file>.+)$/.exec(text)?.groups?.['file']
  if (file !== undefined && file !== ':memory:') return { kind: 'sqlite', file }
  if (isPostgres(text)) {
    const url = URL.parse(text)
    if (url !== null && namesDatabase(url)) return { kind: 'postgres', url: text }
    context.addIssue(
      'must be postgres://<user>:<password>@<host>:<port>/<database>, with / : @ ? # % in the password written as %2F %3A %40 %3F %23 %25',
    )
  } else {
    context.addIssue(
      'must be sqlite:<file>, such as sqlite:data/activation-line.db, or postgres://…',
    )
  }
  return z.NEVER
})

export function isPostgres(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address)
}

/** All of it is hidden where it cannot be told for certain which part is the password. */
export function showDatabase(address: string): string {
  if (!isPostgres(address)) return address
  const url = URL.parse(address)
  const isClear = url !== null && namesDatabase(url) && !/@.*@/.test(address)
  if (!isClear || [...url.searchParams.keys()].some((name) => /password/.test(name))) {
    return '(hidden)'
  }
  if (url.password === '') return address
  return `${url.protocol}//${url.username}:(hidden)@${url.host}${url.pathname}${url.search}`
}

function namesDatabase({ pathname, hash }: URL): boolean {
  return /^\/[^/@]+$/.test(pathname) && hash === ''
}
