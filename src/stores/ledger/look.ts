import type { Kysely, Selectable } from 'kysely'
import type { KeyName, Look, StandingActivation } from '../../activation/ledger.ts'
import { defaultPolicies } from '../../activation/policy.ts'
import { fixedSql } from '../fixed-sql.ts'
import type { LedgerTables } from './tables.ts'
import { bytesOf, hexOf, type PolicyRow, toKey, toPolicy, toProduct } from './rows.ts'

type Row = Selectable<LedgerTables['products']> &
  Omit<Selectable<LedgerTables['keys']>, 'blocked_at' | 'minted_at'> &
  (PolicyRow | { readonly [Column in keyof PolicyRow]: null }) & {
    readonly successor_name: string | null
    readonly nth: number | null
    readonly hardware: string | null
    readonly activated_at: number | null
  }

const question = fixedSql<Row>(`
  select p.*, k.*, s.name as successor_name, a.nth, a.hardware, a.activated_at,
    r.equal_eighths, r.reactivations_per_year, r.confirmations_per_slot, r.releases_per_year,
    r.release_after_hours, r.new_machines_per_year, r.emergencies
  from keys k
  join products p on p.number = k.product
  left join products s on s.number = p.successor
  left join policies r on r.product = k.product and r.class = k.class
  left join activations a on a.product = k.product and a.serial = k.serial
    and a.released_at is null
    and (a.hardware = $3
      or substr(a.hardware, 9, 2) = $4 and $4 <> '00'
      or substr(a.hardware, 13, 2) = $5 and $5 <> '00'
      or substr(a.hardware, 3, 2) = $6 and $6 <> '00' and k.class = 'oem')
  where k.product = $1 and k.serial = $2
  order by a.nth`)

/**
 * One question for the key, its product, its rules and the standing activations that may be this machine: two
 * hex digits are a component, the second the board, the fifth the disk, the seventh the network.
 */
export async function look(
  db: Kysely<LedgerTables>,
  { product, serial }: KeyName,
  fingerprint: Uint8Array,
): Promise<Look> {
  const hardware = hexOf(fingerprint)
  const [disk, network, board] = [8, 12, 2].map((from) => hardware.slice(from, from + 2))
  const { rows } = await question(db, [product, serial, hardware, disk, network, board])
  const [row] = rows
  if (row === undefined) return whatIsUnknown(db, product)
  return {
    product: toProduct(row),
    successor: row.successor_name ?? undefined,
    key: toKey(row),
    policy: row.equal_eighths === null ? defaultPolicies[row.class] : toPolicy(row),
    revision: row.revision,
    activated: row.activated,
    alike: rows.flatMap(toStanding),
  }
}

function toStanding({ nth, hardware, activated_at: at }: Row): readonly StandingActivation[] {
  return nth === null || hardware === null || at === null
    ? []
    : [{ nth, hardware: bytesOf(hardware), at }]
}

async function whatIsUnknown(
  db: Kysely<LedgerTables>,
  product: number,
): Promise<'unknown-product' | 'unknown-key'> {
  const known = await db
    .selectFrom('products')
    .select('number')
    .where('number', '=', product)
    .executeTakeFirst()
  return known === undefined ? 'unknown-product' : 'unknown-key'
}
