import { parseJson } from './json.ts'

/** What keeps a line of a request or answer file from being used. */
export type LineFault =
  | 'not-json'
  /** The last line, without an end: whoever wrote it was interrupted. */
  | 'half-written'
  | 'no-installation-id'
  /** A digit of the installation ID is wrong. */
  | 'check-digit'
  | 'release-id'
  /** A request in a file of answers, or the reverse. */
  | 'a-request'
  | 'an-answer'
  | 'no-confirmation-id'

/** `line` counts from 1. */
export type BadLine = { readonly line: number; readonly fault: LineFault }

export type ReadLine<T> = { readonly kind: 'line'; readonly value: T } | LineRefusal

export type LineRefusal = { readonly kind: 'refused'; readonly fault: LineFault }

export type ReadLines<T> = { readonly good: readonly T[]; readonly bad: readonly BadLine[] }

/** Reads NDJSON line by line: a bad line is named and the rest goes on. Empty lines do not count as bad. */
export function readLines<T>(text: string, read: (value: unknown) => ReadLine<T>): ReadLines<T> {
  const good: T[] = []
  const bad: BadLine[] = []
  const lines = text.split('\n')
  lines.forEach((line, i) => {
    if (line.trim() === '') return
    const value = parseJson(line)
    const found = value === undefined ? unreadable(i === lines.length - 1) : read(value)
    if (found.kind === 'line') good.push(found.value)
    else bad.push({ line: i + 1, fault: found.fault })
  })
  return { good, bad }
}

export function badLine(fault: LineFault): LineRefusal {
  return { kind: 'refused', fault }
}

/** What stands on a file's lines for people, harmless on a screen: at most 100 characters, no control characters. */
export function cleanLabel(label: string): string | undefined {
  const clean = label
    .replaceAll(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, 100)
  return clean === '' ? undefined : clean
}

function unreadable(isLast: boolean): LineRefusal {
  return badLine(isLast ? 'half-written' : 'not-json')
}
