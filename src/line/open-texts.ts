/** Calls in which people write, and those in which the line listens for one who would. */
import { Fault } from '../base/faults.ts'
import { createDetection } from '../channels/tty/stream/detection.ts'
import {
  createMediaServer,
  type MediaServer,
  type StreamLimits,
  usualPatience,
} from '../channels/tty/stream/media-server.ts'
import { createTextCalls, type TextCallsDeps } from '../channels/tty/text-calls.ts'
import type { CallId, Language } from '../base/brand.ts'
import { type CountingDeps, createCounting } from '../calls/counting.ts'
import type { TextCalls } from '../channels/text-call.ts'
import type { CallMover } from '../channels/voice/call-mover.ts'
import { createDetector } from '../modem/baudot/detector.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createPrinting } from '../wording/printed/create-printing.ts'
import type { PrintedLocale } from '../wording/printed/locale.ts'
import { needsEnglish } from '../wording/teletype/needs-english.ts'

export type TextsDeps = Omit<TextCallsDeps, 'onEvent' | 'onFault' | 'printing'> & {
  readonly printed: ReadonlyMap<Language, PrintedLocale>
  /** Of the tickets of streams. */
  readonly key: Uint8Array
  /** Where it is counted how often each of them was used. */
  readonly uses: Pick<CountingDeps, 'tallies' | 'key' | 'timeoutInMs'>
  readonly limits?: StreamLimits
  /** Where there are numbers on which calls may have to be moved. */
  readonly mover?: CallMover
  /** Calls may run faster than real ones. */
  readonly isSimulated: boolean
  readonly log: Log
  readonly metrics: Metrics
}

export function openTexts(deps: TextsDeps): {
  readonly texts: TextCalls
  readonly media: MediaServer
} {
  const { key, mover, limits, isSimulated, log, metrics } = deps
  const { converse, turnAway, ...texts } = createTextCalls({
    ...deps,
    printing: createPrinting(onTextTelephones(deps.printed)),
    onEvent: (event) =>
      event.kind === 'mode' ? metrics.textMode(event.mode) : metrics.textEvent(event.kind),
    onFault: (callId, cause) => {
      metrics.fault('desk-unusable')
      const err = new Fault('desk-unusable', 'In a call in writing.', { cause })
      log.error({ callId, err }, 'a fault at the desk')
    },
  })

  const move = async (callSid: CallId): Promise<void> => {
    try {
      if ((await mover?.move(callSid)) === true) metrics.callMoved()
    } catch (cause) {
      metrics.fault('call-not-moved')
      const err = new Fault('call-not-moved', '', { cause })
      log.error({ callId: callSid, err }, 'a call could not be moved')
    }
  }

  const count = createCounting({
    ...deps.uses,
    report: (err) => {
      metrics.fault(err.code)
      log.error({ err }, 'a fault in the tickets of streams')
    },
  })

  const media = createMediaServer({
    key,
    answer: ({ callSid, ticket: { purpose, call } }, wire) =>
      purpose === 'text'
        ? converse({ callSid, ...call }, wire)
        : createDetection(createDetector(), wire, () => void move(callSid)),
    turnAway: ({ callSid, ticket: { call, isLast } }, wire) =>
      turnAway({ callSid, ...call, ...(isLast && { isLast }) }, wire),
    isFirstUse: async (ticket) => (await count('add', 'tickets', ticket)).count <= 1,
    ...(limits && { limits }),
    ...(isSimulated && { patience: { ...usualPatience, aheadInMs: Infinity } }),
    log,
    metrics,
  })
  return { texts, media }
}

/** The languages that a text telephone can write: English stands in for the others, and says so. */
function onTextTelephones(printed: TextsDeps['printed']): TextsDeps['printed'] {
  return new Map([...printed].filter(([language]) => !needsEnglish(language)))
}
