import type { WizardState } from '../../wizard/state.ts'
import { remembered, type Context } from './context.ts'
import { done, type Done, type Outcome } from './outcome.ts'
import { numberedGroups } from './words.ts'

/** The installation ID once more. */
export function show(context: Context): Outcome {
  const state = remembered(context)
  return state.kind === 'refused' ? state : shown(state, context)
}

/** The installation ID on screen. `url`: where the line can be called from a browser. */
export function shown(
  { kind, product, installation }: WizardState,
  { program, stateFile }: Context,
  url?: string,
): Done {
  const json = {
    kind: 'installation',
    state: kind,
    installationId: installation.id,
    product: product.product,
    name: product.name,
    stateFile: stateFile.path,
  }
  return done(json, [
    `${product.name}: activation by telephone`,
    '',
    'The installation ID of this machine, in nine groups of seven digits:',
    '',
    ...numberedGroups(installation.id),
    '',
    `Call the activation line${url === undefined ? '' : ` (in a browser: ${url})`} and key in all nine groups, one after the other, at your own pace.`,
    'You will hear eight blocks, A to H. Type them here:',
    `    ${program} confirm`,
  ])
}
