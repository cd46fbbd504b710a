import { createServer } from 'node:http'
import { join } from 'node:path'
import { createKeyring, type Keyring } from '../../src/activation/keyring.ts'
import { createLedgerCore } from '../../src/activation/ledger-core.ts'
import type { Ledger } from '../../src/activation/ledger.ts'
import { addProduct, mintKeys } from '../../src/activation/mint-keys.ts'
import { createApp } from '../../src/app.ts'
import type { ActivationCore, ReadRequest } from '../../src/base/activation.ts'
import type { CaseNumber, E164 } from '../../src/base/brand.ts'
import type { CallerHash, CallStore } from '../../src/calls/call-store.ts'
import { createCallerHash } from '../../src/calls/caller-hash.ts'
import type { Tallies } from '../../src/calls/counting.ts'
import type { ServedNumber } from '../../src/calls/numbers-file.ts'
import type { StreamLimits } from '../../src/channels/tty/stream/media-server.ts'
import { createUpgradeGuard } from '../../src/channels/voice/upgrade.ts'
import type { CallMover } from '../../src/channels/voice/call-mover.ts'
import type { Persons } from '../../src/channels/voice/person-routes.ts'
import { openTexts } from '../../src/line/open-texts.ts'
import { createLoad } from '../../src/channels/voice/load.ts'
import { drawCaseNumber } from '../../src/calls/case-number.ts'
import type { Calls } from '../../src/calls/exchange.ts'
import { createCalls } from '../../src/calls/conduct.ts'
import { createPairHash } from '../../src/calls/pairs.ts'
import { type CaseTexts, noTexts } from '../../src/calls/case-texts.ts'
import { nobodyWrites } from '../../src/calls/correspondence.ts'
import { nobodyThere, type People } from '../../src/calls/people.ts'
import { limitKeys } from '../../src/calls/limit-keys.ts'
import type { Limits } from '../../src/calls/limits.ts'
import { chosenLanguage, keyedSoFar } from '../../src/dialogue/memory.ts'
import { begin, step } from '../../src/dialogue/step.ts'
import type { ProofGroup } from '../../src/dialogue/turn.ts'
import type { Secrets } from '../../src/identifiers/secrets.ts'
import { listen } from '../../src/line/listen.ts'
import { watchCalls } from '../../src/line/watch-calls.ts'
import { watchCallStore, watchCore } from '../../src/line/watch-stores.ts'
import { seededChance } from '../../src/phone/chance.ts'
import type { Recorder } from '../../src/operators/figures/recorder.ts'
import type { Line } from '../../src/phone/index.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { demoNumbers, houseOf, textNumbers, voiceNumbers } from '../../src/line/served.ts'
import { openLedger } from '../../src/stores/ledger/ledger.ts'
import { createTallies } from '../../src/stores/memory/tallies.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { openCallStore } from '../../src/stores/sqlite/call-store.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.ts'
import { createTraceIds } from '../../src/telemetry/trace-id.ts'
import { noTraces } from '../../src/telemetry/traces.ts'
import { createWording } from '../../src/wording/create-wording.ts'
import { freshLimits } from './limits.ts'

/** The whole line on a port of its own, with a real ledger and a real call store. */
export type WholeLine = {
  /** As the simulated telephone knows it. */
  readonly line: Line
  /** The numbers of the demo, by their country. */
  readonly numbers: ReadonlyMap<string, string>
  readonly calls: Calls
  readonly core: ActivationCore
  readonly ledger: Ledger
  readonly keyring: Keyring
  readonly secrets: Secrets
  readonly callStore: CallStore
  readonly limits: Limits
  readonly hashCaller: (caller: E164) => CallerHash
  readonly metrics: Metrics
  readonly close: () => Promise<void>
}

export type WholeLineOptions = {
  /** Where its databases are made: `ledger.db` and `calls.db`. */
  readonly folder: string
  /** In ms since 1970. */
  readonly now?: () => number
  /** However many readings of an entry the dialogue asks for, no more than these are tried. */
  readonly mostReadings?: number
  /** Seeded draws, where none is given. */
  readonly drawCaseNumber?: () => CaseNumber
  readonly drawGroup?: () => ProofGroup
  /** Lets calls go on in writing. */
  readonly mover?: CallMover
  /** Numbers that it serves beside the demo's. */
  readonly served?: readonly ServedNumber[]
  /** Told of every call. */
  readonly recorder?: Recorder
  /** Who is there to speak with callers; by default nobody. */
  readonly people?: People
  readonly persons?: Persons
  /** How it sends case numbers; by default it does not. */
  readonly caseTexts?: CaseTexts
  /** How many streams it carries; the usual number by default. */
  readonly streams?: StreamLimits
  /** Where it counts how often tickets were used; by default, by itself. */
  readonly tallies?: Tallies
  /** What is written to the log from warnings on, a line each. */
  readonly onLog?: (text: string) => void
}

export const masterKey = new Uint8Array(32).fill(7)
export const product = 42

/** Keys that a line has from its start: their serials, and on how many machines each may be. */
export const keys = { few: { first: 1, count: 200, limit: 3 }, many: { first: 201, count: 800 } }
const manyLimit = 1_000

/** Opens it as `line.ts` does, but for the clock; draws are seeded. */
export async function openWholeLine(options: WholeLineOptions): Promise<WholeLine> {
  const { folder, now = Date.now, mostReadings = Infinity, onLog = () => {} } = options
  const keyring = createKeyring([masterKey])
  const secrets = keyring.first
  const database = await openDatabase({ kind: 'sqlite', file: join(folder, 'ledger.db') })
  const ledger = await openLedger(database)
  const callStore = await openCallStore(join(folder, 'calls.db'))
  await fillLedger(ledger)

  const { scripts, locales, printed } = loadScripts({
    scriptsFolder: 'voice-scripts',
    localesFolder: 'locales',
  })
  const demo = demoNumbers(scripts)
  const served = [...demo, ...(options.served ?? [])]
  const log = createLog({ level: 'warn', destination: { write: onLog } })
  const metrics = createMetrics()
  const chance = seededChance(1)
  const draw = options.drawCaseNumber ?? (() => drawCaseNumber(() => chance.below(10_000_000)))
  const ledgerCore = createLedgerCore({ ledger, keyring, now, drawCaseNumber: draw })
  const watchers = { metrics, traces: noTraces }
  const limits = freshLimits()
  const hashCaller = createCallerHash(secrets.derive('telephone/v1', 32))
  const bounded = {
    ...ledgerCore,
    read: (request: ReadRequest) =>
      ledgerCore.read({ ...request, atMost: Math.min(request.atMost, mostReadings) }),
  }
  const core = limitKeys(watchCore(bounded, watchers), limits)
  const conducted = createCalls({
    dialogue: { begin, step, keyedSoFar, chosenLanguage },
    core,
    store: watchCallStore(callStore, watchers),
    limits,
    caseTexts: options.caseTexts ?? noTexts,
    people: options.people ?? nobodyThere,
    peopleTimeoutInMs: 60_000,
    now,
    coreTimeoutInMs: 60_000,
    drawCaseNumber: draw,
    drawGroup: options.drawGroup ?? (() => (7 + chance.below(3)) as ProofGroup),
    hashCaller,
    hashPair: createPairHash(secrets.derive('pair/v1', 32)),
    log,
    metrics,
  })
  const traceOf = createTraceIds(secrets.derive('telephone/v1', 32))
  const { recorder } = options
  const calls = watchCalls(conducted, { ...watchers, traceOf, ...(recorder && { recorder }) })
  const load = createLoad(unlimited)
  const wording = createWording(locales)
  const key = secrets.derive('held/v1', 32)
  const { texts, media } = openTexts({
    calls,
    during: load.during,
    numbers: textNumbers(scripts, served),
    wording,
    printed,
    correspondence: nobodyWrites,
    now,
    key,
    uses: {
      tallies: options.tallies ?? createTallies(),
      key: secrets.derive('telephone/v1', 32),
      timeoutInMs: 60_000,
    },
    ...(options.streams && { limits: options.streams }),
    ...(options.mover && { mover: options.mover }),
    isSimulated: true,
    log,
    metrics,
  })
  const app = createApp({
    calls,
    texts,
    core,
    limits,
    wording,
    numbers: voiceNumbers(scripts, served),
    house: houseOf(scripts, served),
    heldKey: key,
    ...(options.persons && { persons: options.persons }),
    // Whoever calls is in this process, too, and keeps it busy.
    load,
    ...access,
    apiRatePerMinute: 0,
    checks: {},
    log,
    metrics,
  })
  // A connection that is kept must not be closed because this process was busy for some seconds.
  const server = createServer({ keepAliveTimeout: 0 }, app)
  const ofTwilio = createUpgradeGuard({ ...access, metrics }, media.upgrade)
  server.on('upgrade', (request, socket, head) => {
    if (!ofTwilio(request, socket, head)) socket.destroy()
  })
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  return {
    line: {
      url: access.publicUrl,
      token,
      accountSid: `AC${'0'.repeat(32)}`,
      via: `http://127.0.0.1:${port}`,
    },
    numbers: new Map(
      demo.flatMap(({ number, kind, country }) => (kind === 'text' ? [] : [[country, number]])),
    ),
    calls,
    core,
    ledger,
    keyring,
    secrets,
    callStore,
    limits,
    hashCaller,
    metrics,
    close: async () => {
      await media.close()
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
      await callStore.close()
      await database.destroy()
    },
  }
}

/** Mints the keys of the product; on a ledger that has none yet. */
export async function fillLedger(ledger: Ledger): Promise<void> {
  const administration = { ledger, keyring: createKeyring([masterKey]), now: () => 0, by: 'test' }
  await addProduct(administration, { number: product, name: 'Example Office' })
  for (const { count, limit } of [keys.few, { ...keys.many, limit: manyLimit }]) {
    await mintKeys(administration, { product, keyClass: 'mak', limit, count })
  }
}

const unlimited = {
  call: { inHand: Infinity, roundInMs: Infinity },
  turn: { inHand: Infinity, roundInMs: Infinity },
}

const token = 'token-of-the-tests'
const access = { publicUrl: 'https://line.example', authTokens: [token] }
