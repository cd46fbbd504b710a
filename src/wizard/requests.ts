import type { InstallationId } from '../base/brand.ts'
import { splitDigits } from '../identifiers/digit-groups.ts'
import { parseInstallationId } from '../identifiers/installation-id.ts'
import { at, textAt } from './json.ts'
import {
  badLine,
  cleanLabel,
  readLines,
  type LineRefusal,
  type ReadLine,
  type ReadLines,
} from './lines.ts'

/** One machine that asks for an answer in a request file. */
export type Request = {
  readonly installationId: InstallationId
  /** What its people call the machine; it is personal, and nothing needs it. */
  readonly label?: string
}

/** A request as its line of NDJSON: `{"installationId":"<63 digits>","label":"…"}` and a line feed. */
export function requestLine({ installationId, label }: Request): string {
  return `${JSON.stringify({ installationId: installationId.join(''), label })}\n`
}

/** Reads a request file, a machine a line. */
export function readRequests(text: string): ReadLines<Request> {
  return readLines(text, readRequest)
}

/** The installation ID of a line: 63 digits, or nine groups of seven. */
export function installationIdOf(
  value: unknown,
): { readonly kind: 'id'; readonly installationId: InstallationId } | LineRefusal {
  const written = at(value, 'installationId')
  const digits = Array.isArray(written) ? written.join('') : written
  if (typeof digits !== 'string' || !/^\d{63}$/.test(digits)) return badLine('no-installation-id')
  const parsed = parseInstallationId(splitDigits(digits, 9))
  if (parsed.kind === 'refused') return badLine('check-digit')
  return parsed.version === 2 ? badLine('release-id') : { kind: 'id', installationId: parsed.id }
}

/** The label of a line, if it has one, to be spread into what was read. */
export function labelOf(value: unknown): { readonly label?: string } {
  const label = cleanLabel(textAt(value, 'label') ?? '')
  return label === undefined ? {} : { label }
}

function readRequest(value: unknown): ReadLine<Request> {
  if (at(value, 'kind') !== undefined) return badLine('an-answer')
  const found = installationIdOf(value)
  if (found.kind === 'refused') return found
  const { installationId } = found
  return { kind: 'line', value: { installationId, ...labelOf(value) } }
}
