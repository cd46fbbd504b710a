import { createServer } from 'node:http'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import express from 'express'
import helmet from 'helmet'
import { Fault } from '../../src/base/faults.ts'
import type { Country } from '../../src/base/brand.ts'
import { createCallerHash } from '../../src/calls/caller-hash.ts'
import type { CallStore } from '../../src/calls/call-store.ts'
import type { Figures } from '../../src/operators/figures/figures.ts'
import { drawName } from '../../src/operators/accounts/secrets-of-chance.ts'
import type { ContactId } from '../../src/operators/desk/contact.ts'
import { createDesk } from '../../src/operators/desk/desk.ts'
import type { DeskStore } from '../../src/operators/desk/desk-store.ts'
import { openConsole } from '../../src/operators/open-console.ts'
import type { OrganisationSettings } from '../../src/operators/organisation/organisation.ts'
import { openFigures } from '../../src/stores/figures-store.ts'
import { usualOverridePolicy } from './usual-policy.ts'
import { openDeskStore } from '../../src/stores/sqlite/desk-store.ts'
import type { Telephony } from '../../src/operators/telephony/telephony.ts'
import type { Unreached } from '../../src/calls/outreach.ts'
import { createTexting } from '../../src/operators/telephony/texting.ts'
import { createTallies } from '../../src/stores/memory/tallies.ts'
import { openCallStore } from '../../src/stores/sqlite/call-store.ts'
import { type Line, openLineOn } from '../activation/line.ts'
import { derive, openPeople, type People, type Somebody } from './people.ts'
import { createVisitor, type Answer, type Visitor } from './visitor.ts'

export type ServedConsole = {
  readonly people: People
  readonly figures: Figures
  readonly callStore: CallStore
  readonly hashCaller: ReturnType<typeof createCallerHash>
  /** A core on the same books, with a product. */
  readonly line: Line
  readonly desk: DeskStore
  /** What the telephone network was asked to do. */
  readonly asked: readonly string[]
  readonly url: string
  readonly clock: { at: number }
  /** What the money rules say to a text message. */
  readonly money: { refuses: Unreached | undefined }
  readonly reported: readonly unknown[]
  /** Where text messages go. */
  readonly network: { isAway: boolean }
  /** Somebody at an address of his own. */
  readonly visitor: () => Visitor
  /** The same, who has signed in. */
  readonly signedIn: (person: Somebody) => Promise<Visitor>
  readonly close: () => Promise<void>
}

/** The console's API on a port of its own, at a time that is set. */
export async function serveConsole(
  folder: string,
  {
    publicUrl,
    organisation,
  }: { readonly publicUrl?: string; readonly organisation?: OrganisationSettings } = {},
): Promise<ServedConsole> {
  const people = await openPeople(folder)
  const figures = await openFigures(people.database)
  const callStore = await openCallStore(join(folder, 'calls.db'))
  const hashCaller = createCallerHash(derive('telephone', 32))
  const { ledger } = people
  const line = await openLineOn(people.database)
  const desk = await openDeskStore(join(folder, 'desk.db'))
  const asked: string[] = []
  const network = { isAway: false }
  const telephony = listingTelephony(asked, network)
  const texting = createTexting({
    senderOf: (called) => (called === '+31800000000' ? called : undefined),
    write: (_, blocks) => blocks.join(' '),
    outreach: { refuses: async () => money.refuses },
    reaches: (country) => [country],
    isFree: () => false,
    telephony,
    note: people.accounts.note,
    now: () => clock.at,
    report: (error) => void reported.push(error),
  })
  const flows = [{ country: 'NL' as Country, choice: 'one' }] as const
  const clock = { at: Date.now() }
  const money: ServedConsole['money'] = { refuses: undefined }
  const reported: unknown[] = []
  const app = express()
  app.set('trust proxy', 'loopback')
  const server = createServer(app)
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  app.use(helmet({ strictTransportSecurity: false }))
  app.use(
    '/console/api',
    openConsole({
      ...people,
      publicUrl: publicUrl ?? url,
      derive,
      tallies: createTallies(),
      timeoutInMs: 60_000,
      ...(organisation && { organisation }),
      desk: {
        store: desk,
        desk: createDesk({
          store: desk,
          telephony,
          outreach: { refuses: async () => undefined },
          reaches: (country) => [country],
          channels: ['voice'],
          counts: () => {},
          isFree: () => false,
          note: people.accounts.note,
          isStaffed: async () => true,
          now: () => clock.at,
          drawId: () => drawName() as ContactId,
          report: (error) => void reported.push(error),
        }),
        telephony,
        core: line.core,
        overridePolicy: usualOverridePolicy,
        texting,
      },
      supervision: { figures, flows, ledger, callStore, hashCaller },
      now: () => clock.at,
      report: (error) => void reported.push(error),
    }),
  )
  let visitors = 0
  const visitor = (): Visitor => createVisitor(url, `198.51.100.${(visitors += 1)}`)

  return {
    people,
    figures,
    callStore,
    hashCaller,
    line,
    desk,
    asked,
    url,
    clock,
    money,
    reported,
    network,
    visitor,
    signedIn: async (person) => {
      const somebody = visitor()
      const answer = await signIn(somebody, person, clock.at)
      if (answer.status !== 200) throw new Error(`not signed in: ${answer.text}`)
      return somebody
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await callStore.close()
      await desk.close()
      await people.close()
    },
  }
}

/** Says password and code; gives the answer to the code. */
export async function signIn(visitor: Visitor, person: Somebody, at: number): Promise<Answer> {
  const { email, password } = person
  const half = await visitor.post('/console/api/sign-in', { email, password })
  if (half.status !== 200) return half
  return visitor.post('/console/api/sign-in/code', { code: person.codeAt(at) })
}

/** A network in which everything is done: what is asked of it stands in a list. */
function listingTelephony(asked: string[], network: { readonly isAway: boolean }): Telephony {
  return {
    move: async (callId, to) => {
      asked.push(`${callId} ${to}`)
      return true
    },
    hold: async ({ callId }, isOn) => void asked.push(`${callId} hold ${isOn}`),
    callIn: async ({ callId }, { telephone }) => void asked.push(`${callId} rings ${telephone}`),
    letGo: async ({ callId }, operator) => void asked.push(`${callId} without ${operator}`),
    text: async ({ to, body }) => {
      if (network.isAway) throw new Fault('text-not-sent')
      asked.push(`${to} reads ${body}`)
    },
    callBack: async ({ callId }) => callId,
    access: (operator) => ({ kind: 'simulated', address: '/phone/operator', token: operator }),
  }
}
