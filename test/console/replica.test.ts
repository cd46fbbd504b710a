import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { fluent } from '../../src/phone/callers/manner.ts'
import type { Call } from '../../src/phone/events.ts'
import type { Notes } from '../../src/phone/callers/notes.ts'
import { createPerson } from '../../src/phone/callers/person.ts'
import {
  createUnderstanding,
  placeCall,
  readSpokenLocales,
  seededChance,
} from '../../src/phone/index.ts'
import { launchBrowser } from '../pages/browser.ts'
import { keys, masterKey, product } from '../support/whole-line.ts'
import { comesToWork, hire, soonMs } from './operators.ts'
import { ownTelephone } from './own-telephone.ts'
import { openTwoReplicas, type TwoReplicas } from './two-replicas.ts'

let replicas: TwoReplicas
let browser: Browser

beforeAll(async () => {
  replicas = await openTwoReplicas()
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await replicas.close()
}, 20_000)

const telephone = '+31201112233'
const serial = keys.many.first
const id = makeInstallationId({
  product,
  serial,
  secret: createSecrets(masterKey).keySecret(product, serial),
  hardware: new Uint8Array(8).fill(5),
})

/** He keys five groups and asks for a person. */
function calls(): Call & { readonly answers: () => Notes['answers'] } {
  const { line, clock, switchboard, numberIn } = replicas
  const person = createPerson({
    manner: fluent,
    quirk: { kind: 'wants-person', after: 5 },
    slips: 0,
    ids: [id],
    understand,
    clock,
    chance: seededChance(1),
  })
  const [from, to] = ['+31612345678', numberIn('NL')]
  const chance = seededChance(2)
  const call = placeCall({ line, from, to, clock, chance, switchboard, caller: person.takeUp })
  return { ...call, answers: () => person.notes().answers }
}

const understand = createUnderstanding(readSpokenLocales('locales'))

test('a replica that is killed in mid-call ends no call, and the console is right again within three seconds', async () => {
  const { settings, switchboard, clock } = replicas
  const his = ownTelephone(switchboard, clock, telephone)
  const anna = await hire(replicas, 'Anna', 'operator', { settings, telephone })
  const operator = await comesToWork(browser, replicas, anna)
  const caller = calls()
  await operator.takesNext('You are speaking with the caller on')
  const { page } = operator
  const sixth = page.getByRole('textbox', { name: 'Group 6' })
  await sixth.fill(await his.ask('Group 6?'))

  await replicas.killsFirst()
  const lost = page.getByText('No connection. Trying again')
  await lost.waitFor()
  const begun = performance.now()
  await lost.waitFor({ state: 'detached' })
  const typed = [...id.slice(0, 6), '', '', '']
  expect(await operator.groupsOnce(typed)).toEqual(typed)
  expect(performance.now() - begun).toBeLessThan(soonMs)
  for (const group of [7, 8, 9])
    await page
      .getByRole('textbox', { name: `Group ${group}` })
      .fill(await his.ask(`Group ${group}?`))
  await operator.seesGenuine()
  await operator.confirms()
  await operator.sendsBack()
  await caller.ended
  expect(caller.answers()).toHaveLength(1)
}, 120_000)
