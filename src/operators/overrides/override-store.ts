import type { KeyName } from '../../activation/ledger.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { AskedOverride, Decided, Override } from './override.ts'
import type { OverrideGround, Verdict } from './override-policy.ts'

export type NotAsked = Exclude<Verdict, 'alone' | 'second'> | 'unknown-key' | 'unknown-operator'

/** `decided`: as another one decided before; `not-needed`: the key no longer stands as it did. */
export type NotDecided = 'unknown-override' | 'own-override' | 'decided' | 'not-needed'

/**
 * Overrides, in the ledger's database: what is asked, what is decided, their entries and what they do to the key stand or
 * fall together, and two who come at once are judged one after the other. Throws the fault `database-unusable`.
 */
export type OverrideStore = {
  /** Does it where one person may, and lets it wait where a second one is needed. */
  readonly ask: (
    asked: AskedOverride,
    judge: (ground: OverrideGround) => Verdict,
  ) => Promise<Override | NotAsked>
  /** Nobody decides on his own; whoever is first decides. */
  readonly decide: (
    id: string,
    decision: Decided,
    isNeeded: (override: Override, key: OverrideGround['key']) => boolean,
  ) => Promise<Override | NotDecided>
  /** Those that wait, the oldest first. */
  readonly waiting: () => Promise<readonly Override[]>
  /** The latest first. */
  readonly ofKey: (name: KeyName) => Promise<readonly Override[]>
  /** How many he asked for since then. */
  readonly askedBy: (operator: OperatorId, since: number) => Promise<number>
}
