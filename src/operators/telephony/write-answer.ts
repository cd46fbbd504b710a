import type { Country, Language } from '../../base/brand.ts'
import type { Prompt } from '../../dialogue/prompt.ts'
import type { PrintedWording } from '../../wording/printed/create-printing.ts'
import type { Names } from '../../wording/variables.ts'
import type { TextingDeps } from './texting.ts'

const letters = Array.from('ABCDEFGH')

/** An answer as it is read off a telephone's screen: whose it is, and a block a line. */
export function writesAnswers(
  printing: Pick<PrintedWording, 'print'>,
  namesIn: (country: Country) => ReadonlyMap<Language, Names>,
): TextingDeps['write'] {
  return ({ country, language }, blocks) => {
    const names = namesIn(country)
    const prompts: readonly Prompt[] = [
      { kind: 'words', key: 'message.answer' },
      ...blocks.map((digits, index) => ({
        kind: 'block' as const,
        letter: letters[index] ?? '',
        digits,
        pace: 'normal' as const,
      })),
    ]
    return prompts
      .flatMap((prompt) => printing.print(prompt, { language, names }))
      .flatMap((printed) => (printed.kind === 'text' ? [printed.text] : []))
      .join('\n')
  }
}
