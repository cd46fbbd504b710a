/**
 * A process on one core that activates: `node run.ts <address as JSON> <what> <count> <first serial>
 * <stride> <at a time>`. `what` is `floor`, `books` (all of an activation but the signature), `all`, or `one key`. Prints what it took.
 */
import { createDecide } from '../../../src/activation/decide.ts'
import { createProvers } from '../../../src/activation/provers.ts'
import { refusalOf, settle } from '../../../src/activation/settle.ts'
import type { CaseNumber, InstallationId } from '../../../src/base/brand.ts'
import { parseInstallationId } from '../../../src/identifiers/installation-id.ts'
import type { DatabaseAddress } from '../../../src/stores/open-database.ts'
import { anyMachine, type Line, openLineAt, product } from '../../activation/line.ts'
import { writeByHand } from './by-hand.ts'

export type Took = {
  readonly inMs: number
  /** Of this process, all its work counted. */
  readonly processorInMs: number
  /** Of each, in ms. */
  readonly each: readonly number[]
}

const [address = '', what = '', ...numbers] = process.argv.slice(2)
const [count = 0, firstSerial = 0, stride = 1, atATime = 64] = numbers.map(Number)
const at = JSON.parse(address) as DatabaseAddress
/** So many machines a key, unless all want the same. */
const machinesOfAKey = 5

const line = await openLineAt(at)
const asked = Array.from({ length: count }, (_, nth) => {
  const place = what === 'one key' ? 0 : stride * Math.floor(nth / machinesOfAKey)
  const serial = firstSerial + place
  const hardware = anyMachine(firstSerial * 1_000 + nth)
  const caseNumber = String(10_000_000 + nth) as CaseNumber
  const installationId = line.shows({ product, serial }, hardware)
  return { nth, serial, hardware, caseNumber, installationId }
})
type Asked = (typeof asked)[number]

const activate = what === 'floor' ? byHand() : what === 'all' ? all(line) : books(line)
const took = await measure(activate)
process.stdout.write(`${JSON.stringify(took)}\n`)
await line.close()

async function measure(work: (one: Asked) => Promise<unknown>): Promise<Took> {
  const each: number[] = []
  const next = asked.values()
  const before = process.cpuUsage()
  const begun = performance.now()
  const client = async (): Promise<void> => {
    for (const one of next) {
      const from = performance.now()
      await work(one)
      each.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: atATime }, client))
  const inMs = performance.now() - begun
  const { user, system } = process.cpuUsage(before)
  return { inMs, processorInMs: (user + system) / 1_000, each }
}

function byHand(): (one: Asked) => Promise<unknown> {
  const { write } = writeByHand(at)
  return ({ nth, serial, hardware, caseNumber }) =>
    write({
      product,
      serial,
      nth: 1 + (nth % machinesOfAKey),
      hardware: Buffer.from(hardware).toString('hex'),
      caseNumber,
      at: Date.now(),
    })
}

/** As the core does it, the signature left out. */
function books({ ledger, keyring }: Line): (one: Asked) => Promise<unknown> {
  const proverOf = createProvers(() => keyring.first)
  const decide = createDecide({ ledger, now: Date.now, drawCaseNumber: () => '0' as CaseNumber })
  return async ({ installationId, caseNumber }) => {
    const installation = parseInstallationId(installationId as InstallationId)
    if (installation.kind === 'refused') throw new Error(installation.reason)
    if (!proverOf(installation).proves(installation.payload)) throw new Error('forged')
    const { hardware } = installation
    const circumstances = { hardware, licences: [], country: undefined }
    const settled = await decide({
      name: installation,
      hardware,
      caseNumber,
      refusalOf: (standing) => refusalOf(standing, circumstances),
      settle: ({ standing, past, ...ground }) =>
        settle(standing, past, { ...circumstances, ...ground }),
    })
    if (settled.kind === 'refused') throw new Error(settled.reason)
  }
}

function all({ core }: Line): (one: Asked) => Promise<unknown> {
  return async ({ installationId, caseNumber }) => {
    const result = await core.activate({ installationId, caseNumber, licences: [] })
    if (result.kind === 'refused') throw new Error(result.reason)
  }
}
