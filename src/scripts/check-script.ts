import type { Country, E164, Language } from '../base/brand.ts'
import type { CountryScript, Voice } from './country-script.ts'
import { explain } from './explain.ts'
import type { Finding } from './finding.ts'
import { checkRules } from './script-rules.ts'
import { scriptNames, scriptSchema, type ScriptFile } from './script-schema.ts'
import { readYaml } from './source.ts'
import { findVoice } from './voices.ts'

export type ScriptCheck =
  | { readonly kind: 'usable'; readonly script: CountryScript }
  | { readonly kind: 'unusable'; readonly findings: readonly Finding[] }

/** Checks the text of one voice script against its form and against the languages that have words. */
export function checkScript(file: string, text: string, worded: readonly Language[]): ScriptCheck {
  const reading = readYaml(file, text)
  if (reading.kind === 'unreadable') return { kind: 'unusable', findings: reading.findings }
  const { source } = reading
  const parsed = scriptSchema.safeParse(source.value)
  if (!parsed.success) {
    return { kind: 'unusable', findings: explain(parsed.error.issues, source, scriptNames) }
  }
  const findings = checkRules(parsed.data, source, worded)
  return findings.length > 0
    ? { kind: 'unusable', findings }
    : { kind: 'usable', script: toCountryScript(parsed.data) }
}

function toCountryScript(file: ScriptFile): CountryScript {
  const [main, ...others] = file.languages
  const country = file.country as Country
  return {
    script: {
      country,
      languages: [main.language as Language, ...others.map(({ language }) => language as Language)],
      choice: file.choice,
      keysPerListening: file.keysPerListening,
      relay: file.relay,
    },
    reaches: [file.country, ...file.neighbours].map((one) => one as Country),
    voices: new Map(
      file.languages.map(({ language, voice, fallback }) => [
        language as Language,
        [toVoice(voice, language), ...fallback.map((id) => toVoice(id, language))],
      ]),
    ),
    names: new Map(
      file.languages.map(({ language, publisher, web, address, hours, answerWithin, hash }) => [
        language as Language,
        {
          publisher,
          web,
          ...(address !== undefined && { address }),
          hours,
          answerWithin,
          ...(hash !== undefined && { hash }),
          goAhead: file.text.goAhead,
          country,
        },
      ]),
    ),
    text: file.text,
    ...(file.demo !== undefined && {
      demo: {
        ...toNumber(file.demo),
        ...(file.demo.text !== undefined && { text: toNumber(file.demo.text) }),
      },
    }),
  }
}

function toNumber({ number, display }: Shown): { readonly number: E164; readonly display: string } {
  return { number: number as E164, display }
}

type Shown = { readonly number: string; readonly display: string }

/** A voice of a language that the table does not hold yet speaks the locale in its name, or the language. */
function toVoice(id: string, language: string): Voice {
  const [, locale = language] = /^Google\.([a-z]{2,3}-[A-Z]{2})-/.exec(id) ?? []
  return findVoice(id) ?? { id, locale }
}
