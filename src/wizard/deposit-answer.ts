import { createChecker } from '../identifiers/confirmation-id.ts'
import {
  componentNames,
  fingerprintOf,
  sameMachine,
  type ComponentName,
  type Components,
} from '../identifiers/fingerprint.ts'
import { parseInstallationId, type Installation } from '../identifiers/installation-id.ts'
import type { Answer } from './answers.ts'
import { isMadeWith } from './installation.ts'
import type { ActivatedState, WizardState } from './state.ts'
import { activate } from './transitions.ts'

export type Deposited =
  | {
      readonly kind: 'activated'
      readonly state: ActivatedState
      /** The answer is that of this machine before its disk was filled anew. */
      readonly beforeReimage: boolean
    }
  | {
      readonly kind: 'refused'
      readonly reason: 'refused-by-line'
      readonly answer: Extract<Answer, { readonly kind: 'refused' }>
    }
  | {
      readonly kind: 'refused'
      readonly reason: 'no-answer-for-this-machine' | 'not-genuine' | 'released'
    }

/**
 * Finds this machine's answer among many and checks it, without a network. Taken are answers to the state's own
 * installation ID, else those to an ID of the same product key from before a re-image: one whose hardware differs
 * in nothing but `machine` and `volume`. Keep the state that comes back. Throws a RangeError where the product's
 * public key is none.
 */
export function depositAnswer(
  state: WizardState,
  components: Components,
  answers: readonly Answer[],
): Deposited {
  if (state.kind === 'released') return { kind: 'refused', reason: 'released' }
  const present = fingerprintOf(state.product.product, components)
  const own = answersTo(state.installation, answers)
  if (own.length > 0 && sameMachine(state.installation.hardware, present)) {
    return firstGenuine(state, state.installation, own)
  }
  const earlier = installationsBefore(state, present, answers)
  const results = earlier.map((installation) =>
    firstGenuine(state, installation, answersTo(installation, answers)),
  )
  return (
    results.find(({ kind }) => kind === 'activated') ??
    results[0] ?? { kind: 'refused', reason: 'no-answer-for-this-machine' }
  )
}

/** What is born with an installed system, and new after a re-image. */
const ofTheSystem: ReadonlySet<ComponentName> = new Set(['machine', 'volume'])

function answersTo({ id }: Installation, answers: readonly Answer[]): readonly Answer[] {
  return answers.filter(({ installationId }) => installationId.join() === id.join())
}

function installationsBefore(
  { productKey }: WizardState,
  present: Uint8Array,
  answers: readonly Answer[],
): readonly Installation[] {
  const installations = answers.flatMap(({ installationId }) => {
    const parsed = parseInstallationId(installationId)
    return parsed.kind === 'installation' && sameButReimaged(parsed.hardware, present)
      ? [parsed]
      : []
  })
  return installations.filter((installation) => isMadeWith(productKey, installation))
}

function sameButReimaged(before: Uint8Array, present: Uint8Array): boolean {
  const differing = componentNames.filter((_, i) => before[i] !== present[i])
  return differing.every((name) => ofTheSystem.has(name)) && sameMachine(before, present)
}

function firstGenuine(
  state: WizardState,
  installation: Installation,
  answers: readonly Answer[],
): Deposited {
  const checker = createChecker(state.product.publicKey)
  for (const answer of answers) {
    if (answer.kind === 'refused') continue
    const checked = checker.check(answer.confirmationId, installation.payload)
    if (checked.kind === 'genuine') {
      const beforeReimage = installation !== state.installation
      const activated = activate({ ...state, installation }, checked.confirmationId)
      return { kind: 'activated', state: activated, beforeReimage }
    }
  }
  const refusal = answers.findLast((answer) => answer.kind === 'refused')
  return refusal === undefined
    ? { kind: 'refused', reason: 'not-genuine' }
    : { kind: 'refused', reason: 'refused-by-line', answer: refusal }
}
