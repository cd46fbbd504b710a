import type { Language } from '../../base/brand.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Prompt } from '../../dialogue/prompt.ts'
import { cleanText } from '../clean.ts'
import { sayDay, sayMonth } from '../dates.ts'
import { inParts } from '../digits.ts'
import { createFiller, type Values } from '../fill.ts'
import { found } from '../found.ts'
import type { Names } from '../variables.ts'
import type { PrintedLocale, Words } from './locale.ts'
import type { Printed } from './printed.ts'

/** The language of the call, and what its country's script says in each of its languages. */
type PrintingContext = {
  readonly language: Language
  readonly names: ReadonlyMap<Language, Names>
}

export type PrintedWording = {
  /** What is written for a prompt; in English where its language has no written words. */
  readonly print: (prompt: Prompt, context: PrintingContext) => readonly Printed[]
  /** What may be typed in that language; English words where it has none of its own. */
  readonly words: (language: Language) => Words
  /** Where English stands in for a language: a sentence that says so, to be written once before the rest. */
  readonly notice: (language: Language) => Extract<Printed, { readonly kind: 'text' }> | undefined
  readonly languages: readonly Language[]
}

const english = 'en' as Language

/** Turns prompts into the written words of these locales; they must have been checked. */
export function createPrinting(locales: ReadonlyMap<Language, PrintedLocale>): PrintedWording {
  const fill = createFiller(locales)
  const printedAs = (language: Language): Language => (locales.has(language) ? language : english)
  const localeOf = (language: Language): PrintedLocale => found(locales, printedAs(language))

  function print(prompt: Prompt, context: PrintingContext): readonly Printed[] {
    const asked = (prompt.kind === 'words' ? prompt.language : undefined) ?? context.language
    const language = printedAs(asked)
    const text = (written: string): readonly Printed[] => [
      { kind: 'text', language, text: cleanText(written) },
    ]
    switch (prompt.kind) {
      case 'words': {
        const names = context.names.get(language) ?? found(context.names, asked)
        return text(fill(language, prompt.key, valuesOf(prompt.values ?? {}, language, names)))
      }
      case 'block': {
        const digits = inParts(prompt.digits)
        const { block } = localeOf(language)
        return text(
          block.replace('{{letter}}', () => prompt.letter).replace('{{digits}}', () => digits),
        )
      }
      case 'digits':
        return text(inParts(prompt.digits))
      case 'silence':
        return [{ kind: 'silence', ms: prompt.ms }]
      default:
        return unreachable(prompt)
    }
  }

  function notice(language: Language): ReturnType<PrintedWording['notice']> {
    const standIn = printedAs(language)
    if (standIn === language) return undefined
    const name = new Intl.DisplayNames(standIn, { type: 'language' }).of(language) ?? language
    const { notice: sentence = '' } = localeOf(standIn)
    return { kind: 'text', language: standIn, text: sentence.replace('{{language}}', () => name) }
  }

  return {
    print,
    words: (language) => localeOf(language).words,
    notice,
    languages: [...locales.keys()],
  }
}

function valuesOf(values: Values, language: Language, names: Names): Values {
  const written = Object.entries(values).map(([name, value]) => [
    name,
    writeValue(name, value, { language, country: names.country }),
  ])
  const { publisher, web, address = web, hours, answerWithin, goAhead = 'GA' } = names
  const own = { publisher, web: address, hours, answerWithin, goAhead }
  return { ...own, ...Object.fromEntries(written) }
}

function writeValue(
  name: string,
  value: string | number,
  said: Parameters<typeof sayDay>[1],
): string {
  switch (name) {
    case 'since':
      return sayMonth(Number(value), said)
    case 'until':
      return sayDay(Number(value), said)
    case 'caseNumber':
      return inParts(String(value))
    default:
      return String(value)
  }
}
