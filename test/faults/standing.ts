import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { sameMachine } from '../../src/identifiers/fingerprint.ts'

/** A machine that a ledger has a confirmation for, as it stands in the file. */
export type Confirmed = {
  readonly product: number
  readonly serial: number
  readonly hardware: Uint8Array
}

export type Audit = {
  /** What must not be: one sentence each. */
  readonly wrong: readonly string[]
  readonly slots: number
  /** Each machine and hardware that was ever confirmed. */
  readonly confirmed: readonly Confirmed[]
}

/** Reads a ledger's file past the line: are there ever more slots than a key has, or two of one machine? */
export function auditLedger(file: string): Audit {
  const database = new DatabaseSync(file, { readOnly: true })
  const read = (statement: string): readonly Row[] => database.prepare(statement).all()
  const rows = { keys: read(ofKeys), standing: read(ofMachines), again: read(ofAgain) }
  database.close()
  return audit(rows)
}

/** The same of a ledger in Postgres. */
export async function auditPostgres(url: string): Promise<Audit> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const read = async (statement: string): Promise<readonly Row[]> =>
      (await client.query<Row>(statement)).rows
    return audit({
      keys: await read(ofKeys),
      standing: await read(ofMachines),
      again: await read(ofAgain),
    })
  } finally {
    await client.end()
  }
}

type Row = Readonly<Record<string, unknown>>

type Rows = {
  readonly keys: readonly Row[]
  readonly standing: readonly Row[]
  readonly again: readonly Row[]
}

const ofKeys = 'select product, serial, slots, used from keys'
const ofMachines = 'select product, serial, hardware from activations where released_at is null'
const ofAgain = 'select product, serial, hardware from reactivations'

function audit(rows: Rows): Audit {
  const { keys } = rows
  const standing = rows.standing.map(confirmedOf)
  const again = rows.again.map(confirmedOf)
  const ofKey = Map.groupBy(standing, ({ product, serial }) => `${product}/${serial}`)
  const wrong = keys.flatMap(({ product, serial, slots, used }) => {
    const name = `${String(product)}/${String(serial)}`
    const machines = ofKey.get(name) ?? []
    const twice = machines.some((one, place) =>
      machines.slice(place + 1).some((other) => sameMachine(one.hardware, other.hardware)),
    )
    return [
      ...(machines.length > Number(slots) ? [`key ${name} stands on too many machines`] : []),
      ...(machines.length === Number(used) ? [] : [`key ${name} counts other than it stands`]),
      ...(twice ? [`key ${name} stands twice on one machine`] : []),
    ]
  })
  return { wrong, slots: standing.length, confirmed: [...standing, ...again] }
}

function confirmedOf(row: Row): Confirmed {
  return {
    product: Number(row['product']),
    serial: Number(row['serial']),
    hardware: Buffer.from(String(row['hardware']), 'hex'),
  }
}
