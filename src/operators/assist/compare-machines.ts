import { slotOf } from '../../activation/same-machine.ts'
import type { ActivationOfKey, Standing } from '../../activation/ledger.ts'
import { componentNames } from '../../identifiers/fingerprint.ts'
import type { ActivationView } from '../api/protocol-reading.ts'

/** A standing activation beside the machine that calls: which of the eight components are other ones. Pure. */
export function compareMachines(
  standing: Pick<Standing, 'alike' | 'key' | 'policy'>,
  { nth, at, caseNumber, hardware: before }: ActivationOfKey,
  now: Uint8Array,
): ActivationView {
  const components = componentNames.map((name, index) => ({
    name,
    is: whatBecame(before[index] ?? 0, now[index] ?? 0),
  }))
  return {
    nth,
    at,
    caseNumber,
    isThisMachine: slotOf(standing, now)?.nth === nth,
    equal: components.filter(({ is }) => is === 'equal').length,
    components,
  }
}

/** 0 stands for a component that is not there. */
function whatBecame(before: number, now: number): ActivationView['components'][number]['is'] {
  if (before === now) return now === 0 ? 'absent' : 'equal'
  if (before === 0) return 'new'
  return now === 0 ? 'gone' : 'changed'
}
