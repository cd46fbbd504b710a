import { randomUUID } from 'node:crypto'
import { createRemoteCore } from '../../src/activation/remote/remote-core.ts'
import { drawToken, hashOfToken, type Scope } from '../../src/api/token.ts'
import { openApiStore } from '../../src/stores/api-store.ts'
import { type DatabaseAddress, openDatabase } from '../../src/stores/open-database.ts'
import { serve, type Served } from '../api/serve.ts'
import { type Line, masterKey, openLineAt } from './line.ts'

export type LineBehindHttp = Line & {
  /** The server that keeps the books. */
  readonly served: Served
  readonly token: string
}

/** A line whose core is another server, which keeps the books at the address. */
export async function openLineBehindHttp(
  address: DatabaseAddress,
  key: Uint8Array = masterKey,
  scopes: readonly Scope[] = ['activations', 'keys:write'],
): Promise<LineBehindHttp> {
  const line = await openLineAt(address, key)
  const database = await openDatabase(address)
  const { ledger, keyring, clock } = line
  const store = await openApiStore(database)
  const token = drawToken()
  await store.tokens.add({ name: randomUUID(), hash: hashOfToken(token), scopes, createdAt: 0 })
  const served = await serve({
    core: line.core,
    books: { ledger, keyring, ...store },
    ratePerMinuteOfToken: 0,
    now: () => clock.at,
  })
  const core = createRemoteCore({
    url: served.url,
    token,
    onFault: () => {},
    onWell: () => {},
  })
  return {
    ...line,
    core,
    served,
    token,
    close: async () => {
      await core.close()
      await served.close()
      await database.destroy()
      await line.close()
    },
  }
}
