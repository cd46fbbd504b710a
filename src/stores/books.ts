import { type Kysely, type Selectable, sql } from 'kysely'
import type { Books, Confirmation, KeyName, LedgerKey, Product } from '../activation/ledger.ts'
import type { CaseNumber } from '../base/brand.ts'
import type { LedgerTables } from './ledger-tables.ts'

type Database = Kysely<LedgerTables>

/** The books on one connection: inside a transaction, what they say cannot change in between. */
export function createBooks(db: Database): Books {
  return {
    product: (number) => product(db, number),
    key: (name) => key(db, name),
    alike: (name, hardware) => alike(db, name, hexOf(hardware)),
    takeSlot: (name, confirmation) => takeSlot(db, name, confirmation),
    confirmAgain: ({ product, serial }, nth, confirmation) =>
      confirmAgain(db, { product, serial, nth }, confirmation),
    caseOf: ({ product, serial }, nth, { hardware, since }) =>
      caseOf(db, { product, serial, nth, hardware: hexOf(hardware), since }),
    isCaseLive: (caseNumber, since) => isCaseLive(db, caseNumber, since),
  }
}

export function toProduct(row: Selectable<LedgerTables['products']>): Product {
  return {
    number: row.number,
    name: row.name,
    publicKey: row.public_key,
    keyCheck: row.key_check,
    minted: row.minted,
  }
}

export function toKey(row: Selectable<LedgerTables['keys']>): LedgerKey {
  return {
    product: row.product,
    serial: row.serial,
    keyClass: row.class,
    used: row.used,
    limit: row.slots,
    blocked: row.blocked_as ?? undefined,
  }
}

type Nth = KeyName & { readonly nth: number }

async function product(db: Database, number: number): Promise<Product | undefined> {
  const row = await db
    .selectFrom('products')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst()
  return row && toProduct(row)
}

async function key(db: Database, { product, serial }: KeyName): Promise<LedgerKey | undefined> {
  const row = await db
    .selectFrom('keys')
    .selectAll()
    .where('product', '=', product)
    .where('serial', '=', serial)
    .executeTakeFirst()
  return row && toKey(row)
}

/** Two hex digits a component, in the order of the fingerprint: the disk is the fifth, the network the seventh. */
async function alike(
  db: Database,
  { product, serial }: KeyName,
  hardware: string,
): ReturnType<Books['alike']> {
  const [disk, network] = [hardware.slice(8, 10), hardware.slice(12, 14)]
  const absent = '00'
  const rows = await db
    .selectFrom('activations')
    .select(['nth', 'hardware'])
    .where('product', '=', product)
    .where('serial', '=', serial)
    .where('released_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('hardware', '=', hardware),
        ...(disk === absent ? [] : [eb(sql`substr(hardware, 9, 2)`, '=', disk)]),
        ...(network === absent ? [] : [eb(sql`substr(hardware, 13, 2)`, '=', network)]),
      ]),
    )
    .orderBy('nth')
    .execute()
  return rows.map((row) => ({ nth: row.nth, hardware: bytesOf(row.hardware) }))
}

async function takeSlot(
  db: Database,
  { product, serial }: KeyName,
  { hardware, caseNumber, at }: Confirmation,
): Promise<number | 'full'> {
  const counted = await db
    .updateTable('keys')
    .set((eb) => ({ used: eb('used', '+', 1), activated: eb('activated', '+', 1) }))
    .where('product', '=', product)
    .where('serial', '=', serial)
    .whereRef('used', '<', 'slots')
    .returning(['used', 'activated'])
    .executeTakeFirst()
  if (counted === undefined) return 'full'
  await db
    .insertInto('activations')
    .values({
      product,
      serial,
      nth: counted.activated,
      hardware: hexOf(hardware),
      case_number: caseNumber,
      activated_at: at,
    })
    .execute()
  return counted.used
}

async function confirmAgain(db: Database, name: Nth, confirmation: Confirmation): Promise<void> {
  await db
    .insertInto('reactivations')
    .values({
      ...name,
      hardware: hexOf(confirmation.hardware),
      case_number: confirmation.caseNumber,
      reactivated_at: confirmation.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function caseOf(
  db: Database,
  confirmed: Nth & { readonly hardware: string; readonly since: number },
): Promise<CaseNumber | undefined> {
  const { product, serial, nth, hardware, since } = confirmed
  const again = db
    .selectFrom('reactivations')
    .select(['case_number', 'reactivated_at as at'])
    .where('product', '=', product)
    .where('serial', '=', serial)
    .where('nth', '=', nth)
    .where('hardware', '=', hardware)
  const row = await db
    .selectFrom('activations')
    .select(['case_number', 'activated_at as at'])
    .where('product', '=', product)
    .where('serial', '=', serial)
    .where('nth', '=', nth)
    .where('hardware', '=', hardware)
    .unionAll(again)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined && row.at > since ? (row.case_number as CaseNumber) : undefined
}

async function isCaseLive(db: Database, caseNumber: CaseNumber, since: number): Promise<boolean> {
  const activated = await db
    .selectFrom('activations')
    .select('case_number')
    .where('case_number', '=', caseNumber)
    .where('activated_at', '>', since)
    .unionAll(
      db
        .selectFrom('reactivations')
        .select('case_number')
        .where('case_number', '=', caseNumber)
        .where('reactivated_at', '>', since),
    )
    .limit(1)
    .executeTakeFirst()
  return activated !== undefined
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}
