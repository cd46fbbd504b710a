import type { ApiDependencies, Books } from './dependencies.ts'
import type { Route } from './route.ts'
import { activations } from './routes/activations.ts'
import { auditHead, auditPages } from './routes/audit.ts'
import { batch } from './routes/batch.ts'
import { block, unblock } from './routes/blocks.ts'
import { showCase } from './routes/cases.ts'
import { decideExtension } from './routes/decisions.ts'
import { document } from './routes/document.ts'
import { requestExtension, waitingExtensions } from './routes/extensions.ts'
import { health } from './routes/health.ts'
import { listKeys, showKey } from './routes/keys.ts'
import { mint } from './routes/mint.ts'
import { problemTypes } from './routes/problem-types.ts'
import { products } from './routes/products.ts'
import { readings } from './routes/readings.ts'
import { releases } from './routes/releases.ts'

/** Every route that there is, in the order of the document. */
export function routesOf({ core, books, now, report }: ApiDependencies): readonly Route[] {
  const forAll = [
    activations(core),
    batch({ core, report }),
    readings(core),
    releases(core),
    requestExtension(core),
    ...(books === undefined ? [] : ofBooks({ ...books, now })),
    health(core),
    problemTypes(),
  ]
  return [...forAll, document(forAll)]
}

function ofBooks(books: Books & Pick<ApiDependencies, 'now'>): readonly Route[] {
  const { ledger } = books
  return [
    waitingExtensions(ledger),
    decideExtension(books),
    products(ledger),
    listKeys(ledger),
    mint(books),
    showKey(ledger),
    block(books),
    unblock(books),
    showCase(books),
    auditHead(ledger),
    auditPages(ledger),
  ]
}
