import { z } from 'zod'
import type { Ledger } from '../../activation/ledger.ts'
import { page, pageOf, pageQuery } from '../page.ts'
import { answer, problem, type Route, route } from '../route.ts'
import { inAddress, keyPath } from '../schemas/ids.ts'
import { keyView, viewKey } from '../schemas/key.ts'

export function listKeys(ledger: Pick<Ledger, 'keys' | 'products'>): Route {
  return route({
    method: 'get',
    path: '/keys',
    id: 'listKeys',
    summary: 'The keys of a product, by serial',
    access: { kind: 'scope', scope: 'keys:read' },
    query: z.strictObject({ product: inAddress(0, 4095), ...pageQuery }),
    answers: { 200: pageOf(keyView).meta({ id: 'Keys' }) },
    problems: ['unknown-product'],
    handle: async ({ query: { product, ...query } }) => {
      const found = await page(
        query,
        (some) => ledger.keys(product, some),
        ({ serial }) => serial,
      )
      const shown = { ...found, items: found.items.map(viewKey) }
      const isKnown =
        found.items.length > 0 || (await ledger.products()).some(({ number }) => number === product)
      return isKnown ? answer(200, shown) : problem('unknown-product')
    },
  })
}

export function showKey(ledger: Pick<Ledger, 'key'>): Route {
  return route({
    method: 'get',
    path: '/keys/{product}/{serial}',
    id: 'showKey',
    summary: 'How a key stands',
    access: { kind: 'scope', scope: 'keys:read' },
    parameters: keyPath,
    answers: { 200: keyView },
    problems: ['unknown-key'],
    handle: async ({ path }) => {
      const key = await ledger.key(path)
      return key === undefined ? problem('unknown-key') : answer(200, viewKey(key))
    },
  })
}
