import { z } from 'zod'
import { keyClass } from '../../activation/contract/results.ts'
import { type Keyring, secretsOf } from '../../activation/keyring.ts'
import type { Ledger } from '../../activation/ledger.ts'
import { keysOf } from '../../activation/mint-keys.ts'
import { defaultLimits } from '../../activation/policy.ts'
import type { Once } from '../once.ts'
import { answer, problem, type Route, route } from '../route.ts'
import { country, givenCountry, productNumber } from '../schemas/ids.ts'

type Dependencies = {
  readonly ledger: Pick<Ledger, 'products'>
  readonly keyring: Keyring
  readonly once: Once
  readonly now: () => number
}

const batch = {
  product: productNumber,
  count: z.int().min(1).max(1_000).default(1),
  regions: z
    .array(givenCountry)
    .max(250)
    .default([])
    .meta({ description: 'Where alone they may be activated; empty: everywhere.' }),
}

const body = z
  .discriminatedUnion('keyClass', [
    z.strictObject({
      keyClass: z.literal('mak'),
      limit: z.int().min(1).max(1_000_000).meta({ description: 'On how many machines at a time.' }),
      ...batch,
    }),
    z.strictObject({ keyClass: z.enum(['retail', 'oem', 'kms-host', 'kms-client']), ...batch }),
  ])
  .meta({ id: 'MintRequest' })

const minted = z
  .object({
    product: productNumber,
    keyClass,
    limit: z.int().min(0),
    regions: z.array(country),
    keys: z.array(z.object({ serial: z.int().min(1), productKey: z.string() })),
  })
  .meta({
    id: 'MintedKeys',
    description: 'Whoever has a product key can activate with it: no other answer holds one.',
  })

/** Mints keys; a repeated request gets the same keys, which are not kept but made again. */
export function mint({ ledger, keyring, once, now }: Dependencies): Route {
  return route({
    method: 'post',
    path: '/keys',
    id: 'mintKeys',
    summary: 'Mint product keys',
    access: { kind: 'scope', scope: 'keys:write' },
    once: true,
    body,
    answers: { 201: minted },
    problems: ['unknown-product', 'no-serials-left'],
    handle: async ({ body: asked, once: request, token }) => {
      const { product, count, regions } = asked
      const limit = asked.keyClass === 'mak' ? asked.limit : defaultLimits[asked.keyClass]
      const standing = (await ledger.products()).find(({ number }) => number === product)
      if (standing === undefined) return problem('unknown-product')
      // Throws where its master key is not loaded, before anything is minted.
      secretsOf(keyring, standing)
      const at = now()
      const done = await once({ ...request, at }, (books) =>
        books.mint(
          { product, keyClass: asked.keyClass, limit, regions, count },
          { by: token?.name ?? '', at },
        ),
      )
      if (done.kind === 'other-request') return problem('idempotency-key-reused')
      if (typeof done.outcome === 'string') return problem(done.outcome)
      const keys = keysOf(keyring, standing, { first: done.outcome.first, count })
      return answer(201, { product, keyClass: asked.keyClass, limit, regions, keys })
    },
  })
}
