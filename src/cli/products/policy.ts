import { Command, InvalidArgumentError, Option } from 'commander'
import { actOf } from '../../activation/mint-keys.ts'
import type { Policy } from '../../activation/policy.ts'
import { type KeyClass, keyClasses } from '../../base/activation.ts'
import { print, productNumber, wholeNumber } from '../arguments.ts'
import { withLedger } from '../ledger.ts'
import { Refusal } from '../refusal.ts'

/** `activation-line products policy`: shows the rules of one class of a product's keys, and changes them. */
export function policyCommand(): Command {
  const times = wholeNumber(0, 1_000_000)
  return new Command('policy')
    .description("show or change the rules of a product's keys of one class")
    .requiredOption('--number <n>', "the product's number", productNumber)
    .addOption(
      new Option('--class <class>', 'which keys').choices([...keyClasses]).makeOptionMandatory(),
    )
    .option('--equal-eighths <n>', 'how much of a machine must be the same', wholeNumber(1, 8))
    .option('--reactivations-per-year <n>', 'changed hardware, for each slot', times)
    .option('--confirmations-per-slot <n>', 'in all, each case once; 0: no limit', times)
    .option('--releases-per-year <n>', 'slots given back, for each key', times)
    .option('--release-after-hours <n>', 'how long after its activation', times)
    .option('--new-machines-per-year <n>', 'on slots given back, for each key', times)
    .option('--emergencies <on|off>', 'one a month beyond the limit while a request waits', onOrOff)
    .option('--json', 'print the result as JSON')
    .action(policy)
}

type Options = Partial<Policy> & {
  readonly number: number
  readonly class: KeyClass
  readonly json?: boolean
}

async function policy({ number, class: keyClass, json, ...change }: Options): Promise<void> {
  const rules = await withLedger(async (administration) => {
    const { ledger } = administration
    const before = await ledger.policy(number, keyClass)
    const after = { ...before, ...change }
    if (Object.keys(change).length === 0) return before
    const set = await ledger.setPolicy(number, keyClass, {
      policy: after,
      ...actOf(administration),
    })
    if (set === 'unknown-product') {
      throw new Refusal(`There is no product with the number ${number}; add it first.`)
    }
    return after
  })
  print(rules, wordsFor(rules), json)
}

function wordsFor(rules: Policy): readonly string[] {
  const often = (count: number): string =>
    count === 0 ? 'as often as they like' : `${count} times`
  return [
    `the same machine: ${rules.equalEighths} eighths of its components are equal`,
    `changed hardware: ${rules.reactivationsPerYear} times a year for each slot`,
    `confirmations of a slot: ${often(rules.confirmationsPerSlot)}`,
    `slots given back: ${rules.releasesPerYear} a year, ${rules.releaseAfterHours} hours after their activation`,
    `new machines on slots given back: ${rules.newMachinesPerYear} a year`,
    `one a month beyond the limit while a request waits: ${rules.emergencies ? 'yes' : 'no'}`,
  ]
}

function onOrOff(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on'
  throw new InvalidArgumentError('Write on or off.')
}
