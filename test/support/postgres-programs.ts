import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export type PostgresPrograms = {
  /** The folder of `initdb` and `postgres`. */
  readonly programs: string
  /** What `initdb` is told about the order of words. */
  readonly collation: readonly string[]
}

const debian = '/usr/lib/postgresql'

/** Where Debian has them, the newest; elsewhere where the path leads. Throws what to install. */
export function findPostgres(): PostgresPrograms {
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : []
  const [newest] = versions
    .filter((version) => existsSync(join(debian, String(version), 'bin/initdb')))
    .toSorted((a, b) => b - a)
  if (newest !== undefined) {
    const programs = join(debian, String(newest), 'bin')
    // As in production, words are not in the order of their bytes.
    const english = newest < 15 ? [] : ['--locale-provider=icu', '--icu-locale=en-US']
    return { programs, collation: ['--no-locale', ...english] }
  }
  const folders = (process.env['PATH'] ?? '').split(':')
  const programs = folders.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')))
  if (programs !== undefined) return { programs, collation: ['--no-locale'] }
  throw new Error(
    'These tests need Postgres: install it ("apt-get install postgresql"), or set DATABASE_URL_TEST.',
  )
}
