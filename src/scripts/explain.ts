import type { core } from 'zod'
import type { Finding } from './finding.ts'
import type { Path, Source } from './source.ts'
import { suggest } from './suggest.ts'

/** The names that may stand in each place: '' is the file itself, 'languages' each entry of that list. */
export type KnownNames = Readonly<Record<string, readonly string[]>>

/**
 * The findings of a failed check. The schema's own messages say what to write; here it is added what
 * stands there instead, or that nothing does. Values called `number` are telephone numbers: not shown.
 */
export function explain(
  issues: readonly core.$ZodIssue[],
  source: Source,
  known: KnownNames,
): readonly Finding[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol')
    if (issue.code !== 'unrecognized_keys') return [wrongValue(source, path, issue.message)]
    const names = known[path.filter((part) => typeof part === 'string').join('.')] ?? []
    return issue.keys.map((key) => unknownName(source, [...path, key], names))
  })
}

function unknownName(source: Source, path: Path, names: readonly string[]): Finding {
  const key = String(path.at(-1))
  const meant = suggest(key, names)
  const advice =
    meant !== undefined
      ? `did you mean "${meant}"?`
      : names.length <= 12
        ? `leave it out; what may stand here: ${names.join(', ')}`
        : 'leave it out'
  return source.findingAtKey(path, `"${key}" is not known here; ${advice}`)
}

function wrongValue(source: Source, path: Path, advice: string): Finding {
  const value = source.valueAt(path)
  const name = nameOf(path)
  if (value === undefined) return source.finding(path, `${name} is missing; ${advice}`)
  return source.finding(path, `${name} is ${showValue(value, path.at(-1))}; ${advice}`)
}

function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the file'
  if (typeof last === 'string') return `"${last}"`
  return `entry ${last + 1} of ${nameOf(path.slice(0, -1))}`
}

function showValue(value: unknown, name: string | number | undefined): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'a map'
  if (name === 'number') return 'not in that form'
  const shown = JSON.stringify(value)
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown
}
