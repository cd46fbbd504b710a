import type { SpokenLocale } from '../wording/locale.ts'
import { explain } from './explain.ts'
import type { Finding } from './finding.ts'
import { localeNames, localeSchema } from './locale-schema.ts'
import { readJson } from './source.ts'

export type LocaleCheck =
  | { readonly kind: 'usable'; readonly locale: SpokenLocale }
  | { readonly kind: 'unusable'; readonly findings: readonly Finding[] }

/** Checks the text of one `spoken.json`: every prompt there, none unknown, every variable right. */
export function checkLocale(file: string, text: string): LocaleCheck {
  const reading = readJson(file, text)
  if (reading.kind === 'unreadable') return { kind: 'unusable', findings: reading.findings }
  const { source } = reading
  const parsed = localeSchema.safeParse(source.value)
  return parsed.success
    ? { kind: 'usable', locale: parsed.data }
    : { kind: 'unusable', findings: explain(parsed.error.issues, source, localeNames) }
}
