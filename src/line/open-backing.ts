/** What stands behind the calls: a ledger of the line's own, or a publisher's service; and where calls are kept. */
import { hkdfSync } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createSeal } from '../activation/audit-seal.ts'
import { type Sealer, startSealer } from '../activation/audit-sealer.ts'
import { createKeyring } from '../activation/keyring.ts'
import { createLedgerCore } from '../activation/ledger-core.ts'
import { createRemoteCore, type RemoteCore } from '../activation/remote/remote-core.ts'
import type { Books } from '../api/dependencies.ts'
import type { ActivationCore } from '../base/activation.ts'
import type { CaseNumber } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import { demoKeyFile, type Production, type Settings } from '../config.ts'
import type { Secrets } from '../identifiers/secrets.ts'
import type { Figures } from '../operators/figures/figures.ts'
import type { OperatorStore } from '../stores/operator-store.ts'
import type { Log } from '../telemetry/log.ts'
import { demoMasterKey } from './demo.ts'
import { type CallBooks, openCalls } from './open-calls.ts'
import { openStores, type Stores } from './open-stores.ts'
import { watchLedger, type Watchers } from './watch-stores.ts'

export type Backing = Omit<CallBooks, 'closeCalls'> & {
  readonly core: ActivationCore
  /** Where the line keeps them itself. */
  readonly books?: Books
  /** Who operates the line, beside those books. */
  readonly operators?: OperatorStore & Pick<Secrets, 'derive'>
  /** What is counted of calls, beside those books. */
  readonly figures?: Figures
  /** Of the hashes by which callers, and whoever tries, are known again; it is written nowhere. */
  readonly callerKey: Uint8Array
  /** Of the hashes by which groups of an open case are known again. */
  readonly pairKey: Uint8Array
  /** Of what a call's addresses carry; the same wherever the line runs. */
  readonly heldKey: Uint8Array
  readonly close: () => Promise<void>
}

type Means = Watchers & { readonly log: Log; readonly drawCaseNumber: () => CaseNumber }

/** Throws the faults of its stores; nothing is left open then. */
export function openBacking(settings: Settings, means: Means): Promise<Backing> {
  if (settings.mode === 'demo') return openOwn(settings, [demoMasterKey(demoKeyFile)], means)
  const { core } = settings
  return core.kind === 'ledger'
    ? openOwn(settings, core.masterKeys, means)
    : openRemote(settings, core, means)
}

/** A slow machine asks for a group sooner, instead of failing the turn: the line gives up a core after three seconds. */
const readWithinInMs = 2_000

async function openOwn(
  settings: Settings,
  masterKeys: readonly Uint8Array[],
  means: Means,
): Promise<Backing> {
  const { log, drawCaseNumber } = means
  const keyring = createKeyring(masterKeys)
  const stores = await openStores(settings, keyring, log)
  const { apiStore, operatorStore, figures, callStore, deskStore, tallies, secrets } = stores
  const ledger = watchLedger(stores.ledger, means)
  const sealer = sealAudit({ ledger, secrets }, means)
  return {
    core: createLedgerCore({ ledger, keyring, now: Date.now, drawCaseNumber, readWithinInMs }),
    books: { ledger, keyring, ...apiStore },
    operators: { ...operatorStore, derive: (info, length) => secrets.derive(info, length) },
    figures,
    callStore,
    deskStore,
    tallies,
    callerKey: secrets.derive('telephone/v1', 32),
    pairKey: secrets.derive('pair/v1', 32),
    heldKey: secrets.derive('held/v1', 32),
    close: async () => {
      await sealer.stop()
      await stores.close()
    },
  }
}

function sealAudit(
  { ledger, secrets }: Pick<Stores, 'ledger' | 'secrets'>,
  { log, metrics }: Means,
): Sealer {
  return startSealer({
    audit: ledger,
    seal: createSeal(secrets),
    pause: (ms, stop) => wait(ms, undefined, { signal: stop }).catch(() => {}),
    now: Date.now,
    onSealed: () => metrics.auditSealed(Date.now()),
    onHead: ({ number, seal }) => log.info({ auditHead: `${number}:${seal}` }, 'the audit head'),
    onFault: (cause) => {
      metrics.fault('audit-unsealed')
      log.error(
        { err: new Fault('audit-unsealed', '', { cause }) },
        'the audit could not be sealed',
      )
    },
  })
}

async function openRemote(
  settings: Pick<Settings, 'database' | 'redis'>,
  { url, token }: Extract<Production['core'], { kind: 'remote' }>,
  means: Means,
): Promise<Backing> {
  const { callStore, deskStore, tallies, closeCalls } = await openCalls(settings, means.log)
  const core = connect({ url, token }, means)
  const derive = (info: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', token, 'activation-line', info, 32))
  // What is wrong with it is in the log before anybody calls; the line opens all the same.
  void core.health()
  return {
    core,
    callStore,
    deskStore,
    tallies,
    callerKey: derive('telephone/v1'),
    pairKey: derive('pair/v1'),
    heldKey: derive('held/v1'),
    close: async () => {
      await core.close()
      await closeCalls()
    },
  }
}

function connect(
  { url, token }: { readonly url: string; readonly token: string },
  { log, metrics }: Means,
): RemoteCore {
  return createRemoteCore({
    url: `${url}/api/v1`,
    token,
    onFault: (err) => {
      metrics.fault('core-unusable')
      log.error({ err }, 'the activation core cannot be used')
    },
    onWell: () => log.info('the activation core answers again'),
  })
}
