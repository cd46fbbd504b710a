import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import type { OperatorId } from '../../src/base/operator.ts'
import { openDesk, type RunningDesk } from '../../src/line/open-desk.ts'
import { openTelephony } from '../../src/line/open-telephony.ts'
import type { Contact } from '../../src/operators/desk/contact.ts'
import type { DeskStore } from '../../src/operators/desk/desk-store.ts'
import type { Ear, Key } from '../../src/phone/events.ts'
import {
  createSwitchboard,
  helpCaller,
  placeCall,
  readSpokenLocales,
  seededChance,
  virtualClock,
  type Ended,
} from '../../src/phone/index.ts'
import { restRouter } from '../../src/phone/rest/rest-router.ts'
import { demoNumbers } from '../../src/line/served.ts'
import { loadScripts } from '../../src/scripts/load-scripts.ts'
import { createTallies } from '../../src/stores/memory/tallies.ts'
import { openDeskStore } from '../../src/stores/sqlite/desk-store.ts'
import { identityOf } from '../../src/twilio/operator-identity.ts'
import type { PromptKey } from '../../src/phone/understand/meaning.ts'
import { asHeard, patternsOf } from '../../src/phone/understand/pattern.ts'
import { openWholeLine, type WholeLine, type WholeLineOptions } from './whole-line.ts'

/** A whole line with one operator at its desk, and the simulated telephone on which callers and he meet. */
export type StaffedLine = {
  readonly whole: WholeLine
  readonly desk: RunningDesk['desk']
  readonly deskStore: DeskStore
  readonly anna: OperatorId
  /** A caller calls, and presses these keys each time that he has heard that; when all is done, he listens on. */
  readonly call: (does: readonly Doing[]) => Promise<Heard>
  /** His telephone is called, and he does so. */
  readonly isCalled: (does: readonly Doing[]) => Promise<Heard>
  /** Anna takes whoever is next, and does this when she speaks with him. */
  readonly helps: (does: (contact: Contact) => Promise<unknown>) => Promise<Contact>
  readonly attend: (state?: 'available' | 'away') => Promise<void>
  /** What text messages have come to the caller's telephone. */
  readonly texts: readonly string[]
  readonly close: () => Promise<void>
}

/** What is heard, by the key of its prompt, and what is pressed then; without keys he hangs up. */
export type Doing = readonly [PromptKey, string?]

export type Heard = { readonly prompts: readonly PromptKey[]; readonly ended: Ended }

type StaffedLineOptions = WholeLineOptions & {
  readonly country?: string
  /** Its numbers send text messages. */
  readonly sendsTexts?: boolean
}

const callerNumber = '+447400123456'
const timeoutInMs = 60_000
const locales = readSpokenLocales('locales')
const patterns = new Map(
  [...locales].map(([language, locale]) => [language, patternsOf(locale)] as const),
)

export async function openStaffedLine(options: StaffedLineOptions): Promise<StaffedLine> {
  const { country = 'GB' } = options
  const [clock, chance, switchboard] = [virtualClock(), seededChance(3), createSwitchboard()]
  const deskStore = await openDeskStore(join(options.folder, 'calls.db'))
  const app = express()
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const account = { accountSid: `AC${'0'.repeat(32)}`, username: 'SK1', password: 'secret' }
  const rest = { ...account, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  const telephony = openTelephony({ mode: 'demo' }, 'https://line.example', {
    rest,
    softphoneToken: () => '',
  })
  const { scripts, printed } = loadScripts({
    scriptsFolder: 'voice-scripts',
    localesFolder: 'locales',
  })
  const faults: unknown[] = []
  const skills = { languages: [], countries: [], roles: ['operator'] } as const
  const staff = [{ operator: { ...skills, state: 'active' } }]
  const running = openDesk({
    backing: {
      operators: { accounts: { note: async () => {}, list: async () => staff } } as never,
      deskStore,
      tallies: createTallies(),
      callerKey: new Uint8Array(32),
    },
    scripts,
    numbers: options.sendsTexts ? demoNumbers(scripts) : [],
    printed,
    telephony,
    recorder: options.recorder,
    callbacksPerDay: 200,
    timeoutInMs,
    isDemo: false,
    log: { error: (fields: object) => void faults.push(fields) },
    metrics: { fault: () => {} },
  })
  if (running === undefined) throw new Error('no desk')
  const { desk, persons, caseTexts } = running
  const whole = await openWholeLine({ ...options, people: desk.people, persons, caseTexts })
  const { line } = whole
  const credentials = [{ user: rest.username, password: rest.password }]
  app.use(restRouter({ line, switchboard, credentials, clock, chance }))
  const texts: string[] = []
  switchboard.messages.arriveAt(callerNumber, ({ text }) => void texts.push(text))
  const to = whole.numbers.get(country) ?? ''
  const anna = 'anna-of-the-desk' as OperatorId

  const attend: StaffedLine['attend'] = async (state = 'available') => {
    const at = Date.now()
    await deskStore.attend({
      operator: anna,
      name: 'Anna',
      state,
      since: at,
      seenAt: at,
      ...skills,
    })
  }
  const scripted = (does: readonly Doing[]) => {
    const prompts: PromptKey[] = []
    let done = 0
    const takeUp = (call: { press: (key: Key) => void; hangUp: () => void }): Ear => ({
      hear: (event) => {
        if (event.kind !== 'said' || event.utterance.kind !== 'words') return
        const { text, language } = event.utterance
        const known = patterns.get(language.replace(/-.*$/, '')) ?? []
        const heard = known.filter(({ regex }) => regex.test(asHeard(text))).map(({ key }) => key)
        prompts.push(...heard)
        const [prompt, keys] = does[done] ?? []
        if (prompt === undefined || !heard.includes(prompt)) return
        done += 1
        if (keys === undefined) clock.after(500, call.hangUp)
        for (const [place, key] of Array.from(keys ?? '').entries())
          clock.after(500 + 200 * place, () => call.press(key as Key))
      },
    })
    return { takeUp, prompts }
  }

  return {
    whole,
    desk,
    deskStore,
    anna,
    attend,
    texts,
    call: async (does) => {
      const { takeUp, prompts } = scripted(does)
      const { ended } = placeCall({
        line,
        from: callerNumber,
        to,
        clock,
        chance,
        switchboard,
        gapInMs: 0,
        caller: takeUp,
      })
      return { ended: await ended, prompts }
    },
    isCalled: (does) =>
      new Promise((resolve) => {
        const { takeUp, prompts } = scripted(does)
        switchboard.subscribers.add(callerNumber, () => ({
          kind: 'answers',
          ringsInMs: 4_000,
          caller: (call) => {
            void call.ended.then((ended) => resolve({ ended, prompts }))
            return takeUp(call)
          },
        }))
      }),
    helps: async (does) => {
      let taken: Contact | undefined
      await helpCaller({
        line,
        switchboard,
        clock,
        chance,
        identity: identityOf(anna),
        take: async () => {
          const next = await desk.next(anna)
          taken = next?.kind === 'done' ? next.contact : undefined
          return taken?.id
        },
        asks: [],
        done: async () => taken && does(await current(deskStore, taken)),
      })
      if (taken === undefined) throw new Error('nobody was taken')
      return current(deskStore, taken)
    },
    close: async () => {
      await running.close()
      server.closeAllConnections()
      server.close()
      await whole.close()
      await deskStore.close()
      if (faults.length > 0) throw new Error('faults at the desk', { cause: faults[0] })
    },
  }
}

async function current(store: DeskStore, { id }: Contact): Promise<Contact> {
  const found = await store.find(id)
  if (found === undefined) throw new Error('the contact is gone')
  return found
}
