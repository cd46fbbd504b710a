import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import type { Finding } from './finding.ts'

export type Path = readonly (string | number)[]

/** A file's content as plain data, and where in the file each part of it stands. */
export type Source = {
  readonly file: string
  readonly value: unknown
  /** What stands at a path; nothing where the path leads nowhere. */
  readonly valueAt: (path: Path) => unknown
  /** A finding at a value, or where it is missing, at the nearest thing around it. */
  readonly finding: (path: Path, message: string) => Finding
  /** A finding at the last name of a path, not at its value. */
  readonly findingAtKey: (path: Path, message: string) => Finding
}

export type Reading =
  | { readonly kind: 'read'; readonly source: Source }
  | { readonly kind: 'unreadable'; readonly findings: readonly Finding[] }

/** Reads YAML 1.2: one document, no name twice in one place. */
export function readYaml(file: string, text: string): Reading {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const findings = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    file,
    ...placed(lines, pos[0]),
    message:
      yamlAdvice[code] ?? `this is no YAML (${message}); compare the line with another script`,
  }))
  if (findings.length > 0) return { kind: 'unreadable', findings }
  return read(file, document, lines)
}

/** Reads JSON, strictly: no name twice in one place. */
export function readJson(file: string, text: string): Reading {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const broken = jsonError(text)
  if (broken !== undefined) {
    const at = placed(lines, Math.min(broken.offset, text.length))
    const message = `this is no JSON (${broken.message}); look for a comma, quote or brace just before`
    return { kind: 'unreadable', findings: [{ file, ...at, message }] }
  }
  const findings = document.errors.map(({ code, message, pos }) => ({
    file,
    ...placed(lines, pos[0]),
    message: yamlAdvice[code] ?? message,
  }))
  if (findings.length > 0) return { kind: 'unreadable', findings }
  return read(file, document, lines)
}

const yamlAdvice: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this name stands here for the second time; leave one of the two out',
  MULTIPLE_DOCS: 'a second document begins here; write one script a file, without ---',
  TAB_AS_INDENT: 'a tab stands here; write blanks',
}

function read(file: string, document: Document, lines: LineCounter): Reading {
  const start = { line: 1, column: 1 }
  let value: unknown
  try {
    value = document.toJS()
  } catch {
    const message = 'an alias (*name) leads nowhere or too far; write the value itself'
    return { kind: 'unreadable', findings: [{ file, ...start, message }] }
  }

  const nodeAt = (path: Path): unknown =>
    path.length === 0 ? document.contents : document.getIn(path, true)
  const place = (node: unknown): { line: number; column: number } | undefined =>
    isNode(node) && node.range ? placed(lines, node.range[0]) : undefined
  const placeAt = (path: Path): { line: number; column: number } =>
    place(nodeAt(path)) ?? (path.length === 0 ? start : placeAt(path.slice(0, -1)))
  const keyAt = (path: Path): unknown => {
    const parent = nodeAt(path.slice(0, -1))
    const last = path.at(-1)
    if (!isMap(parent)) return undefined
    return parent.items.find(({ key }) => isScalar(key) && String(key.value) === last)?.key
  }
  const finding = (path: Path, message: string): Finding => ({ file, ...placeAt(path), message })

  return {
    kind: 'read',
    source: {
      file,
      value,
      valueAt: (path) => path.reduce(step, value),
      finding,
      findingAtKey: (path, message) => {
        const at = place(keyAt(path))
        return at === undefined ? finding(path, message) : { file, ...at, message }
      },
    },
  }
}

function step(value: unknown, name: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}

function placed(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

/** Node says where: "… in JSON at position 20 (line 3 column 2)", but not for an early end. */
function jsonError(
  text: string,
): { readonly message: string; readonly offset: number } | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const [, message = said, position] = /^(.*?) in JSON at position (\d+)/s.exec(said) ?? []
    return { message, offset: position === undefined ? text.length : Number(position) }
  }
}
