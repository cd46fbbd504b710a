import { print } from '../arguments.ts'
import { withLedger } from '../ledger.ts'

/** `activation-line keys requests`: which MAKs want more machines; `keys extend` settles one. */
export async function listRequests({ json }: { readonly json?: boolean }): Promise<void> {
  const waiting = await withLedger(({ ledger }) =>
    ledger.waitingRequests({ after: 0, atMost: mostShown }),
  )
  const all = waiting.map(({ product, serial, caseNumber, at }) => ({
    product,
    serial,
    caseNumber,
    askedAt: new Date(at).toISOString(),
  }))
  const words = all.map(
    ({ product, serial, caseNumber, askedAt }) =>
      `${serial} of product ${product}, case ${caseNumber}, since ${askedAt}`,
  )
  print(all, words.length === 0 ? ['No request waits.'] : words, json)
}

const mostShown = 1_000
