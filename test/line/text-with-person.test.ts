import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { baudot45 } from '../../src/modem/baudot/mode.ts'
import type { Demo } from '../../src/phone/live-protocol.ts'
import type { MessageView, ProgressView } from '../../src/operators/api/protocol-contact.ts'
import type { ContactView } from '../../src/operators/api/protocol-board.ts'
import { byHand, createTextCaller, tellTextStory } from '../../src/phone/callers/text/index.ts'
import { seededChance, virtualClock, type Line } from '../../src/phone/index.ts'
import { createReading } from '../../src/phone/understand/read-printed.ts'
import { readPrintedLocales } from '../../src/phone/understand/read-locales.ts'
import { confirm, installation } from '../../src/wizard/index.ts'
import { openBoard, type OpenBoard } from '../operators/api/open-board.ts'
import { createVisitor, type Visitor } from '../operators/visitor.ts'
import { startLine, type RunningLine } from '../pages/line.ts'

let running: RunningLine
beforeAll(async () => {
  running = await startLine()
})
afterAll(() => running.stop())

/** How the line is called, as the command line finds it. */
const lineOf = ({ folder }: RunningLine): Line =>
  JSON.parse(readFileSync(join(folder, 'data/demo.json'), 'utf8')) as Line

const locales = readPrintedLocales('locales')
const english = locales.get('en')

const comesToWork = async (): Promise<Visitor> => {
  const operator = (await running.signIns()).find(({ role }) => role === 'operator')
  const visitor = createVisitor(new URL(running.console).origin)
  if (operator === undefined) throw new Error('the demo has no operator')
  const { email, password, code } = operator
  await visitor.post('/console/api/sign-in', { email, password })
  await visitor.post('/console/api/sign-in/code', { code })
  return visitor
}

/** An operator at his desk, who looks at one contact and writes in it. */
const helperOf = (visitor: Visitor, board: OpenBoard, { id }: Pick<ContactView, 'id'>) => {
  const at = `/console/api/contacts/${id}`
  const version = async (): Promise<number> => {
    const { body } = await visitor.get(at)
    return (body['contact'] as ContactView).version
  }
  const look = async () => {
    const { body } = await visitor.get(`${at}/messages`)
    return body as { messages: readonly MessageView[]; progress?: ProgressView }
  }
  const until = async (
    isSo: (seen: Awaited<ReturnType<typeof look>>) => boolean,
  ): Promise<void> => {
    while (!isSo(await look())) await board.next('change')
  }
  return {
    look,
    until,
    card: async () => (await visitor.get(at)).body,
    write: async (text: string) => {
      const { body } = await visitor.post(`${at}/message`, { text })
      return Number(body['number'])
    },
    does: async (verb: string, said: object) =>
      visitor.post(`${at}/${verb}`, { version: await version(), ...said }),
  }
}

test('a deaf caller asks for a person after five groups, is helped in writing, and reads his confirmation ID from the line', async () => {
  const demo = (await (await fetch(`${running.phone}/demo.json`)).json()) as Demo
  const machine = installation(demo.productKey, {
    machine: 'one',
    board: 'two',
    disk: 'three',
    memory: 'four',
  })
  if (machine.kind === 'refused') throw new Error('the demo has no such')
  const words = english?.words
  const caller = createTextCaller({
    manner: { ...byHand, slips: { share: 0, seen: 0 } },
    quirk: { kind: 'wants-person', after: 5 },
    id: machine.id,
    read: createReading(new Map([...locales].map(([tag, { prompts }]) => [tag, prompts]))),
    language: 'en',
    words: {
      goAhead: 'GA',
      yes: 'YES',
      next: 'OK',
      first: 'ALL',
      again: 'RPT',
      end: 'SK',
      person: words?.person[0] ?? '',
    },
    chance: seededChance(1),
  })
  const visitor = await comesToWork()
  const board = await openBoard(new URL(running.console).origin, visitor)
  const [clock, chance] = [virtualClock(), seededChance(2)]
  const to =
    demo.numbers.find(({ country, kind }) => country === 'US' && kind === 'text')?.number ?? ''
  const told = tellTextStory({
    line: lineOf(running),
    from: '+12025550199',
    to,
    clock,
    chance,
    caller,
    machine: () => ({ printer: baudot45.hear(), keys: baudot45.speak() }),
    calls: 1,
  })

  const { contacts } = await board.until('change', (change) => change.contacts.length > 0)
  const [waiting] = contacts
  if (waiting === undefined) throw new Error('nobody waits')
  expect(waiting).toMatchObject({
    channel: 'text-telephone',
    isText: true,
    groupsRight: 5,
    mayBeCalled: false,
  })
  await visitor.post(`/console/api/contacts/${waiting.id}/take`, { version: waiting.version })
  const anna = helperOf(visitor, board, waiting)
  const five = machine.id.map((group, place) => (place < 5 ? group : ''))
  expect((await anna.card())['keyed']).toEqual(five)

  const first = await anna.write('Hello, this is Anna. Please type groups 6 to 9.')
  await anna.until(
    ({ messages, progress }) =>
      progress?.turn === 'operator' && messages.some(({ number }) => number > first),
  )
  const { messages, progress } = await anna.look()
  expect(messages.at(-1)).toMatchObject({ from: 'caller', text: machine.id.slice(5).join(' ') })
  expect(progress).toMatchObject({ turn: 'operator', sent: first, typing: '' })

  const { body } = await anna.does('activate', { groups: machine.id })
  expect(body['kind']).toBe('confirmed')
  await anna.write('Thank you. I give you back to the line now, it writes the answer.')
  expect((await anna.does('return', { groups: machine.id })).status).toBe(200)

  const [ended] = await told
  const paper = caller
    .sheets()
    .filter(({ who }) => who === 'line')
    .map(({ text }) => text)
    .join('\n')
  expect(paper).toContain('A PERSON IS HERE FOR YOU NOW')
  expect(paper).toContain('HELLO, THIS IS ANNA. PLEASE TYPE GROUPS 6 TO 9. GA')
  expect(paper).toContain('IT WRITES THE ANSWER.')
  expect(paper.replaceAll(/\s+/g, ' ')).toMatch(
    /BACK ON THE AUTOMATIC LINE.*THE ANSWER HAS EIGHT BLOCKS/,
  )
  const answer = caller.notes().answers.at(-1) ?? []
  expect(confirm(machine, demo.product.publicKey, answer).kind).toBe('activated')
  expect(ended?.reason).toBe('line')
  board.close()
}, 240_000)
