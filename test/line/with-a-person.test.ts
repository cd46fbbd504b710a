import { afterEach, describe, expect, test } from '@jest/globals'
import type { Confirmed } from '../../src/base/activation.ts'
import type { CaseNumber, Country, InstallationId } from '../../src/base/brand.ts'
import type { Contact } from '../../src/operators/desk/contact.ts'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import type { FiguresView } from '../../src/operators/api/protocol-figures.ts'
import type { Counted } from '../../src/operators/figures/figures.ts'
import { createRecorder, dayOf, type Recorder } from '../../src/operators/figures/recorder.ts'
import { summarise } from '../../src/operators/figures/summary.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { openStaffedLine, type StaffedLine } from '../support/staffed-line.ts'
import { keys, product } from '../support/whole-line.ts'

const newFolder = temporaryFolders()

const opened: StaffedLine[] = []
afterEach(async () => {
  for (const line of opened.splice(0)) await line.close()
})

const open = async (
  options: { readonly recorder?: Recorder; readonly sendsTexts?: boolean } = {},
): Promise<StaffedLine> => {
  const line = await openStaffedLine({ folder: newFolder(), ...options })
  opened.push(line)
  await line.attend()
  return line
}

const idOf = ({ whole }: StaffedLine, serial = keys.many.first, machine = 1): InstallationId =>
  makeInstallationId({
    product,
    serial,
    secret: whole.secrets.keySecret(product, serial),
    hardware: Uint8Array.from({ length: 8 }, (_, index) => 20 * machine + index),
    version: 1,
  })

const onItsOwn = { licences: [], country: 'GB' as Country, caseNumber: '12345674' as CaseNumber }

/** What the person does with the groups that the caller has read to him. */
const activate = async (
  { whole }: StaffedLine,
  installationId: InstallationId,
  {
    licences,
    country,
    caseNumber,
  }: Pick<Contact, 'licences' | 'country' | 'caseNumber'> = onItsOwn,
): Promise<Confirmed> => {
  const result = await whole.core.activate({ installationId, licences, country, caseNumber })
  if (result.kind !== 'confirmed') throw new Error(`it is refused: ${result.reason}`)
  return result
}

/** What stands in the boxes of the person who takes him. */
const seenBy = async (line: StaffedLine): Promise<Contact> => {
  let seen: Contact | undefined
  await line.helps(async (contact) => {
    seen = contact
    await line.desk.finish({ id: contact.id, operator: line.anna })
  })
  if (seen === undefined) throw new Error('nobody was seen')
  return seen
}

const keyedIn = ({ keyed }: Contact): string =>
  keyed.flatMap((item) => (item.kind === 'press' ? [item.key] : [])).join('')

describe('a person already sees what he keyed, when a caller', () => {
  test('presses 0', async () => {
    const line = await open()
    const five = idOf(line).slice(0, 5).join('')
    const [contact] = await Promise.all([
      seenBy(line),
      line.call([
        ['welcome.key-all', five],
        ['entry.next-group', '0'],
        ['entry.lone-zero', '0'],
      ]),
    ])
    expect(contact).toMatchObject({ reason: 'asked', language: 'en', country: 'GB' })
    expect(keyedIn(contact)).toContain(five)
  })

  test('misses three times', async () => {
    const line = await open()
    const two = idOf(line).slice(0, 2).join('')
    const [contact, { prompts }] = await Promise.all([
      seenBy(line),
      line.call([['welcome.key-all', two]]),
    ])
    expect(prompts.filter((key) => /^entry.(?:silent|loudspeaker)/.test(key))).toHaveLength(2)
    expect(contact.reason).toBe('silence')
    expect(keyedIn(contact)).toBe(two)
  })

  test('is refused', async () => {
    const line = await open()
    const { whole } = line
    const machines = [1, 2, 3].map((machine) => idOf(line, keys.few.first, machine))
    for (const installationId of machines) await activate(line, installationId)
    const another = idOf(line, keys.few.first, 4)
    const [contact, { prompts }] = await Promise.all([
      seenBy(line),
      line.call([
        ['welcome.key-all', another.join('')],
        ['extension.offer', '2'],
      ]),
    ])
    expect(whole.numbers.get('GB')).toBe(contact.called)
    expect(prompts).toContain('person.look-at-it')
    expect(contact).toMatchObject({ reason: 'exhausted', refused: { limit: 3 } })
    expect(keyedIn(contact)).toBe(another.join(''))
  })

  test('has a question when he has his answer', async () => {
    const line = await open()
    const id = idOf(line)
    const [contact] = await Promise.all([
      seenBy(line),
      line.call([
        ['welcome.key-all', id.join('')],
        ['gate.ready', '#'],
        ['read.keys', '0'],
        ['read.person', '0'],
      ]),
    ])
    expect(contact).toMatchObject({ reason: 'asked', confirmed: id })
  })
})

test('a caller is called back, helped, and hears his answer from the automatic line', async () => {
  const line = await open()
  const id = idOf(line)
  const called = line.isCalled([
    ['call-back.who', '1'],
    ['gate.ready', '#'],
  ])
  const own = await line.call([
    ['welcome.key-all', id.slice(0, 5).join('')],
    ['entry.next-group', '*0'],
    ['wait.call-back', '1'],
  ])
  expect(own.prompts).toEqual(expect.arrayContaining(['person.called-back', 'goodbye']))
  const contact = await line.helps(async (found) => {
    const confirmed = await activate(line, id, found)
    await line.desk.sendBack({
      ...found,
      operator: line.anna,
      came: { kind: 'returned', confirmed },
    })
  })
  const heard = await called
  expect(heard.prompts).toEqual(expect.arrayContaining(['person.back', 'gate.ready']))
  expect(heard.prompts).not.toContain('apology.begin-again')
  expect(heard.ended.reason).toBe('line')
  expect(contact.phase).toMatchObject({ kind: 'over', how: 'activated' })
  expect(await line.whole.callStore.recall(contact.caseNumber, Date.now())).toEqual({
    kind: 'finished',
  })
})

test('who goes on keying his ID as he comes into the queue is not called back; the key alone that he was told has him called', async () => {
  const line = await open()
  const id = idOf(line)
  const { prompts } = await line.call([
    ['welcome.key-all', id.slice(0, 5).join('')],
    ['entry.next-group', '*0'],
    ['person.connecting', '1561'],
    ['wait.next', '1111'],
    ['wait.call-back', '5641111'],
    ['wait.call-back'],
  ])
  expect(prompts.filter((key) => key === 'wait.call-back')).toHaveLength(2)
  expect(prompts).not.toContain('person.called-back')
})

test('out of hours a caller has his case number as a text message, by one key, and the call ends as ever', async () => {
  const line = await open({ sendsTexts: true })
  await line.attend('away')
  const id = idOf(line)
  const { prompts, ended } = await line.call([
    ['welcome.key-all', id.slice(0, 5).join('')],
    ['entry.next-group', '*0'],
    ['text.offer', '2'],
  ])
  expect(prompts).toEqual(expect.arrayContaining(['case.number', 'text.sent', 'goodbye']))
  expect(ended.reason).toBe('line')
  expect(line.texts).toHaveLength(1)
  const [, told = ''] =
    /^Example: your case number is (\d{4} \d{4})\. .*activate\.example\.com$/.exec(
      line.texts[0] ?? '',
    ) ?? []
  expect(
    await line.whole.callStore.recall(told.replace(' ', '') as CaseNumber, Date.now()),
  ).toMatchObject({ kind: 'open' })
})

test('a number that has had its three text messages today is sent no fourth, and hears his case number once more', async () => {
  const line = await open({ sendsTexts: true })
  await line.attend('away')
  const heard: (readonly string[])[] = []
  for (let call = 0; call < 4; call += 1) {
    const { prompts } = await line.call([
      [
        'welcome.who',
        `${idOf(line, keys.many.first + call)
          .slice(0, 2)
          .join('')}*0`,
      ],
      ['text.offer', '2'],
    ])
    heard.push(prompts)
  }
  expect(line.texts).toHaveLength(3)
  expect(heard.map((prompts) => prompts.includes('text.sent'))).toEqual([true, true, true, false])
  expect(heard[3]).toContain('text.not-sent')
})

test('whom a person has helped to his answer is counted once, and among those with a person', async () => {
  const counted: Counted[] = []
  const recorder = createRecorder({
    figures: { add: async (rows) => void counted.push(...rows), note: async () => {} },
    now: Date.now,
    nameOf: String,
    onFault: () => {},
  })
  const line = await open({ recorder })
  const id = idOf(line)
  const helped = line.helps(async (found) => {
    const confirmed = await activate(line, id, found)
    const came = { kind: 'returned', confirmed } as const
    await line.desk.sendBack({ id: found.id, operator: line.anna, came })
  })
  await line.call([
    ['welcome.key-all', `${id.slice(0, 2).join('')}*0`],
    ['gate.ready', '#'],
  ])
  await helped
  await line.call([
    ['resume.again', idOf(line, keys.many.first + 1).join('')],
    ['gate.ready', '#'],
  ])
  await recorder.write()
  const day = dayOf(Date.now())
  const figures = summarise(counted, { from: day - 1, to: day }, [])
  expect(figures).toMatchObject({ calls: 2, alone: 1, withPerson: 1 })
  expect(figures.helped).toEqual([{ value: 'activated', count: 1 }])
  const sum = (all: FiguresView['waited']): number => all.reduce((sum, { count }) => sum + count, 0)
  expect([sum(figures.waited), sum(figures.handled)]).toEqual([1, 1])
})
