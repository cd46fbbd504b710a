import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import twilio from 'twilio'
import { placeCall, seededChance, virtualClock } from '../../src/phone/index.ts'
import type { Call, CallEvent, Ended } from '../../src/phone/events.ts'
import { restRouter } from '../../src/phone/rest/rest-router.ts'
import { createSwitchboard, type Switchboard } from '../../src/phone/switchboard.ts'
import { response } from './play-case.ts'
import { openTinyLine, type Received } from './tiny-line.ts'

export type Client = ReturnType<typeof twilio>

/** Somebody with a telephone, and what he heard so far. */
export type Guest = { readonly call: Call; readonly events: readonly CallEvent[] }

/** Several calls of one telephone on one virtual clock, a line of fixed documents, and Twilio's own client. */
export type Party = {
  readonly switchboard: Switchboard
  readonly client: Client
  readonly lineUrl: string
  readonly received: readonly Received[]
  /** Calls; the document at this path is carried out at once. */
  readonly call: (path: string, from?: string) => Guest
  /** Whoever is dialled here answers after a second. */
  readonly answers: (address: string) => { readonly guest: () => Guest }
  /** Does it so long after the beginning; time stands still meanwhile. */
  readonly at: (ms: number, doing: () => unknown) => void
  /** Settles when all have hung up; throws what a doing threw. */
  readonly over: () => Promise<readonly Ended[]>
}

const accountSid = `AC${'0'.repeat(32)}`

/** Opens a party for as long as the given test takes. LINE is the line's address. */
export async function party(
  docs: Readonly<Record<string, string>>,
  held: (party: Party) => Promise<unknown>,
): Promise<void> {
  const tiny = await openTinyLine(({ path }) => {
    const verbs = docs[path.replace(/\?.*$/s, '')]
    return verbs === undefined ? undefined : response(verbs.replaceAll('LINE', tiny.line.url))
  })
  const clock = virtualClock()
  const switchboard = createSwitchboard()
  const chance = seededChance(7)
  const credentials = [{ user: accountSid, password: 'a-token' }]
  const rest = restRouter({ line: tiny.line, credentials, switchboard, clock, chance })
  const server = createServer(express().use(rest)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const doings: Promise<unknown>[] = []
  const calls: Promise<Ended>[] = []

  const attend = (call: Call): { readonly guest: Guest; readonly hear: (e: CallEvent) => void } => {
    const events: CallEvent[] = []
    calls.push(call.ended)
    return { guest: { call, events }, hear: (event) => events.push(event) }
  }
  try {
    await held({
      switchboard,
      client: clientOf(`http://127.0.0.1:${port}`),
      lineUrl: tiny.line.url,
      received: tiny.received,
      call: (path, from = '+31612345678') => {
        const events: CallEvent[] = []
        const call = placeCall({
          line: tiny.line,
          from,
          to: '+31201234567',
          clock,
          chance: chance.fork(),
          gapInMs: 0,
          switchboard,
          way: {
            direction: 'inbound',
            isAnswered: true,
            first: { url: tiny.line.url + path, method: 'POST', own: {} },
          },
          caller: () => ({ hear: (event) => events.push(event) }),
        })
        calls.push(call.ended)
        return { call, events }
      },
      answers: (address) => {
        let guest: Guest | undefined
        switchboard.subscribers.add(address, () => ({
          kind: 'answers',
          ringsInMs: 1000,
          caller: (call) => {
            const attended = attend(call)
            guest = attended.guest
            return attended
          },
        }))
        return {
          guest: () => {
            if (guest === undefined) throw new Error('nobody has answered')
            return guest
          },
        }
      },
      at: (ms, doing) => {
        const done = Promise.withResolvers<unknown>()
        doings.push(done.promise)
        clock.after(ms, () => {
          clock.during(async () => doing()).then(done.resolve, done.reject)
        })
      },
      over: async () => {
        await Promise.all(doings)
        return Promise.all(calls)
      },
    })
  } finally {
    server.close()
    server.closeAllConnections()
    await tiny.close()
  }
}

/** Twilio's own client, which asks at this address. */
function clientOf(base: string): Client {
  const sender = new twilio.RequestClient()
  const httpClient: twilio.RequestClient = Object.assign(Object.create(sender), {
    request: (options: Parameters<twilio.RequestClient['request']>[0]) =>
      sender.request({ ...options, uri: options.uri.replace(/^https:\/\/[^/]*/, base) }),
  })
  return twilio(accountSid, 'a-token', { httpClient })
}

/** What others said in his ear. */
export function heardBy({ events }: Guest): readonly string[] {
  return events.flatMap((event) => (event.kind === 'heard' ? [event.text] : []))
}

/** What the line said to him. */
export function toldTo({ events }: Guest): readonly string[] {
  return events.flatMap((event) =>
    event.kind === 'said' && event.utterance.kind === 'words' ? [event.utterance.text] : [],
  )
}
