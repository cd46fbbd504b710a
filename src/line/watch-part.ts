import type { Traces } from '../telemetry/traces.ts'

export type Watching<Part, Kind> = {
  /** Before the name of each operation in a trace. */
  readonly name: string
  /** What each operation is counted as when it fails; an operation without a kind is not watched. */
  readonly kinds: Readonly<Record<keyof Part, Kind | undefined>>
  readonly traces: Pick<Traces, 'part'>
  /** Something was thrown, a check was answered with no, or nothing was there in time. */
  readonly onFailure: (kind: Kind) => void
  /** Without it an operation may take its time. Nothing is stopped. */
  readonly patienceInMs?: number
}

/** The same part of the line, of which it is seen how its operations go. */
export function watchPart<Part extends object, Kind extends string>(
  part: Part,
  watching: Watching<Part, Kind>,
): Part {
  const { name, kinds, traces } = watching
  const watched = (Object.keys(kinds) as (keyof Part & string)[]).flatMap((operation) => {
    const kind = kinds[operation]
    const work = part[operation] as (...given: unknown[]) => Promise<unknown>
    if (kind === undefined) return []
    const seen = (...given: unknown[]): Promise<unknown> =>
      traces.part(`${name}.${operation}`, () => watch(() => work(...given), kind, watching))
    return [[operation, seen]]
  })
  return { ...part, ...Object.fromEntries(watched) }
}

async function watch<Kind>(
  work: () => Promise<unknown>,
  kind: Kind,
  { onFailure, patienceInMs }: Pick<Watching<unknown, Kind>, 'onFailure' | 'patienceInMs'>,
): Promise<unknown> {
  let isTold = false
  const fail = (): void => {
    if (!isTold) onFailure(kind)
    isTold = true
  }
  const timer = patienceInMs === undefined ? undefined : setTimeout(fail, patienceInMs)
  try {
    const result = await work()
    if (result === false || result === 'unable') fail()
    return result
  } catch (error) {
    fail()
    throw error
  } finally {
    clearTimeout(timer)
  }
}
