import { unreachable } from '../../../base/unreachable.ts'
import { readAnswers } from '../../../wizard/answers.ts'
import { depositAnswer, type Deposited } from '../../../wizard/deposit-answer.ts'
import { licenceStatus } from '../../../wizard/licence-status.ts'
import type { WizardState } from '../../../wizard/state.ts'
import { keep, remembered, type Context } from '../context.ts'
import { done, refused, type Outcome } from '../outcome.ts'
import { componentsFrom } from '../sources.ts'
import { unlicensed, type Unlicensed } from '../status.ts'
import { badWords, readLineFile, type LineFile } from './line-file.ts'
import { refusalWords } from './refusal-words.ts'

/** Takes this machine's answer out of a file of many, checks it and remembers it, without a network. */
export async function deposit(context: Context, path: string): Promise<Outcome> {
  const state = remembered(context)
  if (state.kind === 'refused') return state
  const hardware = await componentsFrom(context.hardwareFile)
  if (hardware.kind === 'refused') return hardware
  const { components } = hardware
  const before = licenceStatus(state, components, state.product)
  if (before.kind === 'licensed') return activated(state, { already: true, beforeReimage: false })
  if (before.reason === 'released' || before.reason === 'too-little-hardware') {
    return unlicensed(before, state, context)
  }
  const file = readLineFile(path, { read: readAnswers, what: 'answer file' })
  if (file.kind === 'refused') return file
  const found = depositAnswer(state, components, file.good)
  if (found.kind === 'refused') return notTaken(found, { before, state, file, context })
  const { beforeReimage } = found
  const kept = keep(context, found.state)
  return kept.kind === 'refused' ? kept : activated(state, { already: false, beforeReimage })
}

type Circumstances = {
  readonly before: Unlicensed
  readonly state: WizardState
  readonly file: LineFile<unknown>
  readonly context: Context
}

function notTaken(
  found: Extract<Deposited, { readonly kind: 'refused' }>,
  { before, state, file, context }: Circumstances,
): Outcome {
  switch (found.reason) {
    case 'refused-by-line': {
      const { reason, caseNumber } = found.answer
      const text = refusedByLine(state, refusalWords(reason), caseNumber)
      return refused('refused-by-line', text, { why: reason, caseNumber })
    }
    case 'not-genuine':
      return refused('not-genuine', notGenuine(file.path))
    case 'released':
    case 'no-answer-for-this-machine':
      return before.reason === 'hardware-changed'
        ? unlicensed(before, state, context)
        : refused('no-answer-for-this-machine', noAnswer(file, context), { bad: file.bad })
    default:
      return unreachable(found)
  }
}

function activated(
  { product }: WizardState,
  { already, beforeReimage }: { readonly already: boolean; readonly beforeReimage: boolean },
): Outcome {
  const json = { kind: 'activated', product: product.product, name: product.name, already }
  return done({ ...json, beforeReimage }, [
    `${product.name} is ${already ? 'already ' : ''}activated on this machine.`,
    ...(beforeReimage ? ['(With the answer that it was given before it was set up anew.)'] : []),
  ])
}

function refusedByLine(
  { product }: WizardState,
  why: string,
  caseNumber: string | undefined,
): readonly string[] {
  return [
    `The activation line refused ${product.name} on this machine.`,
    why,
    ...(caseNumber === undefined
      ? []
      : [`The case number is ${caseNumber.slice(0, 4)} ${caseNumber.slice(4)}.`]),
  ]
}

function notGenuine(path: string): readonly string[] {
  return [
    'The answer for this machine is not genuine, and was not taken.',
    `Either ${path} was damaged on its way, or its answers are not of this program's publisher.`,
    'Carry the file here once more, or have the request answered again.',
  ]
}

function noAnswer({ path, good, bad }: LineFile<unknown>, { program }: Context): readonly string[] {
  const count = good.length === 1 ? 'one other machine' : `${String(good.length)} other machines`
  return [
    `There is no answer for this machine in ${path}, only for ${count}.`,
    ...badWords(path, bad),
    'Was it collected? This adds it to a request file; then have that answered:',
    `    ${program} collect requests.ndjson`,
  ]
}
