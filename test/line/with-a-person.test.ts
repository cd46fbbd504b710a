import { afterEach, expect, test } from '@jest/globals'
import type { Confirmed } from '../../src/base/activation.ts'
import type { InstallationId } from '../../src/base/brand.ts'
import type { Contact } from '../../src/operators/desk/contact.ts'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import { temporaryFolders } from '../stores/temporary-folder.ts'
import { openStaffedLine, type StaffedLine } from '../support/staffed-line.ts'
import { keys, product } from '../support/whole-line.ts'

const newFolder = temporaryFolders()

const opened: StaffedLine[] = []
afterEach(async () => {
  for (const line of opened.splice(0)) await line.close()
})

const open = async (): Promise<StaffedLine> => {
  const line = await openStaffedLine({ folder: newFolder() })
  opened.push(line)
  await line.attend()
  return line
}

const idOf = ({ whole }: StaffedLine, serial = keys.many.first): InstallationId =>
  makeInstallationId({
    product,
    serial,
    secret: whole.secrets.keySecret(product, serial),
    hardware: Uint8Array.from({ length: 8 }, (_, index) => 20 + index),
    version: 1,
  })

/** What the person does with the groups that the caller has read to him. */
const activate = async (
  { whole }: StaffedLine,
  installationId: InstallationId,
  { licences, country, caseNumber }: Contact,
): Promise<Confirmed> => {
  const result = await whole.core.activate({ installationId, licences, country, caseNumber })
  if (result.kind !== 'confirmed') throw new Error(`it is refused: ${result.reason}`)
  return result
}

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
