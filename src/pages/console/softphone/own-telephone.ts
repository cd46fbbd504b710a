import type { Api } from '../api.ts'
import { isRefused } from '../api.ts'
import type { Carrier } from './carrier.ts'

/** The operator's own telephone: the line rings it, and does so again when he takes again whom he has. */
export function ownTelephone(api: Pick<Api, 'ask'>): Carrier {
  return {
    dial: ({ contact, tell }) => {
      const take = api.ask('POST /contacts/:id/take', { id: contact, sent: { version: 0 } })
      void take.then((answer) => {
        if (isRefused(answer)) tell({ kind: 'ended', why: 'not-let-in' })
      })
    },
    hangUp: () => undefined,
    mute: () => undefined,
  }
}
