/**
 * Random operations on a real core and on the plain model, as `node model-run.ts <address as JSON>
 * <operations> <seed>`: whatever the core answers otherwise is an error, and a shorter story that shows it is printed.
 */
import fc from 'fast-check'
import { createKeyring } from '../../src/activation/keyring.ts'
import { mintKeys } from '../../src/activation/mint-keys.ts'
import { defaultLimits } from '../../src/activation/policy.ts'
import { blockClasses, type KeyClass, keyClasses } from '../../src/base/activation.ts'
import type { CaseNumber, Country } from '../../src/base/brand.ts'
import { type DatabaseAddress, openDatabase } from '../../src/stores/open-database.ts'
import { anyMachine, type Line, openLineOn, product } from './line.ts'
import * as model from './model.ts'

type Real = { readonly line: Line; readonly serials: number[]; operations: number }

type Command = fc.AsyncCommand<model.Model, Real>

const [address = '', operations = '10000', seed = '1'] = process.argv.slice(2)
const perStory = 100
const keysAStory = 2

const act = (of: model.Model): { readonly by: string; readonly at: number } => ({
  by: 'test',
  at: of.now,
})

/**
 * Few machines, so that the same come again: as they were, changed a little so that they stay the same, or
 * changed anywhere, with parts missing too.
 */
const parts = fc.oneof(
  { weight: 3, arbitrary: fc.constant<number[]>([]) },
  {
    weight: 4,
    arbitrary: fc.uniqueArray(fc.constantFrom(0, 2, 3), { minLength: 1, maxLength: 2 }),
  },
  { weight: 2, arbitrary: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 5 }) },
)
const hardware = fc
  .tuple(fc.integer({ min: 0, max: 3 }), parts, fc.integer({ min: 0, max: 6 }))
  .map(([nth, changed, value]) =>
    changed.reduce((machine, part) => machine.with(part, value * 40), [...anyMachine(nth)]),
  )

const key = fc.integer({ min: 0, max: keysAStory - 1 })
const caseNumber = fc.integer({ min: 0, max: 15 }).map((nth) => String(10_000_000 + nth))
const country = fc.option(fc.constantFrom('NL', 'US'), { nil: undefined, freq: 3 })
const licences = fc.constantFrom<readonly KeyClass[]>([], [], [], ['retail', 'mak', 'oem'], ['mak'])

const name = (real: Real, index: number): { product: number; serial: number } => ({
  product,
  serial: real.serials[index] ?? 0,
})

function agree(expected: model.Expected, actual: object): void {
  const of = Object.fromEntries(
    Object.keys(expected).map((field) => [field, (actual as Record<string, unknown>)[field]]),
  )
  if (JSON.stringify(of) !== JSON.stringify(expected)) {
    throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(of)}`)
  }
}

/** A command that can always be given, with what it says to the model and to the real thing. */
function command(
  text: string,
  run: (of: model.Model, real: Real) => Promise<void> | void,
): Command {
  return {
    check: () => true,
    run: async (of, real) => {
      real.operations += 1
      real.line.clock.at = of.now
      await run(of, real)
    },
    toString: () => text,
  }
}

const activation = fc.record({ key, hardware, caseNumber, country, licences }).map((asked) =>
  command(`activate ${JSON.stringify(asked)}`, async (of, real) => {
    const expected = model.activate(of, asked)
    const shown = real.line.shows(name(real, asked.key), Uint8Array.from(asked.hardware))
    agree(
      expected,
      await real.line.core.activate({
        installationId: shown,
        licences: asked.licences,
        caseNumber: asked.caseNumber as CaseNumber,
        ...(asked.country !== undefined && { country: asked.country as Country }),
      }),
    )
  }),
)

const release = fc.record({ key, hardware }).map((asked) =>
  command(`release ${JSON.stringify(asked)}`, async (of, real) => {
    const releaseId = real.line.shows(name(real, asked.key), Uint8Array.from(asked.hardware), 2)
    agree(model.release(of, asked), await real.line.core.release({ releaseId }))
  }),
)

const request = fc.record({ key, caseNumber }).map((asked) =>
  command(`request ${JSON.stringify(asked)}`, async (of, real) => {
    const installationId = real.line.shows(name(real, asked.key), anyMachine(1))
    const caseOf = asked.caseNumber as CaseNumber
    const actual = await real.line.core.requestExtension({ installationId, caseNumber: caseOf })
    agree(model.requestExtension(of, asked), actual)
  }),
)

const extension = fc.record({ key, more: fc.integer({ min: 1, max: 3 }) }).map((asked) =>
  command(`extend ${JSON.stringify(asked)}`, async (of, real) => {
    const extended = model.keyOf(of, asked.key)
    extended.limit += asked.more
    extended.request = undefined
    const grant = { more: asked.more, reason: 'test' }
    await real.line.ledger.extend(name(real, asked.key), grant, act(of))
  }),
)

const block = fc
  .record({ key, as: fc.option(fc.constantFrom(...blockClasses), { nil: undefined, freq: 1 }) })
  .map((asked) =>
    command(`block ${JSON.stringify(asked)}`, async (of, real) => {
      model.keyOf(of, asked.key).blocked = asked.as
      await real.line.ledger.block(name(real, asked.key), asked.as, act(of))
    }),
  )

const state = fc.constantFrom(...Array<'sold'>(8).fill('sold'), 'sunset', 'retired').map((to) =>
  command(`products ${to}`, async (of, real) => {
    if (of.state !== to) of.since = of.now
    of.state = to as model.Model['state']
    await real.line.ledger.setState(product, { state: of.state }, act(of))
  }),
)

const wait = fc.constantFrom(1, 13, 24, 25, 25, 25, 24 * 31, 24 * 120, 24 * 366).map((hours) =>
  command(`wait ${hours} hours`, (of, real) => {
    of.now += hours * 3_600_000
    real.line.clock.at = of.now
  }),
)

const rare = fc.oneof(extension, block, state)

const commands = fc.commands(
  [
    ...Array<typeof activation>(8).fill(activation),
    release,
    release,
    request,
    wait,
    wait,
    wait,
    rare,
  ],
  { maxCommands: perStory, size: 'max' },
)

const keys = fc.array(
  fc.record({
    keyClass: fc.constantFrom(...keyClasses, 'mak' as const, 'retail' as const),
    limit: fc.integer({ min: 1, max: 4 }),
    regions: fc.constantFrom<string[]>([], [], ['NL']),
  }),
  { minLength: keysAStory, maxLength: keysAStory },
)

const database = await openDatabase(JSON.parse(address) as DatabaseAddress)
const line = await openLineOn(database, createKeyring([new Uint8Array(32).fill(7)]))
const policy = { ...(await line.ledger.policy(product, 'mak')), emergencies: true }
await line.ledger.setPolicy(product, 'mak', { policy, by: 'test', at: 0 })

let told = 0
const property = fc.asyncProperty(keys, commands, async (minted, story) => {
  const real: Real = { line, serials: [], operations: 0 }
  const of = model.createModel(true, Date.UTC(2026, 0, 1))
  await line.ledger.setState(product, { state: 'sold' }, act(of))
  for (const { keyClass, limit, regions } of minted) {
    const slots = keyClass === 'mak' ? limit : defaultLimits[keyClass]
    model.mint(of, keyClass, slots, regions)
    const batch = { product, keyClass, limit: slots, regions: regions as string[] as Country[] }
    const made = await mintKeys(
      { ledger: line.ledger, keyring: line.keyring, now: () => of.now, by: 'test' },
      { ...batch, count: 1 },
    )
    if (typeof made === 'string') throw new Error(made)
    real.serials.push(made[0]?.serial ?? 0)
  }
  await fc.asyncModelRun(() => ({ model: of, real }), story)
  for (const [index, expected] of model.standingOf(of).entries()) {
    agree(expected, (await line.ledger.key(name(real, index))) ?? {})
  }
  told += real.operations
})

for (let round = 0; told < Number(operations); round += 1) {
  await fc.assert(property, { numRuns: 20, seed: Number(seed) + round })
}
await line.close()
process.stdout.write(`${told} operations, no difference\n`)
