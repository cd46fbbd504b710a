import { pino, type DestinationStream, type Logger } from 'pino'
import { Fault } from '../base/faults.ts'

export type Log = Logger

export type LogOptions = {
  readonly level: string
  /** Private values are written too: for a developer's own machine. */
  readonly keepPrivate?: boolean
  /** Standard output unless told. */
  readonly destination?: DestinationStream
}

/**
 * The root logger. Whatever stands under a `private` key, at the top or one level down, is dropped. Of
 * an error (`err`) only what holds nothing private is kept: a fault's code and detail, else the type,
 * the code and the place; the message of a foreign error may quote what it failed on, so it is private.
 */
export function createLog({ level, keepPrivate = false, destination }: LogOptions): Log {
  const drop = { redact: { paths: ['private', '*.private'], remove: true } }
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => describeError(error, keepPrivate) },
      ...(keepPrivate ? {} : drop),
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  )
}

function describeError(error: unknown, keepPrivate: boolean): unknown {
  if (!isErrorLike(error))
    return { type: typeof error, ...(keepPrivate && { value: String(error) }) }
  const kind =
    error instanceof Fault
      ? { code: error.code, detail: error.detail }
      : {
          type: error.name,
          ...('code' in error && { code: error.code }),
          ...(keepPrivate && { message: error.message }),
        }
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause, keepPrivate) }
  return { ...kind, at: placesOf(error), ...cause }
}

/** An error of another realm is no `instanceof Error`. */
function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'stack' in value
}

function placesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim())
  return lines.filter((line) => line.startsWith('at ')).slice(0, 8)
}
