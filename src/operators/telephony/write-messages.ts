import type { CaseNumber, Country, Language } from '../../base/brand.ts'
import type { Prompt } from '../../dialogue/prompt.ts'
import type { PrintedWording } from '../../wording/printed/create-printing.ts'
import type { Names } from '../../wording/variables.ts'
import type { TextingDeps } from './texting.ts'

type Reader = { readonly country: Country; readonly language: Language }

/** Text messages, as they are read off a telephone's screen. */
export type Messages = {
  /** Whose it is, and a block a line. */
  readonly answer: TextingDeps['write']
  /** With the publisher's web address. */
  readonly caseNumber: (about: Reader & { readonly caseNumber: CaseNumber }) => string
}

const letters = Array.from('ABCDEFGH')

export function writesMessages(
  printing: Pick<PrintedWording, 'print'>,
  namesIn: (country: Country) => ReadonlyMap<Language, Names>,
): Messages {
  const written = ({ country, language }: Reader, prompts: readonly Prompt[]): string => {
    const names = namesIn(country)
    return prompts
      .flatMap((prompt) => printing.print(prompt, { language, names }))
      .flatMap((printed) => (printed.kind === 'text' ? [printed.text] : []))
      .join('\n')
  }
  return {
    answer: (reader, blocks) =>
      written(reader, [
        { kind: 'words', key: 'message.answer' },
        ...blocks.map((digits, index) => ({
          kind: 'block' as const,
          letter: letters[index] ?? '',
          digits,
          pace: 'normal' as const,
        })),
      ]),
    caseNumber: ({ caseNumber, ...reader }) =>
      written(reader, [{ kind: 'words', key: 'message.case', values: { caseNumber } }]),
  }
}
