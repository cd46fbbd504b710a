import { expect } from '@jest/globals'
import {
  placeCall,
  seededChance,
  virtualClock,
  type CallEvent,
  type CallOptions,
  type Ended,
  type Key,
} from '../../src/phone/index.ts'
import { openTinyLine, type Answering, type Received } from './tiny-line.ts'

/** What a caller does, `at` ms after the call was answered. */
export type Act = { readonly at: number } & (
  | { readonly keys: string; readonly everyMs?: number }
  | { readonly speaks: string }
  | { readonly hangsUp: true }
)

/** One rule of a telephone provider: documents by path, a caller, and what must come of it. */
export type Case = {
  readonly case: string
  /** `/twilio/voice` is asked first; the others as the documents lead there. LINE is the line's address. */
  readonly docs: Readonly<Record<string, string | Answering>>
  readonly caller?: readonly Act[]
  readonly options?: Partial<CallOptions>
  readonly expect: {
    /** The requests after the first, in their order. */
    readonly requests?: readonly {
      readonly method?: 'GET' | 'POST'
      readonly path: string
      readonly has?: Readonly<Record<string, string>>
      readonly lacks?: readonly string[]
    }[]
    /** What was said or played, to its end or not. */
    readonly said?: readonly string[]
    readonly reason?: Ended['reason']
    readonly fault?: number
    /** When it ended, in ms after it was answered. */
    readonly lastsMs?: number
  }
}

export type Played = { readonly ended: Ended; readonly received: readonly Received[] }

/** Plays a case on a virtual clock without a gap, unless it asks for one, and holds it to what it expects. */
export async function expectCase(one: Case): Promise<Played> {
  const played = await playCase(one)
  const { events, reason, durationInMs } = played.ended
  const { requests, said, fault, lastsMs } = one.expect
  if (requests !== undefined) {
    const asked = played.received.slice(1)
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(
      requests.map(({ method = 'POST', path }) => `${method} ${path}`),
    )
    for (const [index, { has = {}, lacks = [] }] of requests.entries()) {
      expect(asked[index]?.params).toMatchObject(has)
      for (const name of lacks) expect(asked[index]?.params).not.toHaveProperty(name)
    }
  }
  if (said !== undefined) expect(saidIn(events)).toEqual(said)
  if (one.expect.reason !== undefined) expect(reason).toBe(one.expect.reason)
  expect(events.flatMap((event) => (event.kind === 'fault' ? [event.code] : []))[0]).toBe(fault)
  if (lastsMs !== undefined) {
    const answered = events.find(({ kind }) => kind === 'answered')?.at ?? 0
    expect(durationInMs - answered).toBeCloseTo(lastsMs, 3)
  }
  return played
}

export async function playCase({ docs, caller = [], options = {} }: Case): Promise<Played> {
  const tiny = await openTinyLine(({ path }) => {
    const given = docs[path.replace(/\?.*$/s, '')]
    return typeof given === 'string' ? given.replaceAll('LINE', tiny.line.url) : given
  })
  const clock = virtualClock()
  try {
    const call = placeCall({
      line: tiny.line,
      from: '+31612345678',
      to: '+31201234567',
      clock,
      chance: seededChance(7),
      gapInMs: 0,
      ringInMs: 0,
      caller: () => ({
        hear: (event) => {
          if (event.kind !== 'answered') return
          for (const act of caller) clock.after(act.at, () => perform(act))
        },
      }),
      ...options,
    })
    const perform = (act: Act): void => {
      if ('speaks' in act) call.speak(act.speaks)
      else if ('hangsUp' in act) call.hangUp()
      else {
        for (const [index, key] of Array.from(act.keys).entries()) {
          clock.after(index * (act.everyMs ?? 200), () => call.press(key as Key))
        }
      }
    }
    const ended = await call.ended
    return { ended, received: tiny.received }
  } finally {
    await tiny.close()
  }
}

export function saidIn(events: readonly CallEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.kind !== 'said') return []
    return [event.utterance.kind === 'words' ? event.utterance.text : event.utterance.url]
  })
}

/** A number's document that holds these verbs. */
export function response(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`
}
