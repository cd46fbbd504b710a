import type { Router } from 'express'
import type { ActivationCore } from '../base/activation.ts'
import { Fault } from '../base/faults.ts'
import { createCallerHash } from '../calls/caller-hash.ts'
import type { Settings } from '../config.ts'
import { type DemoSignIn, prepareDemoOperators } from '../operators/accounts/demo-operators.ts'
import { createPasswordHashing } from '../operators/accounts/password-hash.ts'
import { createSealing } from '../operators/accounts/sealing.ts'
import { openConsole, sealingPurpose } from '../operators/open-console.ts'
import type { LoadedScripts } from '../scripts/load-scripts.ts'
import { pageRouter } from '../serving/page-router.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { ours } from './configuration.ts'
import type { Backing } from './open-backing.ts'
import type { RunningDesk } from './open-desk.ts'

export type ConsoleOfLine = {
  readonly settings: Pick<Settings, 'organisation' | 'operators'>
  readonly backing: Backing
  readonly scripts: LoadedScripts['scripts']
  readonly core: Pick<ActivationCore, 'read' | 'activate'>
  readonly desk: Pick<RunningDesk, 'ofConsole'> | undefined
  readonly publicUrl: string
  readonly timeoutInMs: number
  readonly log: Log
  readonly metrics: Metrics
}

/** What the operators' console asks; nothing where the books are another's. */
export function openConsoleOf(line: ConsoleOfLine): Router | undefined {
  const { settings, backing, scripts, core, desk, publicUrl, timeoutInMs, log, metrics } = line
  const { operators, tallies, books, figures, callStore, callerKey } = backing
  const { organisation } = settings
  if (operators === undefined || books === undefined || figures === undefined) return undefined
  return openConsole({
    ...operators,
    ledger: books.ledger,
    publicUrl,
    tallies,
    timeoutInMs,
    ...(organisation && { organisation }),
    ...(desk && {
      desk: { ...desk.ofConsole, core, overridePolicy: settings.operators.overrides },
    }),
    supervision: {
      figures,
      flows: [...scripts.values()].map(({ script }) => script),
      ledger: books.ledger,
      callStore,
      hashCaller: createCallerHash(callerKey),
    },
    now: Date.now,
    report: (error, fields) => {
      if (error instanceof Fault) metrics.fault(error.code)
      log.error({ ...fields, err: error }, 'a fault in the console')
    },
  })
}

/** The console in the browser; where operators speak by Twilio's softphone, it may reach what that does. */
export function consolePage({ speaksByTwilio }: { readonly speaksByTwilio: boolean }): Router {
  return pageRouter(ours('dist/pages/console'), {
    ...(speaksByTwilio && softphoneSources),
    // The picture for an authenticator is drawn by the API and never stored.
    image: ['data:'],
  })
}

/** A call that is lost goes on at the edge where it was, so all are named (twilio.com/docs/global-infrastructure/edge-locations). */
const edges = [
  'roaming',
  'ashburn',
  'dublin',
  'frankfurt',
  'sao-paulo',
  'singapore',
  'sydney',
  'tokyo',
  'umatilla',
]

/** As the README of `@twilio/voice-sdk` has it, but for its sounds: they are served here. */
const softphoneSources = {
  connect: [
    'https://eventgw.twilio.com',
    ...edges.map((edge) => `wss://voice-js.${edge}.twilio.com`),
  ],
  media: ["'self'", 'mediastream:'],
}

/** An operator for each role, and how each signs in now. */
export async function demoSignIns(operators: Backing['operators']): Promise<readonly DemoSignIn[]> {
  if (operators === undefined) return []
  const { accounts, derive } = operators
  return prepareDemoOperators(
    {
      accounts,
      hashing: createPasswordHashing(),
      sealing: createSealing(derive(sealingPurpose, 32)),
      secrets: { derive },
    },
    Date.now(),
  )
}
