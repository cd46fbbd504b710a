import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { Progress } from '../../../src/calls/correspondence.ts'
import type { OperatorId } from '../../../src/base/operator.ts'
import type { Contact } from '../../../src/operators/desk/contact.ts'
import { createCorrespondence } from '../../../src/operators/desk/correspondence.ts'
import { over, taken, waitingAgain } from '../../../src/operators/desk/moves.ts'
import type { DeskStore } from '../../../src/operators/desk/desk-store.ts'
import { openDeskStore } from '../../../src/stores/sqlite/desk-store.ts'
import { aContact } from '../../contracts/a-contact.ts'
import { temporaryFolders } from '../../stores/temporary-folder.ts'

const newFolder = temporaryFolders()
const opened: DeskStore[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})

const anna = 'anna' as OperatorId
const at = Date.UTC(2027, 0, 1)

/** Another process of the line, on the same desk. */
const openAt = async (file: string): Promise<DeskStore> => {
  const store = await openDeskStore(file)
  opened.push(store)
  return store
}

const open = async () => {
  const file = join(newFolder(), 'calls.db')
  const store = await openAt(file)
  const contact = await store.enter(aContact('a', { channel: 'text-telephone' }))
  const correspondence = createCorrespondence({
    store,
    waiting: {
      standing: async () => ({ place: 2, language: contact.language, mayBeCalled: false }),
      wish: async () => 'refused',
    },
  })
  const change = async (rule: (contact: Contact) => Contact): Promise<void> => {
    const found = await store.find(contact.id)
    if (found === undefined) throw new Error('it is not there')
    await store.change(rule(found))
  }
  const write = (text: string): Promise<number> =>
    store.say(contact.id, { from: 'operator', by: anna, text, at })
  return { ...contact, ...correspondence, file, store, change, write }
}

const come: Progress = { turn: 'caller', typing: '', typingSince: 0, sent: 1, part: 'HE' }

describe('a caller who writes', () => {
  test('sees his place, then that somebody is there, then that he is let go', async () => {
    const { look, callId, change } = await open()
    expect(await look(callId)).toEqual({ kind: 'waits', place: 2, hasLost: false, letters: [] })
    await change((contact) => taken(contact, anna, at))
    expect(await look(callId)).toEqual({ kind: 'with', letters: [] })
    await change((contact) => over(contact, 'returned', { at, by: anna }))
    expect(await look(callId)).toEqual({ kind: 'over', letters: [] })
  })

  test('knows whether he has lost his operator, or was handed over', async () => {
    const { look, callId, change } = await open()
    await change((contact) => waitingAgain(taken(contact, anna, at)))
    expect(await look(callId)).toMatchObject({ kind: 'waits', hasLost: true })
    await change((contact) => waitingAgain(contact, anna))
    expect(await look(callId)).toMatchObject({ kind: 'waits', hasLost: false })
  })

  test('reads what operators wrote since what he has, also what was written last before it was over', async () => {
    const { look, callId, change, write, say, note } = await open()
    await write('hello')
    await say(callId, { text: 'HI', at })
    await write('goodbye')
    await note(callId, come)
    await change((contact) => over(contact, 'helped', { at, by: anna }))
    expect(await look(callId)).toMatchObject({
      kind: 'over',
      progress: come,
      letters: [{ number: 3, text: 'goodbye' }],
    })
  })

  test('is heard once, in order, by whoever reads the contact', async () => {
    const { callId, id, say, store } = await open()
    await say(callId, { text: 'ONE', at })
    await say(callId, { text: 'ONE', at })
    await say(callId, { text: 'TWO', at: at + 1 })
    expect((await store.said(id, 0)).map(({ from, text }) => [from, text])).toEqual([
      ['caller', 'ONE'],
      ['caller', 'TWO'],
    ])
  })

  test('of whom the desk knows nothing is asked by the line how it went', async () => {
    const { look } = await open()
    expect(await look(aContact('b').callId)).toEqual({ kind: 'over', letters: [] })
  })

  test('reads every word once, and is read, whichever processes he and his operator are on', async () => {
    const { look, say, note, callId, id, file } = await open()
    const theirs = await openAt(file)
    const words = ['one', 'two', 'three', 'four', 'five']
    const read: string[] = []
    for (const [place, text] of words.entries()) {
      await theirs.say(id, { from: 'operator', by: anna, text, at })
      if (place % 2 === 1) continue
      const { letters } = await look(callId)
      read.push(...letters.map((letter) => letter.text))
      await say(callId, { text: `heard ${text}`, at: at + place })
      await note(callId, { ...come, sent: letters.at(-1)?.number ?? 0 })
    }
    expect(read).toEqual(words)
    const said = await theirs.said(id, 0)
    expect(said.filter(({ from }) => from === 'caller').map(({ text }) => text)).toEqual([
      'heard one',
      'heard three',
      'heard five',
    ])
    expect((await theirs.noted(id))?.sent).toBe(
      said.findLast(({ from }) => from === 'operator')?.number,
    )
  })
})
