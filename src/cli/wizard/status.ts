import { unreachable } from '../../base/unreachable.ts'
import { licenceStatus, type LicenceStatus } from '../../wizard/licence-status.ts'
import type { WizardState } from '../../wizard/state.ts'
import { remembered, type Context } from './context.ts'
import { done, refused, type Outcome, type Refusal } from './outcome.ts'
import { componentsFrom } from './sources.ts'
import { listed } from './words.ts'

export type Unlicensed = Extract<LicenceStatus, { readonly kind: 'unlicensed' }>

/** Licensed or not, and why. Not licensed is a refusal, so that a script can ask. */
export async function status(context: Context): Promise<Outcome> {
  const state = remembered(context)
  if (state.kind === 'refused') return state
  const hardware = await componentsFrom(context.hardwareFile)
  if (hardware.kind === 'refused') return hardware
  const found = licenceStatus(state, hardware.components, state.product)
  if (found.kind === 'unlicensed') return unlicensed(found, state, context)
  const { product, name } = state.product
  const changed = `Changed since the installation: ${listed(found.changed)}. It is still the same machine.`
  const text = [
    `${name} is licensed on this machine.`,
    ...(found.changed.length > 0 ? [changed] : []),
  ]
  return done({ kind: 'licensed', product, name, changed: found.changed }, text)
}

/** Why not, and what to do. */
export function unlicensed(found: Unlicensed, state: WizardState, { program }: Context): Refusal {
  const { product, name } = state.product
  const text = [`${name} is not licensed on this machine.`, ...whyUnlicensed(found, program)]
  const changed = found.reason === 'hardware-changed' ? { changed: found.changed } : {}
  return refused(found.reason, text, { product, name, ...changed })
}

function whyUnlicensed(found: Unlicensed, program: string): readonly string[] {
  const again = [
    'Activate it again; on the same computer that costs nothing:',
    `    ${program} install`,
  ]
  switch (found.reason) {
    case 'waiting':
      return [
        'It waits for the confirmation ID. The installation ID and the eight blocks:',
        `    ${program} show`,
        `    ${program} confirm`,
      ]
    case 'released':
      return [
        'Its activation was given back. The release ID, to be keyed in on the activation line:',
        `    ${program} show`,
        'To use it on this computer again, activate it anew:',
        `    ${program} install`,
      ]
    case 'hardware-changed':
      return [`Too much of the hardware has changed: ${listed(found.changed)}.`, ...again]
    case 'answer-does-not-fit':
      return ['The confirmation ID that was kept is not the answer to this installation.', ...again]
    case 'too-little-hardware':
      return ['Too little of the hardware can be read to tell whether it is the same machine.']
    case 'never-installed':
    case 'other-product':
      return ['This product was never installed here.']
    default:
      return unreachable(found)
  }
}
