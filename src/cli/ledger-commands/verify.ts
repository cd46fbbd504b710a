import type { AuditHead, Verified } from '../../activation/audit.ts'
import { createSeal } from '../../activation/audit-seal.ts'
import { print } from '../arguments.ts'
import { withOpenedLedger } from '../ledger.ts'

/** Prints what differs; exit status 1 if anything does. */
export async function verifyLedger({
  head: kept,
  json,
}: {
  readonly head?: AuditHead
  readonly json?: boolean
}): Promise<void> {
  const verified = await withOpenedLedger(({ ledger, secrets }) =>
    ledger.verifyAudit({ seal: createSeal(secrets), kept, now: Date.now(), atMost }),
  )
  const { head, ...rest } = verified
  const result = { clean: verified.count === 0, head: head ? shown(head) : null, ...rest }
  print(result, wordsFor(verified), json)
  if (!result.clean) process.exitCode = 1
}

const atMost = 100

function wordsFor({ sealed, unsealed, head, differences, count }: Verified): readonly string[] {
  const found =
    count === 0
      ? 'Nothing differs.'
      : count > atMost
        ? `${count} differences, of which these are the first ${atMost}.`
        : `${count} ${count === 1 ? 'difference' : 'differences'}.`
  return [
    ...differences.map(({ where, what }) => `${where}: ${what}`),
    `${sealed} sealed entries, ${unsealed} not sealed yet. ${found}`,
    ...(head === undefined ? [] : [`The head is ${shown(head)}`]),
  ]
}

function shown({ number, seal }: AuditHead): string {
  return `${number}:${seal}`
}
