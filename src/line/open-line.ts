/** One running line: opened from a configuration, closed in order. */
import { randomBytes, randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createApp } from '../app.ts'
import type { CaseNumber } from '../base/brand.ts'
import { createCallerHash } from '../calls/caller-hash.ts'
import { drawCaseNumber } from '../calls/case-number.ts'
import { createCalls } from '../calls/conduct.ts'
import { limitKeys } from '../calls/limit-keys.ts'
import { createLimits } from '../calls/limits.ts'
import type { MediaServer } from '../channels/tty/stream/media-server.ts'
import { createCallMover, type CallMover } from '../channels/voice/call-mover.ts'
import { createLoad, usualLoadLimits } from '../channels/voice/load.ts'
import { createUpgradeGuard } from '../channels/voice/upgrade.ts'
import type { Settings } from '../config.ts'
import { createPairHash } from '../calls/pairs.ts'
import { nobodyWrites } from '../calls/correspondence.ts'
import { nobodyThere } from '../calls/people.ts'
import { ours, type Configuration } from './configuration.ts'
import { prepareDemo, type DemoSet } from './demo.ts'
import { createDraining, type Draining } from './draining.ts'
import { chosenLanguage, keyedSoFar } from '../dialogue/memory.ts'
import { begin, step } from '../dialogue/step.ts'
import type { ProofGroup } from '../dialogue/turn.ts'
import { listen, stopListening } from './listen.ts'
import { type Backing, openBacking } from './open-backing.ts'
import { consolePage, demoSignIns, openConsoleOf } from './open-console.ts'
import type { DemoSignIn } from '../operators/accounts/demo-operators.ts'
import { mountPhone, type LivePhone } from '../phone/live.ts'
import { openDesk, type RunningDesk } from './open-desk.ts'
import { openTelephony } from './open-telephony.ts'
import { openTexts } from './open-texts.ts'
import { recordFigures, type Recording } from './record-figures.ts'
import { houseOf, textNumbers, voiceNumbers } from './served.ts'
import { createLog, type Log } from '../telemetry/log.ts'
import { createMetrics, type Metrics } from '../telemetry/metrics.ts'
import { openTraces } from '../telemetry/open-traces.ts'
import { createTraceIds } from '../telemetry/trace-id.ts'
import { noTraces, type Traces } from '../telemetry/traces.ts'
import { createWording } from '../wording/create-wording.ts'
import { watchCalls } from './watch-calls.ts'
import { coreTimeoutInMs, watchCallStore, watchCore } from './watch-stores.ts'

export type RunningLine = {
  readonly configuration: Configuration
  readonly log: Log
  readonly port: number
  /** How Twilio, or the simulated telephone, reaches the line. */
  readonly access: Access
  /** What can be activated for a try, where there is a simulated telephone. */
  readonly demo?: DemoSet
  /** How one signs in to the console's demo. */
  readonly signIns: readonly DemoSignIn[]
  /** Is no longer ready, serves on for as long as the settings say, lets turns in hand finish, and closes everything. */
  readonly close: () => Promise<void>
}

type Access = {
  /** Without a slash at its end. */
  readonly publicUrl: string
  readonly authTokens: readonly string[]
  readonly accountSid: string
}

/** Throws the faults of its stores and `port-in-use`; nothing is left open then. */
export async function openLine(configuration: Configuration): Promise<RunningLine> {
  const { settings } = configuration
  const log = createLog({ level: settings.logLevel })
  const isDemo = settings.mode === 'demo'
  const metrics = createMetrics()
  const traces = settings.traces
    ? await openTraces(() => log.warn('traces cannot be sent'))
    : noTraces
  const backing = await openBacking(settings, { log, metrics, traces, drawCaseNumber: draw })
  const { books, figures, callerKey } = backing
  const recording = figures && recordFigures({ figures, callerKey, log, metrics })
  const draining = createDraining()
  const server = createServer({
    requestTimeout: longestBodyInMs,
    headersTimeout: 10_000,
    keepAliveTimeout: keptForMs,
  })
  try {
    const isPlayed = isDemo || settings.phone
    const demo =
      books && isPlayed ? await prepareDemo({ ...books, now: Date.now, by: 'demo' }) : undefined
    const signIns = isDemo ? await demoSignIns(backing.operators) : []
    const port = await listen(server, {
      port: settings.port,
      ...(isDemo && { host: loopback }),
    })
    const access = accessOf(settings, port)
    const phone = demo && openPhone(configuration, { demo, access, port })
    const shared = { configuration, backing, recording, log, metrics, traces }
    const parts = { ...shared, access, phone, draining }
    const { media, desk } = attach(server, parts)
    const close = async (): Promise<void> => {
      draining.begin()
      media.drain()
      await wait(settings.drainInMs)
      await Promise.all([
        desk?.close(),
        phone?.close(),
        media.close(),
        stopListening(server, patienceInMs),
      ])
      await traces.close()
      await recording?.stop()
      await backing.close()
    }
    return { configuration, log, port, access, ...(demo && { demo }), signIns, close }
  } catch (error) {
    server.close()
    await recording?.stop()
    await backing.close()
    throw error
  }
}

const loopback = '127.0.0.1'

/** A batch of ten thousand lines over a slow line. */
const longestBodyInMs = 120_000

/** Longer than balancers keep a connection that is not used, as a rule 60 s: so the line never closes it under a request. */
const keptForMs = 75_000

/** Longer than Twilio waits for an answer to one try. */
const patienceInMs = 5_000

/** Whoever cannot be counted in time is not counted. */
const countTimeoutInMs = 500

/** How many times as fast as a real call the simulated telephone may run. */
const fastest = 50

const tenMillion = 10_000_000

function draw(): CaseNumber {
  return drawCaseNumber(() => randomInt(tenMillion))
}

function drawGroup(): ProofGroup {
  return (7 + randomInt(3)) as ProofGroup
}

/** In the demo the token is made at start: no mode takes an unsigned webhook. */
function accessOf(settings: Settings, port: number): Access {
  return settings.mode === 'production'
    ? {
        publicUrl: settings.publicUrl,
        authTokens: settings.authTokens,
        accountSid: settings.accountSid ?? `AC${'0'.repeat(32)}`,
      }
    : {
        publicUrl: `http://${loopback}:${port}`,
        authTokens: [randomBytes(16).toString('hex')],
        accountSid: `AC${randomBytes(16).toString('hex')}`,
      }
}

function openPhone(
  { numbers, scripts, settings }: Configuration,
  line: { readonly demo: DemoSet; readonly access: Access; readonly port: number },
): LivePhone {
  const { demo, access, port } = line
  return mountPhone({
    line: {
      url: access.publicUrl,
      token: access.authTokens[0] ?? '',
      accountSid: access.accountSid,
      via: `http://${loopback}:${port}`,
    },
    pages: ours('dist/pages/phone'),
    product: demo.product,
    productKey: demo.productKey,
    numbers: numbers.map(({ number, kind, country }) => {
      const found = scripts.get(country)
      const kept = [found?.demo, found?.demo?.text].find((one) => one?.number === number)
      return {
        number,
        kind,
        country,
        languages: found?.script.languages ?? [],
        ...(kept && { shown: kept.display }),
        ...(found && { textModes: found.text.modes }),
      }
    }),
    fastest: settings.mode === 'demo' ? fastest : 1,
  })
}

/** Where calls may be moved; without an account there is no number that asks for it. */
function moverOf(settings: Settings, { publicUrl }: Access): CallMover | undefined {
  const rest = settings.mode === 'production' ? settings.rest : undefined
  return rest && createCallMover(rest, publicUrl)
}

type Parts = {
  readonly configuration: Configuration
  readonly backing: Backing
  readonly recording: Recording | undefined
  readonly log: Log
  readonly metrics: Metrics
  readonly traces: Traces
  readonly access: Access
  readonly phone: LivePhone | undefined
  readonly draining: Draining
}

type Attached = { readonly media: MediaServer; readonly desk: RunningDesk | undefined }

function attach(server: Server, parts: Parts): Attached {
  const { configuration, backing, log, metrics, traces, access, phone, draining } = parts
  const { recorder } = parts.recording ?? {}
  const { scripts, locales, printed, numbers, settings } = configuration
  const { books, callerKey, pairKey, heldKey } = backing
  const { publicUrl } = access
  const timeoutInMs = countTimeoutInMs
  const telephony = openTelephony(settings, publicUrl, phone)
  const isDemo = settings.mode === 'demo'
  const desk = openDesk({
    backing,
    scripts,
    numbers,
    printed,
    telephony,
    recorder,
    callbacksPerDay: settings.operators.callbacksPerDay,
    timeoutInMs,
    isDemo,
    log,
    metrics,
  })
  const limits = createLimits({
    tallies: backing.tallies,
    key: callerKey,
    timeoutInMs: countTimeoutInMs,
    report: (fault, fields) => {
      metrics.fault(fault.code)
      log.error({ ...fields, err: fault }, 'a fault in the limits')
    },
  })
  const core = limitKeys(watchCore(backing.core, { metrics, traces }), limits)
  const callStore = watchCallStore(backing.callStore, { metrics, traces })
  const conducted = createCalls({
    dialogue: { begin, step, keyedSoFar, chosenLanguage },
    core,
    store: callStore,
    limits,
    people: desk?.desk.people ?? nobodyThere,
    peopleTimeoutInMs: countTimeoutInMs,
    now: Date.now,
    coreTimeoutInMs,
    drawCaseNumber: draw,
    drawGroup,
    hashCaller: createCallerHash(callerKey),
    hashPair: createPairHash(pairKey),
    log,
    metrics,
  })
  const traceOf = createTraceIds(callerKey)
  const calls = watchCalls(conducted, { metrics, traces, traceOf, ...(recorder && { recorder }) })
  const load = createLoad(usualLoadLimits)
  const wording = createWording(locales)
  const mover = moverOf(settings, access)
  const { texts, media } = openTexts({
    calls,
    during: load.during,
    numbers: textNumbers(scripts, numbers),
    wording,
    printed,
    correspondence: desk?.desk.correspondence ?? nobodyWrites,
    now: Date.now,
    key: heldKey,
    ...(mover && { mover }),
    isSimulated: settings.mode === 'demo',
    log,
    metrics,
  })
  const consoleApi = openConsoleOf({
    settings,
    backing,
    scripts,
    core,
    desk,
    publicUrl,
    timeoutInMs,
    log,
    metrics,
  })
  const app = createApp({
    calls,
    texts,
    load,
    core,
    limits,
    ...(books && { books }),
    ...(desk && { persons: desk.persons }),
    wording,
    numbers: voiceNumbers(scripts, numbers),
    house: houseOf(scripts, numbers),
    heldKey,
    publicUrl,
    authTokens: access.authTokens,
    apiRatePerMinute: settings.apiRatePerMinute,
    ...(phone && { phone }),
    ...(consoleApi && {
      consoleApi,
      consolePage: consolePage({
        speaksByTwilio: settings.mode !== 'demo' && settings.softphone !== undefined,
      }),
    }),
    checks: {
      open: async () => !draining.hasBegun(),
      core: async () => (await core.health()) === 'ready',
      calls: callStore.isReady,
    },
    log,
    metrics,
  })
  server.on('request', draining.around(app))
  const ofTwilio = createUpgradeGuard({ ...access, metrics }, media.upgrade)
  server.on('upgrade', (request, socket, head) => {
    if (phone?.upgrade(request, socket, head) === true || ofTwilio(request, socket, head)) return
    socket.destroy()
  })
  return { media, desk }
}
