import { type Response, Router } from 'express'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'
import type { OperatorEntry } from '../../activation/entry.ts'
import type { CaseNumber, E164 } from '../../base/brand.ts'
import { dammDigit } from '../../identifiers/damm.ts'
import { findCases, viewCase } from '../cases/case-books.ts'
import { type Names, namesOf, tellEntry } from '../cases/tell-entry.ts'
import type { ConsoleDeps } from './console-deps.ts'
import { askerOf, type Guard, read } from './guards.ts'
import type { AuditView, CasesFound } from './protocol-figures.ts'
import { refuse } from './refusals.ts'

/** As it is read off a screen or a paper: in two parts, with whatever between them. */
const caseNumber = z.string().transform((text, context): CaseNumber => {
  const digits = text.replaceAll(/[\s.\-–]/g, '')
  if (/^\d{8}$/.test(digits) && String(dammDigit(digits.slice(0, 7))) === digits.at(-1))
    return digits as CaseNumber
  context.addIssue('must be a case number')
  return z.NEVER
})

const caller = z.string().transform((text, context): E164 => {
  const number = parsePhoneNumberFromString(text.trim())
  if (number?.isPossible() === true) return number.number as string as E164
  context.addIssue('must be a number with its country code')
  return z.NEVER
})

const whole = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 31)
const searchSaid = z.union([
  z.strictObject({ caller }),
  z.strictObject({ key: z.strictObject({ product: whole, serial: whole }) }),
])
const viewSaid = z.strictObject({ caseNumber })
const pageSaid = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional()

/**
 * `/cases` and `/audit`. What is looked for is sent as a body, since an address stands in logs; and whoever looked is told
 * by the audit before he is answered.
 */
export function casesRoutes(
  { supervision, accounts, now }: Pick<ConsoleDeps, 'supervision' | 'accounts' | 'now'>,
  guard: Guard,
): Router {
  const { ledger } = supervision
  const router = Router()

  const names = async (): Promise<Names> => namesOf(await accounts.list(), await ledger.products())

  const note = (
    response: Response,
    looked: Pick<Extract<OperatorEntry, { kind: 'looked-up' }>, 'what' | 'caseNumber' | 'found'>,
  ): Promise<void> => {
    const { id } = askerOf(response).operator
    return accounts.note({ kind: 'looked-up', operator: id, ...looked, at: now() })
  }

  router.post('/cases/find', guard.signedIn('supervisor'), async (request, response) => {
    const said = read(searchSaid, request, response)
    if (said === undefined) return
    const search =
      'caller' in said
        ? ({ kind: 'caller', caller: said.caller } as const)
        : ({ kind: 'key', key: said.key } as const)
    const cases = await findCases(supervision, search, now())
    await note(response, { what: search.kind, caseNumber: null, found: cases.length })
    const found: CasesFound = { kind: 'cases', cases }
    response.json(found)
  })

  router.post('/cases/view', guard.signedIn('supervisor'), async (request, response) => {
    const said = read(viewSaid, request, response)
    if (said === undefined) return
    const view = await viewCase(supervision, said.caseNumber, { now: now(), names: await names() })
    await note(response, { what: 'case', ...said, found: view === undefined ? 0 : 1 })
    if (view === undefined) return refuse(response, 'unknown-case')
    response.json(view)
  })

  router.get('/audit', guard.signedIn('supervisor', 'administrator'), async (request, response) => {
    const asked = pageSaid.safeParse(request.query['before'])
    if (!asked.success) return refuse(response, 'malformed', { fields: ['before'] })
    const head = await ledger.auditHead()
    const before = Math.min(asked.data ?? Infinity, (head?.number ?? 0) + 1)
    const after = Math.max(0, before - 1 - entriesAtOnce)
    const page = await ledger.auditPage({ after, atMost: before - 1 - after })
    await note(response, { what: 'audit', caseNumber: null, found: page.length })
    const told = await names()
    const view: AuditView = {
      kind: 'audit',
      entries: page
        .map(({ number, entry }) => ({ number, ...tellEntry(entry, told) }))
        .toReversed(),
      ...(after > 0 && { before: after + 1 }),
    }
    response.json(view)
  })
  return router
}

const entriesAtOnce = 50
