import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../pages/browser.ts'
import { startLine, type RunningLine } from '../pages/line.ts'
import { callerOf, slipsAndAsks, type Caller } from './callers.ts'
import { openNetwork, type Network } from './network.ts'
import { comesToWork, hire, soonMs, type Operator } from './operators.ts'

let line: RunningLine
let browser: Browser
let callers = 0

beforeAll(async () => {
  line = await startLine()
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await line.stop()
}, 20_000)

const operator = async (name: string, network?: Pick<Network, 'proxy'>): Promise<Operator> =>
  comesToWork(browser, line, await hire(line, name), network && { proxy: network.proxy })

/** Somebody calls and asks for a person; he is taken, and has read group six aloud. */
async function helpedBy(one: Operator): Promise<Caller> {
  callers += 1
  const { phone } = line
  const calling = { phone, country: 'NL', nth: callers, quirk: { ...slipsAndAsks, slips: 0 } }
  const caller = await callerOf({ ...calling, speed: 20 })
  await one.takesNext()
  await one.asksForGroups([6])
  return caller
}

/** The rest of the help, and what comes of it. */
async function goesOn(one: Operator, caller: Caller): Promise<void> {
  await one.asksForGroups([7, 8, 9])
  await one.seesGenuine()
  await one.confirms()
  await one.sendsBack()
  await caller.ended
  expect(caller.isAccepted()).toBe(true)
}

/** The boxes as he and the operator have filled them. */
function upTo(group: number, { groups }: Caller): readonly string[] {
  return groups.map((digits, at) => (at < group ? digits : ''))
}

test('a page that is loaded anew in mid-call is in it again within three seconds, with all that was typed', async () => {
  const ann = await operator('Ann')
  const caller = await helpedBy(ann)
  for (const typed of [6, 7, 8]) {
    if (typed > 6) await ann.asksForGroups([typed])
    await ann.page.reload()
    const begun = performance.now()
    await ann.isInCall()
    expect(await ann.groupsOnce(upTo(typed, caller))).toEqual(upTo(typed, caller))
    expect(performance.now() - begun).toBeLessThan(soonMs)
  }
  await goesOn(ann, caller)
  await ann.leaves()
}, 90_000)

test('a network that is away for ten seconds ends no call, and three seconds later all is right', async () => {
  const network = await openNetwork()
  const bob = await operator('Bob', network)
  const caller = await helpedBy(bob)
  network.goesAway()
  await bob.page.getByText('No connection. Trying again').waitFor()
  await pause(10_000)
  network.comesBack()
  const back = performance.now()
  await bob.isInCall()
  expect(await bob.groupsOnce(upTo(6, caller))).toEqual(upTo(6, caller))
  expect(performance.now() - back).toBeLessThan(soonMs)
  await goesOn(bob, caller)
  await bob.leaves()
  network.close()
}, 120_000)

test('an operator who closes his laptop in mid-call loses his caller to the next, who sees it all and is first', async () => {
  const carl = await operator('Carl')
  const caller = await helpedBy(carl)
  const dora = await operator('Dora')
  await carl.leaves()
  await dora.page.getByRole('button', { name: /first/ }).waitFor({ timeout: 60_000 })
  await caller.hears('weggevallen')
  await dora.takesNext()
  expect(await dora.groupsOnce(upTo(6, caller))).toEqual(upTo(6, caller))
  await goesOn(dora, caller)
}, 120_000)
