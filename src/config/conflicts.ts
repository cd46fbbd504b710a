/** What is wrong between settings, each of which is right by itself. They are those that are set. */
import { isPostgres } from './database.ts'
import { laterNames } from './fields.ts'

type Given = Readonly<Record<string, string | undefined>>

export function conflictsOf(given: Given): readonly string[] {
  return [...keyConflicts(given), ...coreConflicts(given), ...laterOnes(given)]
}

function keyConflicts(given: Given): readonly string[] {
  return given['MASTER_KEY'] !== undefined && given['MASTER_KEY_FILE'] !== undefined
    ? ['MASTER_KEY, MASTER_KEY_FILE: give one of them, not both']
    : []
}

/** A line before another core holds no key and keeps no books. */
function coreConflicts(given: Given): readonly string[] {
  if (given['CORE_URL'] === undefined) {
    return given['CORE_TOKEN'] === undefined
      ? []
      : ['CORE_TOKEN: is for the service at CORE_URL; set that too, or unset this']
  }
  const holdsKey = given['MASTER_KEY'] !== undefined || given['MASTER_KEY_FILE'] !== undefined
  return [
    ...(holdsKey
      ? ['CORE_URL, MASTER_KEY: give one of them; a line before another core holds no master key']
      : []),
    ...(isPostgres(given['DATABASE_URL'] ?? '')
      ? ['DATABASE_URL: with CORE_URL only calls are kept here, in a file: sqlite:<file>']
      : []),
    ...(given['DEMO'] === '1'
      ? ['DEMO: with CORE_URL there is no ledger for a demo; unset it']
      : []),
  ]
}

function laterOnes(given: Given): readonly string[] {
  return laterNames
    .filter((name) => given[name] !== undefined)
    .map((name) => `${name}: comes with a later version; unset it`)
}
