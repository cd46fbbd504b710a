import { z } from 'zod'
import type { Audit } from '../../activation/audit.ts'
import { time } from '../../activation/contract/ids.ts'
import { page, pageOf, pageQuery } from '../page.ts'
import { answer, type Route, route } from '../route.ts'
import { productNumber } from '../schemas/ids.ts'

const seal = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'HMAC-SHA-256 over this entry and the seal before it.' })

const head = z
  .object({ number: z.int().min(0), seal: seal.nullable() })
  .meta({ id: 'AuditHead', description: 'Number 0 without a seal: nothing is sealed yet.' })

const sealed = z
  .object({
    number: z.int().min(1),
    seal,
    entry: z.looseObject({ kind: z.string(), at: time, product: productNumber.optional() }),
  })
  .meta({
    id: 'SealedEntry',
    description: 'An entry as it was sealed, whole: hardware is in it as the ledger keeps it.',
  })

/** For whoever keeps heads elsewhere: with them a cut-off end and a chain made anew are found. */
export function auditHead(audit: Pick<Audit, 'auditHead'>): Route {
  return route({
    method: 'get',
    path: '/audit/head',
    id: 'showAuditHead',
    summary: 'Where the audit ends',
    description: 'Keep it where nobody of this line writes; `ledger verify --head N:V` compares.',
    access: { kind: 'scope', scope: 'audit:read' },
    answers: { 200: head },
    handle: async () => answer(200, (await audit.auditHead()) ?? { number: 0, seal: null }),
  })
}

export function auditPages(audit: Pick<Audit, 'auditPage'>): Route {
  return route({
    method: 'get',
    path: '/audit',
    id: 'listAudit',
    summary: 'Sealed entries, by number',
    access: { kind: 'scope', scope: 'audit:read' },
    query: z.strictObject(pageQuery),
    answers: { 200: pageOf(sealed).meta({ id: 'SealedEntries' }) },
    handle: async ({ query }) =>
      answer(200, await page(query, audit.auditPage, ({ number }) => number)),
  })
}
