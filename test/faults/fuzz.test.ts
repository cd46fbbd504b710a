import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { createSigner, type Signer } from '../../src/identifiers/confirmation-id.ts'
import { makeInstallationId, parseInstallationId } from '../../src/identifiers/installation-id.ts'
import { createSecrets, type Secrets } from '../../src/identifiers/secrets.ts'
import { withSlips } from '../../src/phone/callers/slips.ts'
import {
  createUnderstanding,
  readSpokenLocales,
  seededChance,
  type Chance,
} from '../../src/phone/index.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { keys, masterKey, openWholeLine, product } from '../support/whole-line.ts'
import { createPost } from './posting.ts'
import { createRandomCalls, randomKeys, type Caller } from './random-call.ts'
import { auditLedger, type Confirmed } from './standing.ts'

const newFolder = temporaryFolders()

const calls = Number(process.env['FUZZ_CALLS'] ?? 2_000)
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1)
const lanes = 6
const day = 24 * 60 * 60 * 1000

test('whatever callers and webhooks do, every call ends and no slot is counted twice', async () => {
  const folder = newFolder()
  const faults: string[] = []
  const rejections: unknown[] = []
  const onRejection = (reason: unknown): void => void rejections.push(reason)
  process.on('unhandledRejection', onRejection)
  let now = Date.UTC(2026, 0, 15)
  const whole = await openWholeLine({
    folder,
    now: () => now,
    mostReadings: 100,
    onLog: (line) => void (isExpected(line) || faults.push(line)),
  })
  const { post, close } = createPost(whole.line)
  const understand = createUnderstanding(readSpokenLocales('locales'))
  const playCall = createRandomCalls()
  const counts = new Map<string, number>()
  const count = (what: string, by = 1): void => void counts.set(what, (counts.get(what) ?? 0) + by)

  const wrong: string[] = []
  const heard: (readonly string[])[] = []
  let next = firstSeed
  const lane = async (): Promise<void> => {
    while (next < firstSeed + calls) {
      const seed = next
      next += 1
      if (seed % 500 === 0) now += day + 1
      const chance = seededChance(seed)
      const caller = callerOf(seed, { chance, numbers: [...whole.numbers.values()] })
      const wait = (ms: number): void => void (now += ms)
      try {
        const over = await playCall(caller, { post, chance, understand, wait, count })
        wrong.push(...over.wrong.map((sentence) => `seed ${seed}: ${sentence}`))
        heard.push(...over.answers)
        count('turns', over.turns)
      } catch (error) {
        wrong.push(`seed ${seed}: ${String(error)}`)
      }
      count('calls')
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  close()
  await whole.close()
  process.off('unhandledRejection', onRejection)

  const audit = auditLedger(join(folder, 'ledger.db'))
  const signer = createSigner(owner.signingKey(product))
  const signed = new Set(audit.confirmed.map((one) => answerTo(one, signer)))
  const unheardOf = heard.filter(
    (blocks) => ![...signed].some((all) => all.startsWith(blocks.join())),
  )
  count('answers heard', heard.length)
  count('slots', audit.slots)
  process.stdout.write(`${JSON.stringify(Object.fromEntries(counts))}\n`)

  expect(wrong).toEqual([])
  expect(faults).toEqual([])
  expect(rejections).toEqual([])
  expect(audit.wrong).toEqual([])
  expect(unheardOf).toEqual([])
  expect(audit.slots).toBeGreaterThan(calls / 10)
}, 600_000)

/** Three machines more than a key has slots. */
const machines = keys.few.limit + 3
const usedKeys = 120

/** Half of the callers key a genuine ID, some with slips, some with a mark after each group. */
function callerOf(
  seed: number,
  { chance, numbers }: { readonly chance: Chance; readonly numbers: readonly string[] },
): Caller {
  const standing = {
    callSid: `CA${seed.toString(16).padStart(32, '0')}`,
    from: chance.happens(0.1) ? 'anonymous' : `+4479${10_000_000 + chance.below(1_200)}`,
    to: numbers[chance.below(numbers.length)] ?? '',
    isServed: true,
  }
  if (chance.happens(0.02)) {
    const to = chance.pick(['', '+999', 'sip:line@example.com', '+31200000000\u0000'])
    return { ...standing, to, isServed: false, groups: [], keys: '' }
  }
  const way = chance.next()
  if (way < 0.15) return { ...standing, groups: [], keys: '' }
  if (way < 0.35) return { ...standing, groups: [], keys: randomKeys(chance, 40) }
  const groups = installationOf(chance, way < 0.4 ? forger : owner)
  const segments = withSlips(groups, chance.happens(0.4) ? 1 + chance.below(3) : 0, chance)
  const mark = chance.happens(0.2) ? '#' : ''
  return { ...standing, groups, keys: segments.map((segment) => segment.keys + mark).join('') }
}

const owner = createSecrets(masterKey)
const forger = createSecrets(new Uint8Array(32).fill(9))

/** One of the machines of one of the keys; at times with another network card than before. */
function installationOf(chance: Chance, secrets: Secrets): readonly string[] {
  const serial = keys.few.first + chance.below(usedKeys)
  const machine = chance.below(machines)
  const hardware = Uint8Array.from(
    { length: 8 },
    (_, part) => 1 + ((serial * 7 + machine * 41 + part * 31) % 255),
  )
  if (chance.happens(0.1)) hardware[6] = 255
  return makeInstallationId({
    product,
    serial,
    secret: secrets.keySecret(product, serial),
    hardware,
  })
}

function answerTo({ serial, hardware }: Confirmed, signer: Signer): string {
  const secret = owner.keySecret(product, serial)
  const installation = parseInstallationId(
    makeInstallationId({ product, serial, secret, hardware }),
  )
  if (installation.kind === 'refused') throw new Error('the ledger holds no installation')
  return signer.sign(installation.payload).join()
}

/** A number that the line does not serve, and a call that is not in the store, are faults by intent here. */
function isExpected(line: string): boolean {
  return /"code":"(number-unknown|call-unknown)"/.test(line)
}
