import { expect, test } from '@jest/globals'
import { rageAgainst, tell } from './rage.ts'
import { postgresAway, redisRestarts } from './troubles.ts'

test('replicas, Redis and Postgres die in mid-call, and everybody gets his own answer, or the refusal of his key', async () => {
  const { wrong, counts } = await rageAgainst({
    topology: 'single',
    callers: 60,
    atATime: 6,
    troubles: [redisRestarts, postgresAway],
    restInMs: 5_000,
    killEveryMs: 2_000,
    firstSeed: Number(process.env['FAULT_SEED'] ?? 1),
  })
  process.stdout.write(tell(counts))
  expect(wrong).toEqual([])
  expect(counts).toMatchObject({
    'callers with anything else': 0,
    'groups asked again that were accepted': 0,
    'slots counted twice': 0,
    'confirmations missing in the ledger': 0,
  })
  expect(counts['replicas killed']).toBeGreaterThan(0)
}, 400_000)
