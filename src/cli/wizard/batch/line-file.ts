import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { BadLine, LineFault, ReadLines } from '../../../wizard/lines.ts'
import { refused, type Refusal } from '../outcome.ts'
import { appendToFile, replaceFile } from '../replace-file.ts'

/** A file with a machine a line, as it was found. */
export type LineFile<T> = {
  readonly kind: 'lines'
  readonly path: string
  readonly good: readonly T[]
  readonly bad: readonly BadLine[]
  /** Nothing bad in it, and its last line has an end: more can be added. */
  readonly isClean: boolean
}

type Reading<T> = {
  readonly read: (text: string) => ReadLines<T>
  /** `request file`, for the messages. */
  readonly what: string
}

/** Reads a file that is there. Refused when it cannot be read, or when it has lines and none of them is good. */
export function readLineFile<T>(path: string, { read, what }: Reading<T>): LineFile<T> | Refusal {
  const text = readText(path)
  if (text === undefined) {
    return refused('file-unreadable', [`The ${what} cannot be read: ${path}`], { file: path })
  }
  const { good, bad } = read(text)
  const isClean = bad.length === 0 && (text === '' || text.endsWith('\n'))
  const isUsable = good.length > 0 || bad.length === 0 || wasJustBegun(text, bad)
  if (isUsable) return { kind: 'lines', path, good, bad, isClean }
  const message = [`That is no ${what}, and it was left as it is: ${path}`, ...badWords(path, bad)]
  return refused('not-usable', message, { file: path, bad })
}

/** The same for a file that need not be there yet. */
export function readOrBegin<T>(path: string, reading: Reading<T>): LineFile<T> | Refusal {
  return existsSync(path)
    ? readLineFile(path, reading)
    : { kind: 'lines', path, good: [], bad: [], isClean: true }
}

export type Written = { readonly kind: 'written'; readonly aside: string | undefined } | Refusal

/** Adds lines at the end of a clean file. */
export function addLines(path: string, lines: string): Written {
  return orRefused(path, () => appendToFile(path, lines))
}

/** Writes all lines of a file anew; where something in it is lost, the file as it was is put aside. */
export function rewriteLines({ path, bad }: LineFile<unknown>, lines: string): Written {
  return orRefused(path, () => replaceFile(path, lines, { putAside: bad.length > 0 }))
}

/** The lines that were left out, by number, at most ten of them in words. */
export function badWords(path: string, bad: readonly BadLine[]): readonly string[] {
  const words = bad
    .slice(0, mostNamed)
    .map(({ line, fault }) => `Line ${String(line)} of ${basename(path)}: ${faultWords[fault]}`)
  const more = bad.length - words.length
  return more > 0 ? [...words, `and ${String(more)} more lines.`] : words
}

const mostNamed = 10

/** Ten thousand machines take less than 4 MiB. */
const mostBytes = 64 * 1024 * 1024

const faultWords: Record<LineFault, string> = {
  'not-json': 'this is not JSON.',
  'half-written': 'this is only half written.',
  'no-installation-id': 'there is no installationId of 63 digits.',
  'check-digit': 'a digit of the installation ID is wrong.',
  'release-id': 'this is a release ID; it asks for no answer.',
  'a-request': 'this is a request, not an answer.',
  'an-answer': 'this is an answer, not a request.',
  'no-confirmation-id': 'its confirmation ID is missing or wrong.',
}

/** The first line ever was interrupted. */
function wasJustBegun(text: string, bad: readonly BadLine[]): boolean {
  return text.startsWith('{"') && bad.every(({ fault }) => fault === 'half-written')
}

function readText(path: string): string | undefined {
  try {
    return statSync(path).size > mostBytes ? undefined : readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function orRefused(path: string, write: () => string | undefined | void): Written {
  try {
    return { kind: 'written', aside: write() ?? undefined }
  } catch {
    return refused('file-not-written', [`The wizard cannot write ${path}`], { file: path })
  }
}
