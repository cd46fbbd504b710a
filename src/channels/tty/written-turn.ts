import { z } from 'zod'
import type { Language } from '../../base/brand.ts'
import type { Said } from '../../calls/exchange.ts'
import type { Keys } from '../../dialogue/keys.ts'
import type { Prompt } from '../../dialogue/prompt.ts'
import type { Names } from '../../wording/variables.ts'
import { isForGroups } from './conversation/answer.ts'
import type { TextHeard } from './conversation/deps.ts'
import type { PrintedWording } from '../../wording/printed/create-printing.ts'
import type { Printed } from '../../wording/printed/printed.ts'
import type { LanguageNamed, WrittenTurn } from './conversation/written-turn.ts'

type Rendering = {
  readonly printing: Pick<PrintedWording, 'print' | 'notice'>
  readonly names: ReadonlyMap<Language, Names>
}

/** Makes the text of a turn, as a call's record keeps it. `answered`: what was taken, and in which manner. */
export function renderWritten(
  said: Said,
  answered: Omit<TextHeard, 'failures'>,
  { printing, names }: Rendering,
): string {
  const { turn, language, awaited } = said
  const { heard, manner } = answered
  const printed = (prompts: readonly Prompt[]): readonly Printed[] =>
    prompts.flatMap((prompt) => printing.print(prompt, { language, names }))
  const notice = language === answered.language ? undefined : printing.notice(language)
  const written = {
    awaited,
    language,
    manner,
    say: [...(notice ? [notice] : []), ...printed(turn.say)],
  }
  if (turn.kind === 'end') return text({ ...written, kind: 'end', first: [] })
  if (turn.kind === 'transfer') return text({ ...written, kind: 'transfer', first: [] })
  const { expected } = turn
  const isEchoed = heard.kind === 'keys' && isForGroups(expected.answer)
  return text({
    ...written,
    kind: 'ask',
    first: printed(turn.first ?? []),
    say: [...(isEchoed ? echo(heard, language) : []), ...written.say],
    expected,
    languages: expected.answer === 'language' ? namesOf(turn.say, language) : [],
  })
}

/** The turn in a record's text; a `TypeError` for what is none. */
export function parseWritten(stored: string): WrittenTurn {
  try {
    return schema.parse(JSON.parse(stored))
  } catch {
    // Without the parser's own error: that quotes what it could not read.
    throw new TypeError('this is no written turn')
  }
}

function text(turn: WrittenTurn): string {
  return JSON.stringify(turn)
}

const groupLength = 7
/** Nobody could read it. */
const unread = 1

/** What was read of a group or more, for its writer to compare: a group a line. */
function echo({ keys, doubts = [] }: Keys, language: Language): readonly Printed[] {
  const digits = Array.from(keys, (key, at) => (doubts[at] === unread ? '?' : key)).join('')
  const groups = digits.split('#').flatMap((part) => part.match(/[\d?]{1,7}/g) ?? [])
  if (groups.join('').length < groupLength) return []
  return groups.map((group) => ({
    kind: 'text',
    language,
    text: `${group.slice(0, 3)} ${group.slice(3)}`.trim(),
  }))
}

/** By what names, beside its key, a language may be chosen. Where the main one is only spoken in, no key is offered for it. */
function namesOf(say: readonly Prompt[], main: Language): readonly LanguageNamed[] {
  const offered = say.flatMap((prompt) => {
    if (prompt.kind !== 'words' || prompt.key !== 'language.offer') return []
    const { language = main, values } = prompt
    return [{ language, key: String(values?.['key']) }]
  })
  const isMainOffered = offered.some(({ language }) => language === main)
  const all = isMainOffered ? offered : [{ language: main, key: '#' }, ...offered]
  const tongues = all.map(({ language }) => language)
  return all.map(({ language, key }) => ({
    key,
    names: [
      ...new Set([
        language.toUpperCase(),
        ...[language, ...tongues, 'en'].map((one) => nameIn(one, language)),
      ]),
    ],
  }))
}

/** As a text telephone prints it: without accents, in capitals. */
function nameIn(other: string, language: Language): string {
  const name = new Intl.DisplayNames([other], { type: 'language' }).of(language) ?? language
  return name
    .normalize('NFD')
    .replaceAll(/[^\p{L}]/gu, '')
    .toUpperCase()
}

const tongue = z.string().transform((tag) => tag as Language)

const printed = z.union([
  z.object({ kind: z.literal('text'), language: tongue, text: z.string() }),
  z.object({ kind: z.literal('silence'), ms: z.number() }),
])

const shared = {
  awaited: z.int(),
  language: tongue,
  manner: z.object({ form: z.enum(['text', 'vco', 'hco']), isRelay: z.boolean() }),
  first: z.array(printed),
  say: z.array(printed),
}

const schema = z.union([
  z.object({
    kind: z.literal('ask'),
    ...shared,
    expected: z.object({
      answer: z.enum(['groups', 'another', 'whole', 'choice', 'language', 'read-back', 'any']),
      atMost: z.int(),
      finish: z.enum(['#', 'none']),
      patienceInMs: z.number(),
      speech: z.boolean(),
    }),
    languages: z.array(z.object({ key: z.string(), names: z.array(z.string()) })),
  }),
  z.object({ kind: z.enum(['transfer', 'end']), ...shared }),
])
