import { type Kysely, sql } from 'kysely'
import { emptySlot } from '../../activation/empty-history.ts'
import type { History, HistoryQuestion, KeyName, Times } from '../../activation/ledger.ts'
import type { CaseNumber } from '../../base/brand.ts'
import type { LedgerTables } from './tables.ts'
import { bytesOf, hexOf } from './rows.ts'

type Row = {
  readonly first_hardware: string | null
  readonly moves: number
  readonly first_move: number | null
  readonly releases: number
  readonly first_release: number | null
  readonly last_emergency: number | null
  readonly requested: CaseNumber | null
}

/** What has been of a key, and where it holds a slot for this machine, of that slot. */
export async function history(
  db: Kysely<LedgerTables>,
  name: KeyName,
  question: HistoryQuestion,
): Promise<History> {
  const { product, serial } = name
  const { nth, yearBegan } = question
  const ofKey = sql`product = ${product} and serial = ${serial}`
  const moved = sql`activations where ${ofKey} and activated_at > ${yearBegan}
    and nth > (select slots from keys where ${ofKey})`
  const released = sql`activations where ${ofKey} and released_at > ${yearBegan}`
  const { rows } = await sql<Row>`select
    (select hardware from activations where ${ofKey}
      and nth = 1 + (select freed from keys where ${ofKey})) as first_hardware,
    (select count(*) from ${moved}) as moves,
    (select min(activated_at) from ${moved}) as first_move,
    (select count(*) from ${released}) as releases,
    (select min(released_at) from ${released}) as first_release,
    (select max(activated_at) from activations where ${ofKey} and emergency = 1)
      as last_emergency,
    (select case_number from extension_requests where ${ofKey} and decided_at is null)
      as requested`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('a row of subqueries is always there')
  return {
    ...(row.first_hardware !== null && { firstHardware: bytesOf(row.first_hardware) }),
    movesOfYear: times(row.moves, row.first_move),
    releasesOfYear: times(row.releases, row.first_release),
    ...(row.last_emergency !== null && { lastEmergency: row.last_emergency }),
    ...(row.requested !== null && { requested: row.requested }),
    slot: nth === undefined ? emptySlot : await slotHistory(db, { ...name, nth }, question),
  }
}

type SlotRow = {
  readonly fingerprints: number
  readonly first_fingerprint: number | null
  readonly known: number
  readonly known_case: number
  readonly confirmations: number
  readonly last_case: CaseNumber | null
  readonly last_at: number | null
}

async function slotHistory(
  db: Kysely<LedgerTables>,
  { product, serial, nth }: KeyName & { readonly nth: number },
  { hardware: fingerprint, caseNumber, yearBegan }: HistoryQuestion,
): Promise<History['slot']> {
  const hardware = hexOf(fingerprint)
  const ofSlot = sql`product = ${product} and serial = ${serial} and nth = ${nth}`
  const { rows } = await sql<SlotRow>`
    with confirmed as (
      select hardware, case_number, activated_at as at, 1 as is_first
      from activations where ${ofSlot}
      union all
      select hardware, case_number, reactivated_at, 0 from reactivations where ${ofSlot}
    ), fingerprints as (
      select hardware, min(at) as at, max(is_first) as is_first from confirmed group by hardware
    ), own as (
      select case_number, at from confirmed where hardware = ${hardware} order by at desc limit 1
    )
    select
      (select count(*) from fingerprints where is_first = 0 and at > ${yearBegan}) as fingerprints,
      (select min(at) from fingerprints where is_first = 0 and at > ${yearBegan})
        as first_fingerprint,
      (select count(*) from fingerprints where hardware = ${hardware}) as known,
      (select count(*) from confirmed
        where hardware = ${hardware} and case_number = ${caseNumber ?? ''}) as known_case,
      (select count(distinct case_number) from confirmed) as confirmations,
      (select case_number from own) as last_case,
      (select at from own) as last_at`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('a row of subqueries is always there')
  return {
    fingerprintsOfYear: times(row.fingerprints, row.first_fingerprint),
    isKnown: row.known > 0,
    isCaseKnown: row.known_case > 0,
    confirmations: row.confirmations,
    ...(row.last_case !== null &&
      row.last_at !== null && { lastCase: { caseNumber: row.last_case, at: row.last_at } }),
  }
}

function times(count: number, first: number | null): Times {
  return { count, ...(first !== null && { first }) }
}
