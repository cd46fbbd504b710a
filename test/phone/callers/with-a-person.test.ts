import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import express from 'express'
import {
  createSwitchboard,
  createUnderstanding,
  helpCaller,
  readSpokenLocales,
  seededChance,
  tellStory,
  virtualClock,
} from '../../../src/phone/index.ts'
import { restRouter } from '../../../src/phone/rest/rest-router.ts'
import { createRestClient } from '../../../src/twilio/rest-client.ts'
import type { SpokenLocale } from '../../../src/wording/locale.ts'
import { openTinyLine } from '../tiny-line.ts'

const locales = readSpokenLocales('locales')
const nl = locales.get('nl') as SpokenLocale
const words = (key: keyof SpokenLocale['prompts'], group = 1): string =>
  nl.prompts[key].replace('{{group}}', nl.numbers[group] ?? '').replace(/\{\{\w+\}\}/g, 'Example')
const ask = (text: string, action: string): string =>
  `<Response><Gather action="${action}" finishOnKey="" actionOnEmptyResult="true" timeout="8"><Say voice="Polly.Lotte" language="nl-NL">${text}</Say></Gather></Response>`
const id = Array.from({ length: 9 }, (_, place) => `${place + 1}`.repeat(7))

test('who asks for a person after five groups waits, reads the rest aloud, and is back with the line', async () => {
  const room =
    '<Response><Dial action="/after"><Conference endConferenceOnExit="true">talk</Conference></Dial></Response>'
  const seat = '<Response><Dial><Conference>talk</Conference></Dial></Response>'
  const docs: Readonly<Record<string, string>> = {
    '/twilio/voice': ask(words('welcome.key-all'), '/first'),
    '/first': ask(words('entry.go-on', 6), '/zero'),
    '/zero': ask(words('entry.lone-zero'), '/waits'),
    '/waits': '<Response><Enqueue waitUrl="/wait" action="/after">desk</Enqueue></Response>',
    '/wait': '<Response><Pause length="20"/></Response>',
    '/moved': room,
    '/twilio/voice/operator': seat,
    '/after': '<Response/>',
    '/back': ask(words('gate.ready'), '/gate'),
    '/gate': '<Response><Hangup/></Response>',
  }
  const tiny = await openTinyLine(({ path }) => docs[path])
  const [clock, chance, switchboard] = [virtualClock(), seededChance(3), createSwitchboard()]
  const { line } = tiny
  const credentials = [{ user: 'SK1', password: 'secret' }]
  const rest = restRouter({ line, switchboard, credentials, clock, chance })
  const server = createServer(express().use(rest)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { accountSid } = line
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createRestClient({ accountSid, username: 'SK1', password: 'secret', url })
  const move = async (path: string): Promise<unknown> => {
    const callSid = tiny.received[0]?.params['CallSid'] ?? ''
    return client.calls(callSid).update({ url: line.url + path, method: 'POST' })
  }

  try {
    const caller = tellStory({
      line,
      from: '+31612345678',
      to: '+31201234567',
      caller: 'wants-person',
      seed: 1,
      ids: [id],
      understand: createUnderstanding(locales),
      gapInMs: 0,
      clock,
      switchboard,
    })
    const operator = helpCaller({
      line,
      switchboard,
      clock,
      chance,
      identity: '6f7037',
      take: async () => {
        if (switchboard.queues.all().every(({ members }) => members().length === 0))
          return undefined
        await move('/moved')
        return 'talk'
      },
      asks: ['Wat is groep 6?', 'En groep 7, 8 en 9?'],
      done: () => move('/back'),
    })
    const [story, helped] = await Promise.all([caller, operator])
    expect(helped.answers).toEqual([id[5], `${id[6]}, ${id[7]}, ${id[8]}`])
    const keyed = tiny.received.flatMap(({ params }) => params['Digits'] ?? [])
    expect(keyed.slice(0, 3)).toEqual([id.slice(0, 5).join(''), '0', '0'])
    expect(tiny.received.map(({ path }) => path)).toContain('/gate')
    expect(story.calls[0]?.reason).toBe('line')
  } finally {
    server.close()
    server.closeAllConnections()
    await tiny.close()
  }
})
