import type { Language } from '../base/brand.ts'
import type { PrintedLocale } from '../wording/printed/locale.ts'
import { explain } from './explain.ts'
import type { Finding } from './finding.ts'
import { printedNames, printedSchema } from './printed-schema.ts'
import { readJson } from './source.ts'

export type PrintedCheck =
  | { readonly kind: 'usable'; readonly locale: PrintedLocale }
  | { readonly kind: 'unusable'; readonly findings: readonly Finding[] }

/** Checks the text of one `printed.json`: every prompt there, short enough, in characters that are printed. */
export function checkPrinted(file: string, text: string, language: Language): PrintedCheck {
  const reading = readJson(file, text)
  if (reading.kind === 'unreadable') return { kind: 'unusable', findings: reading.findings }
  const { source } = reading
  const parsed = printedSchema(language).safeParse(source.value)
  return parsed.success
    ? { kind: 'usable', locale: parsed.data }
    : { kind: 'unusable', findings: explain(parsed.error.issues, source, printedNames) }
}
