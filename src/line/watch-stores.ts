/** What a line asks of its stores and of its core, and whether it gets it: for metrics and for traces. */
import type { Ledger } from '../activation/ledger.ts'
import type { ActivationCore } from '../base/activation.ts'
import type { CallStore } from '../calls/call-store.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Traces } from '../telemetry/traces.ts'
import { watchPart } from './watch-part.ts'

export type Watchers = { readonly metrics: Metrics; readonly traces: Traces }

type StoreOperation = Parameters<Metrics['storeFailed']>[0]['operation']

export function watchCallStore(store: CallStore, { metrics, traces }: Watchers): CallStore {
  return watchPart(store, {
    name: 'calls',
    kinds: {
      load: 'read',
      open: 'write',
      save: 'write',
      end: 'write',
      recall: 'read',
      casesOf: 'read',
      prove: 'write',
      notePairs: 'write',
      recallPair: 'read',
      isReady: 'check',
      close: undefined,
    },
    traces,
    onFailure: (operation: StoreOperation) => metrics.storeFailed({ store: 'calls', operation }),
  })
}

/** What a line does with it while it runs; what only the command line asks is not watched. */
export function watchLedger(ledger: Ledger, { metrics, traces }: Watchers): Ledger {
  return watchPart(ledger, {
    name: 'ledger',
    kinds: {
      ...read('products', 'policy', 'key', 'keys', 'waitingRequests', 'look', 'history'),
      ...read(
        'activationsOf',
        'casesOfKey',
        'isCaseLive',
        'entriesOfCase',
        'auditHead',
        'auditPage',
      ),
      ...write('addProduct', 'setState', 'setPolicy', 'mint', 'block', 'extend'),
      ...write('declineExtension', 'freeBoard', 'record', 'note', 'seal'),
      isReady: 'check',
      claim: undefined,
      verifyAudit: undefined,
      exportRows: undefined,
    },
    traces,
    onFailure: (operation: StoreOperation) => metrics.storeFailed({ store: 'ledger', operation }),
  })
}

/** Slower than a caller's turn waits for it is as bad as failed. */
export function watchCore(core: ActivationCore, { metrics, traces }: Watchers): ActivationCore {
  return watchPart(core, {
    name: 'core',
    kinds: {
      read: 'read',
      activate: 'activate',
      release: 'release',
      requestExtension: 'request-extension',
      health: 'health',
    },
    traces,
    onFailure: metrics.coreFailed,
    patienceInMs: coreTimeoutInMs,
  })
}

/** The core answers in a fraction of a second; Twilio gives up a try after four. */
export const coreTimeoutInMs = 3_000

const read = <Name extends string>(...names: Name[]): Record<Name, 'read'> => each(names, 'read')
const write = <Name extends string>(...names: Name[]): Record<Name, 'write'> => each(names, 'write')

function each<Name extends string, Kind>(names: readonly Name[], kind: Kind): Record<Name, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind])) as Record<Name, Kind>
}
