import { CompiledQuery, type Kysely, type QueryResult } from 'kysely'
import { engineOf } from './engine.ts'

/**
 * SQL that is the same every time, with `$1`, `$2` … for its values: what is said at every activation is
 * neither built nor compiled again, which takes longer than SQLite needs to do it.
 */
export function fixedSql<Row>(
  text: string,
): <Tables>(db: Kysely<Tables>, values: readonly unknown[]) => Promise<QueryResult<Row>> {
  const places = Array.from(text.matchAll(/\$(\d+)/g), ([, place]) => Number(place) - 1)
  const inOrder = text.replaceAll(/\$\d+/g, '?')

  return (db, values) => {
    const query =
      engineOf(db) === 'postgres'
        ? CompiledQuery.raw(text, [...values])
        : CompiledQuery.raw(
            inOrder,
            places.map((place) => values[place]),
          )
    return db.executeQuery<Row>(query as CompiledQuery<Row>)
  }
}
