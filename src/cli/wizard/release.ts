import { licenceStatus } from '../../wizard/licence-status.ts'
import type { WizardState } from '../../wizard/state.ts'
import { release as released } from '../../wizard/transitions.ts'
import type { Keyboard } from './ask-blocks.ts'
import { keep, remembered, type Context } from './context.ts'
import { refused, type Outcome } from './outcome.ts'
import { shownRelease } from './show.ts'
import { componentsFrom } from './sources.ts'

export type ReleaseOptions = { readonly yes?: boolean }

/**
 * Gives this machine's activation back, after a question that `yes` answers: the program stops running here
 * before anybody sees the release ID. Once released, the same ID is shown again.
 */
export async function release(
  context: Context,
  { yes = false }: ReleaseOptions,
  keyboard: Keyboard,
): Promise<Outcome> {
  const state = remembered(context)
  if (state.kind === 'refused') return state
  if (state.kind === 'released') return shownRelease(state, context)
  const hardware = await componentsFrom(context.hardwareFile)
  if (hardware.kind === 'refused') return hardware
  if (!yes) {
    const status = licenceStatus(state, hardware.components, state.product)
    const isOther = status.kind === 'unlicensed' && status.reason === 'hardware-changed'
    for (const line of whatItMeans(state, isOther)) keyboard.say(line)
    const answer = await keyboard.ask('Type yes to give it back, anything else to leave it: ')
    if (answer?.trim().toLowerCase() !== 'yes') return leftAsItIs(context)
  }
  const next = released(state)
  const kept = keep(context, next)
  return kept.kind === 'refused' ? kept : shownRelease(next, context)
}

function whatItMeans({ kind, product: { name } }: WizardState, isOther: boolean): string[] {
  return [
    `${name}: give the activation of this computer back.`,
    '',
    `This computer will no longer run ${name}, from this moment on.`,
    'You get a release ID for the activation line, and then another computer can be activated instead.',
    `To run ${name} here again, it must be activated anew, which may be limited.`,
    ...(kind === 'waiting'
      ? ['It is not activated here yet; what is given back is what the line may have counted.']
      : []),
    ...(isOther
      ? [
          'The hardware is not what was activated: what is given back is the activation of that computer.',
          'If that is another one that is still in use, leave it.',
        ]
      : []),
    '',
  ]
}

function leftAsItIs({ program }: Context): Outcome {
  return refused('not-released', [
    'Nothing was given back, and nothing was changed. Without the question:',
    `    ${program} release --yes`,
  ])
}
