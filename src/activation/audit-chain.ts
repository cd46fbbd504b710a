import type { AuditHead, AuditLine, Difference, Seal } from './audit.ts'

/** A seal as it stands in the database, with the line that it names, if that is still there. */
export type Link = AuditHead & { readonly entryId: number; readonly line: AuditLine | undefined }

export type ChainCheck = {
  /** Takes the seals in the order of their numbers. */
  readonly take: (link: Link) => void
  /** Gives the head that was reached. */
  readonly end: () => AuditHead | undefined
}

export type ChainCheckRequest = {
  readonly seal: Seal
  /** A head that was kept elsewhere. */
  readonly kept: AuditHead | undefined
  readonly report: (difference: Difference) => void
}

/**
 * Follows the chain. Each seal is computed from the one that stands before it, so that a change shows where it was
 * made and not in all that follows.
 */
export function createChainCheck({ seal, kept, report }: ChainCheckRequest): ChainCheck {
  let reached: AuditHead | undefined

  return {
    take: ({ number, seal: stands, entryId, line }) => {
      const due = (reached?.number ?? 0) + 1
      const isNext = number === due
      if (!isNext) report({ where: sealsFrom(due, number - 1), what: 'missing' })
      if (line === undefined) {
        report({ where: `audit ${entryId}`, what: `removed; seal ${number} stands for it` })
      } else if (isNext && seal(reached, line).seal !== stands) {
        report({ where: `audit ${entryId}`, what: `altered, or its seal ${number} is` })
      }
      if (number === kept?.number && kept.seal !== stands) {
        report({
          where: `seals ${number}`,
          what: 'not the head that was kept: the chain was made anew',
        })
      }
      reached = { number, seal: stands }
    },
    end: () => {
      const last = reached?.number ?? 0
      if (kept !== undefined && kept.number > last) {
        report({
          where: sealsFrom(last + 1, kept.number),
          what: 'cut off: the head that was kept is later',
        })
      }
      return reached
    },
  }
}

function sealsFrom(first: number, last: number): string {
  return first >= last ? `seals ${first}` : `seals ${first} to ${last}`
}
