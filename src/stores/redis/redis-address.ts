export type Place = { readonly host: string; readonly port: number }

/** How one comes in, the same at all places. */
export type Access = {
  readonly user: string | undefined
  readonly password: string | undefined
  readonly isEncrypted: boolean
  readonly database: number
}

/** Where Redis is, as the settings give it; it may hold a password. */
export type RedisAddress = Access &
  (
    | { readonly mode: 'single'; readonly place: Place }
    | { readonly mode: 'cluster'; readonly places: readonly Place[] }
    | { readonly mode: 'sentinel'; readonly sentinels: readonly Place[]; readonly master: string }
  )
