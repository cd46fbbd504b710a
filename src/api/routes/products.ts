import { z } from 'zod'
import { time } from '../../activation/contract/ids.ts'
import type { Ledger } from '../../activation/ledger.ts'
import { type Get, page, pageOf, pageQuery } from '../page.ts'
import { answer, type Route, route } from '../route.ts'
import { productNumber } from '../schemas/ids.ts'

const product = z
  .object({
    number: productNumber,
    name: z.string(),
    publicKey: z.string().regex(/^[0-9a-f]{160}$/),
    minted: z.int().min(0),
    state: z.enum(['sold', 'retired', 'sunset']),
    since: time.optional(),
    successor: productNumber.optional(),
  })
  .meta({
    id: 'Product',
    description:
      'What is sold. `minted`: its keys have the serials 1 to this; `since`: when it came into another state than ' +
      'sold; `successor`: the number of the product that takes its place.',
  })

export function products(ledger: Pick<Ledger, 'products'>): Route {
  return route({
    method: 'get',
    path: '/products',
    id: 'listProducts',
    summary: 'Products, by number',
    access: { kind: 'scope', scope: 'keys:read' },
    query: z.strictObject(pageQuery),
    answers: { 200: pageOf(product).meta({ id: 'Products' }) },
    handle: async ({ query }) => {
      const all = await ledger.products()
      const get: Get<(typeof all)[number]> = async ({ after, atMost }) =>
        all.filter(({ number }) => number > after).slice(0, atMost)
      return answer(200, await page(query, get, ({ number }) => number))
    },
  })
}
