/** Puts the parts of a line together on its server: calls, desk, console and all that is served. */
import type { Server } from 'node:http'
import { createApp } from '../app.ts'
import { createCallerHash } from '../calls/caller-hash.ts'
import { createCalls } from '../calls/conduct.ts'
import { nobodyWrites } from '../calls/correspondence.ts'
import { limitKeys } from '../calls/limit-keys.ts'
import { createLimits } from '../calls/limits.ts'
import { createPairHash } from '../calls/pairs.ts'
import { noTexts } from '../calls/case-texts.ts'
import { nobodyThere } from '../calls/people.ts'
import type { MediaServer } from '../channels/tty/stream/media-server.ts'
import { createCallMover, type CallMover } from '../channels/voice/call-mover.ts'
import { createLoad, usualLoadLimits } from '../channels/voice/load.ts'
import { createUpgradeGuard } from '../channels/voice/upgrade.ts'
import type { Settings } from '../config.ts'
import { chosenLanguage, keyedSoFar } from '../dialogue/memory.ts'
import { begin, step } from '../dialogue/step.ts'
import type { LivePhone } from '../phone/live.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createTraceIds } from '../telemetry/trace-id.ts'
import type { Traces } from '../telemetry/traces.ts'
import { createWording } from '../wording/create-wording.ts'
import type { Access } from './access.ts'
import type { Configuration } from './configuration.ts'
import type { Draining } from './draining.ts'
import { drawGroup, drawNumber } from './draw.ts'
import type { Backing } from './open-backing.ts'
import { consolePage, openConsoleOf } from './open-console.ts'
import { openDesk, type RunningDesk } from './open-desk.ts'
import { openTelephony } from './open-telephony.ts'
import { openTexts } from './open-texts.ts'
import type { Recording } from './record-figures.ts'
import { houseOf, textNumbers, voiceNumbers } from './served.ts'
import { watchCalls } from './watch-calls.ts'
import { coreTimeoutInMs, watchCallStore, watchCore } from './watch-stores.ts'

/** Whoever cannot be counted in time is not counted. */
const countTimeoutInMs = 500

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

export function attach(server: Server, parts: Parts): Attached {
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
    caseTexts: desk?.caseTexts ?? noTexts,
    people: desk?.desk.people ?? nobodyThere,
    peopleTimeoutInMs: countTimeoutInMs,
    now: Date.now,
    coreTimeoutInMs,
    drawCaseNumber: drawNumber,
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
    uses: { tallies: backing.tallies, key: callerKey, timeoutInMs },
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
