import { healConfirmationId } from '../../src/identifiers/confirmation-healing.ts'
import { createChecker, createSigner } from '../../src/identifiers/confirmation-id.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { seededChance } from '../../src/phone/index.ts'
import { masterKey, product } from '../support/whole-line.ts'
import { median, quantile, show, table } from './statistics.ts'

const warmUp = 30
const times = 200

/** What signing a confirmation ID, checking one and mending one take, after a warm-up, on one core. */
export function identifiers(): void {
  const chance = seededChance(1)
  const signer = createSigner(createSecrets(masterKey).signingKey(product))
  const checker = createChecker(signer.publicKey)
  const payloads = Array.from({ length: warmUp + times }, () =>
    Uint8Array.from({ length: 23 }, (_, at) => (at === 0 ? 1 : chance.below(256))),
  )
  const signed = payloads.map((payload) => ({ payload, blocks: signer.sign(payload) }))
  const slipped = signed.map(({ payload, blocks }) => {
    const place = chance.below(blocks.length)
    const digits = blocks[place] ?? ''
    const wrong = `${(Number(digits[0]) + 1 + chance.below(9)) % 10}${digits.slice(1)}`
    return { payload, blocks: blocks.with(place, wrong) }
  })

  const rows = [
    ['sign', '10 ms', ...took(payloads, (payload) => signer.sign(payload))],
    ['check', '60 ms', ...took(signed, ({ payload, blocks }) => checker.check(blocks, payload))],
    [
      'mend a wrong digit',
      '1,000 ms',
      ...took(slipped, ({ payload, blocks }) => healConfirmationId(blocks, payload, checker)),
    ],
  ]
  console.log(table([['a confirmation ID', 'must be below', 'median ms', 'p99 ms'], ...rows]))
}

/** The median and the 99th percentile, in ms. */
function took<T>(inputs: readonly T[], work: (input: T) => unknown): readonly string[] {
  const all = inputs.map((input) => {
    const begun = performance.now()
    work(input)
    return performance.now() - begun
  })
  const warm = all.slice(warmUp)
  return [show(median(warm), 1), show(quantile(warm, 0.99), 1)]
}
