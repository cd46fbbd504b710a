/** The form of a transcript: a header, a blank line, and who says or keys what, in a column of names. */
import { parseComputer, renderComputer, type Computer } from './computers.ts'

export type Transcript = {
  /** What the call shows, as a sentence. */
  readonly shows: string
  readonly country: string
  readonly languages: readonly string[]
  readonly computers: readonly Computer[]
  readonly ledger: 'usual' | 'broken'
  /** The classes of keys that the called number serves. */
  readonly serves: 'all' | 'oem'
  /** Who may speak with callers. */
  readonly people: 'nobody' | 'there'
  /** What becomes of text messages from the called number; none: it sends none. */
  readonly texts: 'none' | 'sent' | 'fail'
  /** So many IDs without a proof came from the caller's number today. */
  readonly tried: number
  readonly entries: readonly Entry[]
}

/** `who` is the language in which the line speaks, `line`, or `caller`. */
export type Entry = { readonly who: string; readonly text: string }

/** Reads a transcript; throws a sentence about the first line that is none. */
export function parseTranscript(text: string): Transcript {
  const [head = '', ...rest] = text.trim().split(/\n\n/)
  const header = new Map(entriesIn(head).map(({ who, text: value }) => [who, value]))
  const unknown = [...header.keys()].find((name) => !headings.includes(name))
  if (unknown !== undefined) throw new Error(`no header is called "${unknown}"`)
  const of = (name: string): string => header.get(name) ?? ''
  return {
    shows: of('shows'),
    ...parseCountry(of('country')),
    computers: of('computer').split(' and ').map(parseComputer),
    ledger: of('ledger') === broken ? 'broken' : 'usual',
    serves: of('serves') === oemAlone ? 'oem' : 'all',
    people: of('people') === there ? 'there' : 'nobody',
    texts: of('texts') === areSent ? 'sent' : of('texts') === cannotBeSent ? 'fail' : 'none',
    tried: Number(/^\d+/.exec(of('tried'))?.[0] ?? 0),
    entries: entriesIn(rest.join('\n')),
  }
}

/** Writes a transcript, its long lines folded. */
export function renderTranscript(transcript: Transcript): string {
  const { shows, country, languages, computers, ledger, serves, people, texts, tried, entries } =
    transcript
  const header: readonly Entry[] = [
    { who: 'shows', text: shows },
    { who: 'country', text: `${country} (${languages.join(', ')})` },
    { who: 'computer', text: computers.map(renderComputer).join(' and ') },
    ...(ledger === 'broken' ? [{ who: 'ledger', text: broken }] : []),
    ...(serves === 'oem' ? [{ who: 'serves', text: oemAlone }] : []),
    ...(people === 'there' ? [{ who: 'people', text: there }] : []),
    ...(texts === 'none'
      ? []
      : [{ who: 'texts', text: texts === 'sent' ? areSent : cannotBeSent }]),
    ...(tried > 0 ? [{ who: 'tried', text: `${tried} ${today}` }] : []),
  ]
  return `${header.map(folded).join('\n')}\n\n${entries.map(folded).join('\n')}\n`
}

const headings = ['shows', 'country', 'computer', 'ledger', 'serves', 'people', 'texts', 'tried']
const broken = 'cannot be read'
const oemAlone = 'oem keys alone'
const there = 'are there'
const areSent = 'are sent'
const cannotBeSent = 'cannot be sent'
const today = 'IDs without a proof today'
const columnOfText = 10
const width = 100

function parseCountry(text: string): Pick<Transcript, 'country' | 'languages'> {
  const [, country, languages] = /^([A-Z]{2}) \((.+)\)$/.exec(text) ?? []
  if (country !== undefined && languages !== undefined) {
    return { country, languages: languages.split(', ') }
  }
  throw new Error('the header names no country with its languages: NL (nl, en)')
}

function entriesIn(text: string): readonly Entry[] {
  const entries: Entry[] = []
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, who, said] = /^(\S*)\s+(.+)$/.exec(line) ?? []
    const last = entries.at(-1)
    if (who === undefined || said === undefined) throw new Error(`not a line: ${line}`)
    if (who !== '') entries.push({ who, text: said.trim() })
    else if (last === undefined) throw new Error(`the first line has no name: ${line}`)
    else entries[entries.length - 1] = { ...last, text: `${last.text} ${said.trim()}` }
  }
  return entries
}

function folded({ who, text }: Entry): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line === '') lines[lines.length - 1] = word
    else if (columnOfText + line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines.map((line, index) => (index === 0 ? who : '').padEnd(columnOfText) + line).join('\n')
}
