import { Fault } from '../base/faults.ts'

export type Gathering = {
  /** The work's result; nothing where it threw a fault, which is kept. */
  readonly attempt: <T>(work: () => T) => T | undefined
  /** Throws what was kept: one fault as it is, several as the first, with all that the others say. */
  readonly settle: () => void
}

/** Collects faults, so that one start names everything that stands in its way. */
export function gatherFaults(): Gathering {
  const kept: Fault[] = []
  return {
    attempt: (work) => {
      try {
        return work()
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        kept.push(error)
        return undefined
      }
    },
    settle: () => {
      const [first, ...others] = kept
      if (first === undefined) return
      if (others.length === 0) throw first
      const rest = others.map(({ message }) => message)
      throw new Fault(first.code, [first.detail, ...rest].join('\n'))
    },
  }
}
