/** Two servers side by side in open loop: what callers wait, where the load does not wait for the server. */
import { seededChance } from '../../../src/phone/chance.ts'
import { sendInTurn, sendOpen } from '../load/open-loop.ts'
import { median, quantile, show, table } from '../statistics.ts'
import type { Server } from './servers.ts'
import type { CallOfWebhooks, Webhook } from './webhooks.ts'

const [rounds, perSecond, seconds] = [7, 200, 6]

/** Enough calls for so many webhooks, of which 14 are sent of each; some are left in the middle. */
const calls = 160

type Took = { readonly p50: number; readonly p99: number }

/** Turns about, the signing ones left out: they are sent before. Tells both in Markdown, and how they compare. */
export async function compareOpen(
  floor: Server,
  ours: Server,
  next: (count: number) => readonly CallOfWebhooks[],
): Promise<string> {
  const took: { readonly floor: Took; readonly ours: Took }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const measured = { floor: await measure(floor, next), ours: await measure(ours, next) }
    took.push(measured)
  }
  const row = (what: string, of: 'floor' | 'ours'): readonly string[] => [
    what,
    show(median(took.map((round) => round[of].p50)), 2),
    show(median(took.map((round) => round[of].p99)), 2),
  ]
  const ratio = median(took.map((round) => round.ours.p99 / round.floor.p99))
  return `
${table([['at 200 a second, open loop', 'p50 ms', 'p99 ms'], row('5 one GET and one SET', 'floor'), row('7 our whole turn', 'ours')])}

Medians of ${rounds} rounds of ${seconds} s each; the p99 of our turn is ${show(ratio, 2)} times that of the rung.`
}

async function measure(
  { port }: Server,
  next: (count: number) => readonly CallOfWebhooks[],
): Promise<Took> {
  const begun = next(calls)
  const before = begun.map(({ ring, groups, last }) => [...ring, ...groups, ...last])
  await sendInTurn([port], before)
  const fresh = next(calls).map(({ ring, groups }): readonly Webhook[] => [...ring, ...groups])
  const sequences = shuffled([...begun.map(({ readBack }) => readBack), ...fresh])
  const answered = await sendOpen({ ports: [port], sequences, perSecond, seconds })
  const ms = answered.map((one) => one.ms)
  return { p50: quantile(ms, 0.5), p99: quantile(ms, 0.99) }
}

function shuffled<T>(all: readonly T[]): readonly T[] {
  const chance = seededChance(1)
  return all
    .map((one) => ({ one, at: chance.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)
}
