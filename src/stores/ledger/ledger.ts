import { type Kysely, sql } from 'kysely'
import type { Ledger, LedgerFacts, Product, WaitingRequest } from '../../activation/ledger.ts'
import { activationsOf } from './activations-of.ts'
import { casesOfKey } from './cases-of-key.ts'
import { createAdministration } from './administration.ts'
import { entriesOfCase, isCaseLive, note } from './audit.ts'
import { exportRows } from './export-rows.ts'
import { history } from './history.ts'
import { ledgerSteps } from './steps.ts'
import type { LedgerTables } from './tables.ts'
import { look } from './look.ts'
import { migrate } from '../migrate.ts'
import { record } from './record.ts'
import { toProduct } from './rows.ts'
import { auditHead, auditPage, sealRound } from './seals.ts'
import { verifyAudit } from './verify-audit.ts'

/** The ledger in a database; brings its tables up to date first. */
export async function openLedger(database: Kysely<unknown>): Promise<Ledger> {
  await migrate(database, 'ledger', ledgerSteps)
  const db = database.withTables<LedgerTables>()
  return {
    ...createAdministration(db),
    claim: (facts) => claim(db, facts),
    products: () => products(db),
    waitingRequests: (page) => waitingRequests(db, page),
    activationsOf: (name, like) => activationsOf(db, name, like),
    look: (name, hardware) => look(db, name, hardware),
    history: (name, question) => history(db, name, question),
    record: (entry, revision) => record(db, entry, revision),
    note: (entry) => note(db, entry),
    casesOfKey: (name) => casesOfKey(db, name),
    isCaseLive: (caseNumber, since) => isCaseLive(db, caseNumber, since),
    entriesOfCase: (caseNumber, since) => entriesOfCase(db, caseNumber, since),
    seal: (seal, atMost) => sealRound(db, seal, atMost),
    auditHead: () => auditHead(db),
    auditPage: (page) => auditPage(db, page),
    verifyAudit: (request) => verifyAudit(db, request),
    exportRows: (request) => exportRows(db, request),
    isReady: async () => {
      // Needs the right to write, and changes no row.
      await sql`update ledger_facts set mode = mode where mode is null`.execute(db)
      return true
    },
  }
}

async function claim(db: Kysely<LedgerTables>, facts: LedgerFacts): Promise<LedgerFacts> {
  await db
    .insertInto('ledger_facts')
    .values({ only: 1, key_check: facts.keyCheck, mode: facts.mode })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db.selectFrom('ledger_facts').selectAll().executeTakeFirstOrThrow()
  return { keyCheck: row.key_check, mode: row.mode }
}

async function products(db: Kysely<LedgerTables>): Promise<readonly Product[]> {
  const rows = await db.selectFrom('products').selectAll().orderBy('number').execute()
  return rows.map(toProduct)
}

async function waitingRequests(
  db: Kysely<LedgerTables>,
  { after, atMost }: { readonly after: number; readonly atMost: number },
): Promise<readonly WaitingRequest[]> {
  const rows = await db
    .selectFrom('extension_requests')
    .select(['id', 'product', 'serial', 'case_number', 'asked_at'])
    .where('decided_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(atMost)
    .execute()
  return rows.map(({ id, product, serial, case_number: caseNumber, asked_at: at }) => ({
    id,
    product,
    serial,
    caseNumber,
    at,
  }))
}
