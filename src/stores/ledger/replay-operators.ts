import type { Entry, OperatorEntry } from '../../activation/entry.ts'
import type { OperatorId, OperatorState } from '../../base/operator.ts'
import { unreachable } from '../../base/unreachable.ts'

/** What the audit tells of an operator's row: nothing of it is his name or his address. */
export type ReplayedOperator = {
  readonly id: OperatorId
  readonly roles: string
  readonly state: OperatorState
  readonly generation: number
}

export type OperatorsReplay = {
  /** In the order of the audit. */
  readonly take: (entry: OperatorEntry) => void
  readonly end: () => readonly ReplayedOperator[]
}

/** Makes again of the entries who operates the line, and as what. */
export function replayOperators(): OperatorsReplay {
  const operators = new Map<OperatorId, ReplayedOperator>()
  const alter = (id: OperatorId, change: Partial<ReplayedOperator>): void => {
    const before = operators.get(id) ?? { id, roles: '', state: 'active', generation: 0 }
    operators.set(id, { ...before, ...change })
  }
  const generationOf = (id: OperatorId): number => operators.get(id)?.generation ?? 0

  return {
    take: (entry) => {
      switch (entry.kind) {
        case 'operator-invited': {
          const { operator, roles } = entry
          const generation = operators.has(operator) ? generationOf(operator) + 1 : 0
          return alter(operator, { roles: roles.join(','), generation })
        }
        case 'operator-enrolled':
          return alter(entry.operator, { generation: generationOf(entry.operator) + 1 })
        case 'operator-roles':
          return alter(entry.operator, { roles: entry.roles.join(',') })
        case 'operator-state':
          return alter(entry.operator, { state: entry.state })
        case 'operator-changed':
        case 'signed-in':
        case 'sign-in-failed':
        case 'signed-out':
        case 'looked-up':
        case 'seat-refused':
        case 'watched':
        case 'watch-ended':
        case 'answer-texted':
        case 'answer-not-texted':
          return undefined
        default:
          return unreachable(entry)
      }
    },
    end: () => [...operators.values()],
  }
}

export function isOfOperator(entry: Partial<Entry> | null): entry is OperatorEntry {
  return Object.hasOwn(kinds, entry?.kind ?? '')
}

const kinds: Readonly<Record<OperatorEntry['kind'], true>> = {
  'operator-invited': true,
  'operator-enrolled': true,
  'operator-changed': true,
  'operator-roles': true,
  'operator-state': true,
  'signed-in': true,
  'sign-in-failed': true,
  'signed-out': true,
  'looked-up': true,
  'seat-refused': true,
  watched: true,
  'watch-ended': true,
  'answer-texted': true,
  'answer-not-texted': true,
}
