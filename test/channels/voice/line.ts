import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach } from '@jest/globals'
import express from 'express'
import twilio from 'twilio'
import type {
  ActivationCore,
  ActivationRequest,
  ReadRequest,
} from '../../../src/base/activation.ts'
import type { CaseNumber, Country, E164, Language } from '../../../src/base/brand.ts'
import type { CallStore } from '../../../src/calls/call-store.ts'
import { createCallerHash } from '../../../src/calls/caller-hash.ts'
import { drawCaseNumber } from '../../../src/calls/case-number.ts'
import { createPairHash } from '../../../src/calls/pairs.ts'
import { type CaseTexts, noTexts } from '../../../src/calls/case-texts.ts'
import { nobodyThere, type People } from '../../../src/calls/people.ts'
import { createCalls } from '../../../src/calls/conduct.ts'
import type { Dialogue } from '../../../src/calls/dialogue.ts'
import type { CallMetrics } from '../../../src/calls/observe.ts'
import { createLoad, type LoadLimits } from '../../../src/channels/voice/load.ts'
import type { TextCalls } from '../../../src/channels/text-call.ts'
import type { Persons } from '../../../src/channels/voice/person-routes.ts'
import type { VoiceNumber } from '../../../src/channels/voice/voice-number.ts'
import { createVoiceRouter } from '../../../src/channels/voice/voice-router.ts'
import { chosenLanguage, keyedSoFar } from '../../../src/dialogue/memory.ts'
import { begin, step } from '../../../src/dialogue/step.ts'
import { loadScripts } from '../../../src/scripts/load-scripts.ts'
import { openCallStore } from '../../../src/stores/sqlite/call-store.ts'
import { createWording, type Wording } from '../../../src/wording/create-wording.ts'
import { freshLimits } from '../../support/limits.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'

type CallEnd = Parameters<CallMetrics['callEnded']>[0]

export type Params = Readonly<Record<string, string>>

export type Reply = { readonly status: number; readonly type: string; readonly body: string }

type Posting = {
  /** The address that is signed; without it, where the line says that it is. */
  readonly signedUrl?: string
  readonly token?: string
  readonly signature?: string
  readonly method?: string
  readonly headers?: Params
  readonly body?: string
}

export type Line = {
  readonly store: CallStore
  readonly logged: { readonly fields: unknown; readonly sentence: string }[]
  readonly counted: string[]
  readonly read: ReadRequest[]
  readonly activated: ActivationRequest[]
  /** Posts a form to a path (with query), signed as Twilio would. */
  readonly post: (path: string, params?: Params, posting?: Posting) => Promise<Reply>
}

export type LineOptions = {
  readonly publicUrl?: string
  readonly authTokens?: readonly string[]
  readonly dialogue?: Partial<Dialogue>
  readonly core?: Partial<ActivationCore>
  readonly people?: Partial<People>
  readonly caseTexts?: Partial<CaseTexts>
  readonly wording?: (wording: Wording) => Wording
  /** Stands between the line and its store. */
  readonly store?: (store: CallStore) => CallStore
  readonly loadLimits?: LoadLimits
  readonly texts?: Partial<TextCalls>
  readonly persons?: Persons
  /** The file of another line, to share it. */
  readonly file?: string
}

const unlimited: LoadLimits = {
  call: { inHand: Infinity, roundInMs: Infinity },
  turn: { inHand: Infinity, roundInMs: Infinity },
}

const token = 'token-of-the-tests'
export const publicUrl = 'https://line.example'
const dutch = '+31201234567'
export const german = '+4930123456'
/** Here people write. */
export const written = '+31207654321'
export const webhook: Params = {
  CallSid: 'CA00000000000000000000000000000001',
  AccountSid: 'AC00000000000000000000000000000000',
  From: '+31612345678',
  To: dutch,
  CallStatus: 'ringing',
}

const { scripts, locales } = loadScripts({
  scriptsFolder: 'voice-scripts',
  localesFolder: 'locales',
})

const numberOf = (country: string): VoiceNumber => {
  const found = scripts.get(country as Country)
  if (found === undefined) throw new Error(`no script for ${country}`)
  return {
    called: { script: found.script, licences: ['retail', 'mak'] },
    speakers: found,
    kind: 'voice',
  }
}

/** A function that opens a line on a port of its own, with a real store; closed after each test. */
export function lines(): (options?: LineOptions) => Promise<Line> {
  const newFolder = temporaryFolders()
  const closing: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  return async (options = {}) => {
    const file = options.file ?? join(newFolder(), 'calls.db')
    const opened = await openCallStore(file)
    const store = options.store?.(opened) ?? opened
    const logged: { fields: unknown; sentence: string }[] = []
    const counted: string[] = []
    const read: ReadRequest[] = []
    const activated: ActivationRequest[] = []
    const count =
      (name: string) =>
      (...labels: unknown[]): void =>
        void counted.push([name, ...labels.filter((label) => typeof label === 'string')].join(' '))
    const metrics = {
      callAnswered: count('answered'),
      callEnded: ({ country, outcome }: CallEnd) => count('ended')(country, outcome),
      webhookRepeated: count('repeated'),
      fault: count('fault'),
      webhookRefused: count('refused'),
      putOff: count('put off'),
    }
    const write = (fields: object, sentence: string): void => void logged.push({ fields, sentence })
    const log = { info: write, warn: write, error: write }
    const core: ActivationCore = {
      read: async (request) => {
        read.push(request)
        return { kind: 'unreadable', groups: [] }
      },
      activate: async (request) => {
        activated.push(request)
        return { kind: 'refused', reason: 'unknown-key' }
      },
      release: async () => ({ kind: 'refused', reason: 'unknown-key' }),
      requestExtension: async () => ({ kind: 'refused', reason: 'unknown-key' }),
      health: async () => 'ready',
      ...options.core,
    }
    const wording = createWording(locales)
    let drawn = 0
    const calls = createCalls({
      dialogue: { begin, step, keyedSoFar, chosenLanguage, ...options.dialogue },
      core,
      store,
      limits: freshLimits(),
      caseTexts: { ...noTexts, ...options.caseTexts },
      people: { ...nobodyThere, ...options.people },
      peopleTimeoutInMs: 3000,
      now: () => Date.now(),
      coreTimeoutInMs: 3000,
      drawCaseNumber: (): CaseNumber => drawCaseNumber(() => (drawn += 1)),
      drawGroup: () => 8,
      hashCaller: createCallerHash(new Uint8Array(32)),
      hashPair: createPairHash(new Uint8Array(32)),
      log,
      metrics,
    })
    const netherlands = numberOf('NL')
    const hungUp = (callSid: string): void => void counted.push(`hung up in writing ${callSid}`)
    const router = createVoiceRouter({
      calls,
      texts: {
        ring: async () => ({ kind: 'over' }),
        answer: async () => ({ kind: 'over' }),
        hangUp: async (callSid) => hungUp(callSid),
        ...options.texts,
      },
      wording: options.wording?.(wording) ?? wording,
      numbers: new Map([
        [dutch as E164, netherlands],
        [german as E164, numberOf('DE')],
        [written as E164, { ...netherlands, kind: 'text' }],
      ]),
      house: {
        speakers: netherlands.speakers,
        languages: ['nl', 'en'].map((tag) => tag as Language),
      },
      ...(options.persons && { persons: options.persons }),
      // The tests themselves keep this process busy.
      load: createLoad(options.loadLimits ?? unlimited),
      heldKey: new Uint8Array(32).fill(1),
      publicUrl: options.publicUrl ?? publicUrl,
      authTokens: options.authTokens ?? [token],
      log,
      metrics,
    })
    const server = createServer(express().disable('x-powered-by').use(router))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    closing.push(async () => {
      server.closeAllConnections()
      server.close()
      await opened.close()
    })

    const post: Line['post'] = async (path, params = webhook, posting = {}) => {
      const signed = posting.signedUrl ?? `${options.publicUrl ?? publicUrl}${path}`
      const signature =
        posting.signature ??
        twilio.getExpectedTwilioSignature(posting.token ?? token, signed, { ...params })
      const method = posting.method ?? 'POST'
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(signature !== '' && { 'x-twilio-signature': signature }),
          ...posting.headers,
        },
        ...(method === 'POST' && { body: posting.body ?? new URLSearchParams(params).toString() }),
      })
      return {
        status: response.status,
        type: response.headers.get('content-type') ?? '',
        body: await response.text(),
      }
    }

    return { store, logged, counted, read, activated, post }
  }
}

/** The address a document's Gather answers to, as path and query: what Twilio sends, and signs. */
export function actionOf({ body }: Reply): string {
  const action = /<Gather[^>]* action="([^"]*)"/.exec(body)?.[1] ?? ''
  return action.replaceAll('&amp;', '&').replace(publicUrl, '').replace(/#.*$/, '')
}

/** What a document says, without its mark-up. */
export function spokenIn({ body }: Reply): string {
  return body
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
