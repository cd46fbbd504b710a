/** One running line: opened from a configuration, closed in order. */
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { DemoSignIn } from '../operators/accounts/demo-operators.ts'
import { createLog, type Log } from '../telemetry/log.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { openTraces } from '../telemetry/open-traces.ts'
import { noTraces } from '../telemetry/traces.ts'
import { type Access, accessOf, loopback } from './access.ts'
import { attach } from './attach.ts'
import type { Configuration } from './configuration.ts'
import { prepareDemo, type DemoSet } from './demo.ts'
import { createDraining } from './draining.ts'
import { drawNumber } from './draw.ts'
import { listen, stopListening } from './listen.ts'
import { openBacking } from './open-backing.ts'
import { demoSignIns } from './open-console.ts'
import { openPhone } from './open-phone.ts'
import { recordFigures } from './record-figures.ts'

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

/** Throws the faults of its stores and `port-in-use`; nothing is left open then. */
export async function openLine(configuration: Configuration): Promise<RunningLine> {
  const { settings } = configuration
  const log = createLog({ level: settings.logLevel })
  const isDemo = settings.mode === 'demo'
  const metrics = createMetrics()
  const traces = settings.traces
    ? await openTraces(() => log.warn('traces cannot be sent'))
    : noTraces
  const backing = await openBacking(settings, { log, metrics, traces, drawCaseNumber: drawNumber })
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

/** A batch of ten thousand lines over a slow line. */
const longestBodyInMs = 120_000

/** Longer than balancers keep a connection that is not used, as a rule 60 s: so the line never closes it under a request. */
const keptForMs = 75_000

/** Longer than Twilio waits for an answer to one try. */
const patienceInMs = 5_000
