import { confirm as check } from '../../wizard/confirm.ts'
import { licenceStatus } from '../../wizard/licence-status.ts'
import type { WizardState } from '../../wizard/state.ts'
import { activate } from '../../wizard/transitions.ts'
import { askBlocks, type Keyboard } from './ask-blocks.ts'
import { keep, remembered, type Context } from './context.ts'
import { done, refused, type Outcome } from './outcome.ts'
import { componentsFrom } from './sources.ts'
import { unlicensed, type Unlicensed } from './status.ts'
import { listed } from './words.ts'

/** Takes the confirmation ID, from the command or from the keyboard, and remembers it when it is genuine. */
export async function confirm(
  context: Context,
  given: readonly string[],
  keyboard: Keyboard,
): Promise<Outcome> {
  const state = remembered(context)
  if (state.kind === 'refused') return state
  const hardware = await componentsFrom(context.hardwareFile)
  if (hardware.kind === 'refused') return hardware
  const before = licenceStatus(state, hardware.components, state.product)
  if (before.kind === 'licensed') return activated(state, { already: true, healed: false })
  if (hopeless.has(before.reason)) return unlicensed(before, state, context)
  const typed = given.length > 0 ? given : await askBlocks(keyboard)
  if (typed === undefined) {
    return refused('no-answer', ['The confirmation ID was not finished. Nothing was changed.'])
  }
  const answer = check(state.installation, state.product.publicKey, typed)
  if (answer.kind === 'refused') {
    return answer.reason === 'wrong-blocks'
      ? wrongBlocks(answer.blocks)
      : refused('not-genuine', notGenuine(context))
  }
  const { confirmationId, healed } = answer
  const kept = keep(context, activate(state, confirmationId))
  return kept.kind === 'refused' ? kept : activated(state, { already: false, healed })
}

/** No answer helps against these. */
const hopeless: ReadonlySet<Unlicensed['reason']> = new Set([
  'released',
  'hardware-changed',
  'too-little-hardware',
])

function activated(
  { product }: WizardState,
  { already, healed }: { readonly already: boolean; readonly healed: boolean },
): Outcome {
  const text = [
    `${product.name} is ${already ? 'already ' : ''}activated on this machine.`,
    ...(healed ? ['(One slip in what was typed has been mended.)'] : []),
  ]
  const json = { kind: 'activated', product: product.product, name: product.name, already, healed }
  return done(json, text)
}

function wrongBlocks(blocks: readonly string[]): Outcome {
  const text =
    blocks.length === 1
      ? `Block ${listed(blocks)} is not right. Compare it with what you wrote down; the others are fine.`
      : `Blocks ${listed(blocks)} are not right. Compare them with what you wrote down.`
  return refused('wrong-blocks', [text], { blocks })
}

function notGenuine({ program }: Context): readonly string[] {
  return [
    'Every block is whole, but together they are not the answer to this installation ID.',
    'Perhaps they are for another computer, or another ID was keyed in. To see yours:',
    `    ${program} show`,
  ]
}
