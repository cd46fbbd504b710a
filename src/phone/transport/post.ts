import { randomUUID } from 'node:crypto'
import type { Ask } from '../ask.ts'
import type { Clock } from '../clock.ts'
import { askLine, type Line } from './webhook.ts'

/** Tells the line something by a callback: signed, with these parameters only, whatever is answered or not. */
export async function post(
  { url, method, own }: Ask,
  { line, clock }: { readonly line: Line; readonly clock: Clock },
): Promise<void> {
  const question = { url, method, standing: {}, own }
  await askLine(question, { line, clock, idempotencyToken: randomUUID() }).catch(() => undefined)
}
