import { z } from 'zod'

export type Place = { readonly host: string; readonly port: number }

/** What REDIS_URL says: how one comes in, and one place where. */
export type RedisUrl = {
  readonly place: { readonly host: string; readonly port: number | undefined }
  readonly user: string | undefined
  readonly password: string | undefined
  readonly isEncrypted: boolean
  readonly database: number
}

/** Where calls are kept in Redis; user, password, encryption and database hold for all places. */
export type RedisSettings = Omit<RedisUrl, 'place'> &
  (
    | { readonly mode: 'single'; readonly place: Place }
    | { readonly mode: 'cluster'; readonly places: readonly Place[] }
    | {
        readonly mode: 'sentinel'
        readonly sentinels: readonly Place[]
        readonly master: string
      }
  )

export const redisUrl = z.string().transform((text, context): RedisUrl => {
  const url = urlOf(text)
  const password = url && decoded(url.password)
  const user = url && decoded(url.username)
  if (url === undefined || password === undefined || user === undefined) {
    context.addIssue(
      'must be redis://<user>:<password>@<host>:<port>, or rediss:// to encrypt, with / : @ ? # % in the password written as %2F %3A %40 %3F %23 %25',
    )
    return z.NEVER
  }
  return {
    place: { host: bare(url.hostname), port: url.port === '' ? undefined : Number(url.port) },
    user: user === '' ? undefined : user,
    password: password === '' ? undefined : password,
    isEncrypted: url.protocol === 'rediss:',
    database: Number(url.pathname.slice(1)),
  }
})

export const redisMode = z.enum(
  ['single', 'cluster', 'sentinel'],
  'must be single, cluster or sentinel',
)

export const redisNodes = z.string().transform((text, context) => {
  const places = text.split(',').map((one) => placeOf(one.trim()))
  if (places.every((place) => place !== undefined)) return places
  context.addIssue('must be a list of <host>:<port> with commas between')
  return z.NEVER
})

type Values = {
  readonly REDIS_URL?: RedisUrl | undefined
  readonly REDIS_MODE: z.infer<typeof redisMode>
  readonly REDIS_NODES?: readonly Place[] | undefined
  readonly REDIS_SENTINEL_MASTER?: string | undefined
}

/** Nothing where calls are kept in a file. */
export function redisOf(values: Values): RedisSettings | undefined {
  if (values.REDIS_URL === undefined) return undefined
  const { place, ...access } = values.REDIS_URL
  const mode = values.REDIS_MODE
  const first = { host: place.host, port: place.port ?? (mode === 'sentinel' ? 26_379 : 6_379) }
  const places = [first, ...(values.REDIS_NODES ?? [])]
  switch (mode) {
    case 'single':
      return { ...access, mode, place: first }
    case 'cluster':
      return { ...access, mode, places }
    case 'sentinel':
      return { ...access, mode, sentinels: places, master: values.REDIS_SENTINEL_MASTER ?? '' }
  }
}

/** All of it is hidden where it cannot be told for certain which part is the password. */
export function showRedis(address: string): string {
  const url = urlOf(address)
  if (url === undefined || /@.*@/.test(address)) return '(hidden)'
  if (url.password === '') return address
  return `${url.protocol}//${url.username}:(hidden)@${url.host}${url.pathname}`
}

function urlOf(text: string): URL | undefined {
  const url = URL.parse(text)
  const isOne = url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== ''
  return isOne && /^(\/\d{0,4})?$/.test(url.pathname) && !/[?#]/.test(text) ? url : undefined
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function placeOf(text: string): Place | undefined {
  const [, host = '', port = ''] = /^(\[[0-9a-f:]+\]|[^\s:@/]+):(\d{1,5})$/i.exec(text) ?? []
  return host !== '' && Number(port) <= 65_535
    ? { host: bare(host), port: Number(port) }
    : undefined
}

/** An IPv6 address without its brackets. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}
