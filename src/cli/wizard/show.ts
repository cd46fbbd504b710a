import type { ActivatedState, ReleasedState, WaitingState } from '../../wizard/state.ts'
import { remembered, type Context } from './context.ts'
import { done, type Done, type Outcome } from './outcome.ts'
import { numberedGroups } from './words.ts'

/** The installation ID once more; after a release the release ID. */
export function show(context: Context): Outcome {
  const state = remembered(context)
  if (state.kind === 'refused') return state
  return state.kind === 'released'
    ? shownRelease(state, context)
    : shownInstallation(state, context)
}

/** The installation ID on screen. `url`: where the line can be called from a browser. */
export function shownInstallation(
  { kind, product, installation }: WaitingState | ActivatedState,
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

/** The release ID on screen, for whoever keys it in now or later. */
export function shownRelease(
  { product, releaseId }: ReleasedState,
  { program, stateFile }: Context,
): Done {
  const json = {
    kind: 'release',
    state: 'released',
    releaseId,
    product: product.product,
    name: product.name,
    stateFile: stateFile.path,
  }
  return done(json, [
    `${product.name} no longer runs on this machine.`,
    '',
    'Its release ID, in nine groups of seven digits:',
    '',
    ...numberedGroups(releaseId),
    '',
    'Call the activation line and key in all nine groups, as you would an installation ID: then the',
    'activation can be used on another machine. It need not be now; this shows the ID again:',
    `    ${program} show`,
  ])
}
