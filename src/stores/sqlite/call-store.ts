import { sql, type Kysely } from 'kysely'
import type { CallId, CaseNumber, InstallationId } from '../../base/brand.ts'
import type { Keyed } from '../../base/keyed.ts'
import {
  caseNumberForMs,
  mostWrongGroups,
  rememberedForMs,
  type CallStore,
  type Found,
  type Opened,
  type OpenRequest,
  type PairsNoted,
  type Proof,
  type Recall,
  type TurnTaken,
} from '../../calls/call-store.ts'
import { parseKeyed, renderKeyed } from '../../calls/keyed-text.ts'
import type { Proved } from '../../dialogue/input.ts'
import { splitDigits } from '../../identifiers/digit-groups.ts'
import { migrate } from '../migrate.ts'
import { callSteps, type CallTables } from './call-tables.ts'
import { openSqlite } from './open-sqlite.ts'

/**
 * Opens the embedded call store in a file of its own. A power cut may take the last turns with it, never
 * the file: what was confirmed stands in the ledger, and a call that is lost begins again.
 */
export async function openCallStore(file: string): Promise<CallStore> {
  const database = await openSqlite(file)
  await migrate(database, 'calls', callSteps)
  await sql`pragma synchronous = normal`.execute(database)
  await sql`pragma secure_delete = on`.execute(database)
  const db = database.withTables<CallTables>()

  return {
    load: (callId) => find(db, callId),
    open: (request) => db.transaction().execute((transaction) => open(transaction, request)),
    save: (taken) => save(db, taken),
    end: async (callId, at) => {
      await db
        .updateTable('calls')
        .set({ is_over: 1, reply: null, state: '', saved_at: at })
        .where('call_id', '=', callId)
        .where('reply', 'is not', null)
        .execute()
    },
    recall: (caseNumber, at) => recall(db, caseNumber, at),
    casesOf: (caller, at) =>
      db
        .selectFrom('calls')
        .select(['case_number as caseNumber', 'saved_at as at'])
        .where('caller', '=', caller)
        .where('saved_at', '>', at - rememberedForMs)
        .orderBy('saved_at', 'desc')
        .limit(20)
        .execute(),
    prove: (proof) => prove(db, proof),
    notePairs: (noted) => notePairs(db, noted),
    recallPair: async (pair, at) => {
      const row = await db
        .selectFrom('pairs')
        .innerJoin('calls', 'calls.call_id', 'pairs.call_id')
        .select('keyed')
        .where('pair', '=', pair)
        .where('saved_at', '>', at - rememberedForMs)
        .where('keyed', '!=', nothing)
        .executeTakeFirst()
      return row && parseKeyed(row.keyed)
    },
    isReady: async () => {
      // Takes the write lock and changes no row.
      await db.updateTable('calls').set({ turn: 0 }).where('call_id', 'is', null).execute()
      return true
    },
    close: () => db.destroy(),
  }
}

const nothing = renderKeyed([])

const mostBeginnings = 4

/** How many rows past their time one new call clears away: more than one, so that they never pile up. */
const clearedAtOnce = 20

async function find(db: Kysely<CallTables>, callId: CallId): Promise<Found> {
  const row = await db
    .selectFrom('calls')
    .select(['turn', 'reply', 'state', 'case_number', 'caller', 'is_over'])
    .where('call_id', '=', callId)
    .executeTakeFirst()
  if (row === undefined) return { kind: 'unknown' }
  const { turn, reply, state, case_number: caseNumber, caller } = row
  if (row.is_over === 1 || reply === null) return { kind: 'over', ...(reply !== null && { reply }) }
  const call = { callId, turn, reply, state, caseNumber, ...(caller !== null && { caller }) }
  return { kind: 'open', call }
}

async function open(db: Kysely<CallTables>, request: OpenRequest): Promise<Opened> {
  await clear(db, request.at)
  const found = await find(db, request.callId)
  if (found.kind !== 'unknown') return found
  const caseNumber = await takeCaseNumber(db, request)
  if (request.caller === undefined) return { kind: 'new', caseNumber, beginnings: [] }
  const rows = await db
    .selectFrom('calls')
    .select(['case_number', 'keyed', 'confirmed', 'tries', 'language'])
    .where('caller', '=', request.caller)
    .where('saved_at', '>', request.at - rememberedForMs)
    .orderBy('saved_at', 'desc')
    .limit(20)
    .execute()
  const remembered = rows.find(({ language }) => language !== null)?.language
  const last = rows.find(({ keyed, confirmed }) => keyed !== nothing || confirmed !== null)
  const mayHearAgain = last?.keyed === nothing && last.tries < mostWrongGroups
  return {
    kind: 'new',
    caseNumber,
    beginnings: beginningsOf(rows.map(({ keyed }) => keyed)),
    ...(mayHearAgain && { finished: last.case_number }),
    ...(remembered && { remembered }),
  }
}

function beginningsOf(texts: readonly string[]): readonly Keyed[] {
  const keyed = [...new Set(texts)].map(parseKeyed)
  return keyed.filter((items) => items.length > 0).slice(0, mostBeginnings)
}

async function takeCaseNumber(
  db: Kysely<CallTables>,
  { callId, offered, goesOn, at }: OpenRequest,
): Promise<CaseNumber> {
  const own = await db
    .selectFrom('case_numbers')
    .select('case_number')
    .where('call_id', '=', callId)
    .executeTakeFirst()
  if (own !== undefined) return own.case_number
  if (goesOn !== undefined) {
    await db
      .insertInto('case_numbers')
      .values({ case_number: goesOn, call_id: callId, drawn_at: at })
      .onConflict((conflict) => conflict.column('case_number').doUpdateSet({ call_id: callId }))
      .execute()
    return goesOn
  }
  for (const caseNumber of offered) {
    const [taken] = await db
      .insertInto('case_numbers')
      .values({ case_number: caseNumber, call_id: callId, drawn_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('case_number')
      .execute()
    if (taken !== undefined) return caseNumber
  }
  throw new Error('none of the case numbers drawn is free')
}

async function save(db: Kysely<CallTables>, taken: TurnTaken): Promise<{ kind: 'saved' } | Found> {
  const row = {
    turn: taken.turn,
    reply: taken.reply,
    state: taken.state,
    keyed: renderKeyed(taken.keyed),
    ...(taken.confirmed && { confirmed: taken.confirmed.join('') }),
    ...(taken.language && { language: taken.language }),
    is_over: taken.over ? 1 : 0,
    saved_at: taken.at,
  }
  const changed =
    taken.turn === 1
      ? await db
          .insertInto('calls')
          .values({
            ...row,
            call_id: taken.callId,
            case_number: taken.caseNumber,
            caller: taken.caller ?? null,
            tries: 0,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('turn')
          .execute()
      : await db
          .updateTable('calls')
          .set(row)
          .where('call_id', '=', taken.callId)
          .where('turn', '=', taken.turn - 1)
          .where('is_over', '=', 0)
          .returning('turn')
          .execute()
  return changed.length === 1 ? { kind: 'saved' } : find(db, taken.callId)
}

async function recall(db: Kysely<CallTables>, caseNumber: CaseNumber, at: number): Promise<Recall> {
  const row = await db
    .selectFrom('calls')
    .select(['keyed', 'confirmed', 'tries'])
    .where('case_number', '=', caseNumber)
    .where('saved_at', '>', at - rememberedForMs)
    .orderBy('saved_at', 'desc')
    .executeTakeFirst()
  if (row !== undefined && row.keyed !== nothing)
    return { kind: 'open', beginning: parseKeyed(row.keyed) }
  if (row === undefined || row.confirmed === null) return { kind: 'unknown' }
  return { kind: row.tries < mostWrongGroups ? 'finished' : 'closed' }
}

async function prove(db: Kysely<CallTables>, proof: Proof): Promise<Proved> {
  const { caseNumber, group, digits, at } = proof
  const lastCall = db
    .selectFrom('calls')
    .select('call_id')
    .where('case_number', '=', caseNumber)
    .where('saved_at', '>', at - rememberedForMs)
    .orderBy('saved_at', 'desc')
    .limit(1)
  const [counted] = await db
    .updateTable('calls')
    .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
    .where('call_id', '=', lastCall)
    .where('confirmed', 'is not', null)
    .where('tries', '<', mostWrongGroups)
    .returning(['call_id', 'confirmed', 'tries'])
    .execute()
  if (counted === undefined) return { kind: 'closed' }
  const installationId = splitDigits(
    counted.confirmed ?? '',
    9,
  ) as readonly string[] as InstallationId
  if (installationId[group - 1] !== digits)
    return { kind: counted.tries < mostWrongGroups ? 'wrong' : 'closed' }
  await db
    .updateTable('calls')
    .set(({ eb }) => ({ tries: eb('tries', '-', 1) }))
    .where('call_id', '=', counted.call_id)
    .execute()
  return { kind: 'right', installationId }
}

async function notePairs(db: Kysely<CallTables>, { callId, pairs, at }: PairsNoted): Promise<void> {
  await db
    .insertInto('pairs')
    .values(pairs.map((pair) => ({ pair, call_id: callId, noted_at: at })))
    .onConflict((conflict) =>
      conflict.column('pair').doUpdateSet({ call_id: callId, noted_at: at }),
    )
    .execute()
}

/** The case number outlives the call's row, which goes with everything that was keyed. */
async function clear(db: Kysely<CallTables>, at: number): Promise<void> {
  await sql`delete from calls where call_id in (
    select call_id from calls where saved_at <= ${at - rememberedForMs} limit ${clearedAtOnce}
  )`.execute(db)
  await sql`delete from pairs where pair in (
    select pair from pairs where noted_at <= ${at - rememberedForMs} limit ${clearedAtOnce}
  )`.execute(db)
  await sql`delete from case_numbers where case_number in (
    select case_number from case_numbers where drawn_at <= ${at - caseNumberForMs} limit ${clearedAtOnce}
  )`.execute(db)
}
