import { expect, test } from '@jest/globals'
import { parseTwiml } from '../../src/phone/twiml/document.ts'
import { withFleet, type Fleet } from '../support/fleet.ts'
import { createPost } from './posting.ts'

const lanes = 3

test('replicas restarted one after the other under load fail not one webhook', async () => {
  const { wrong, statuses, taken, answers, faults } = await withFleet(
    { replicas: 2, topology: 'single' },
    restartUnderLoad,
  )
  expect(wrong).toEqual([])
  expect(statuses).toEqual([0, 0])
  expect(answers).toEqual(['answered 200'])
  expect(faults).toEqual([])
  expect(taken).toBeGreaterThan(100)
}, 180_000)

type Result = {
  /** What a webhook was answered that was not its turn's. */
  readonly wrong: readonly string[]
  /** With which the replicas ended. */
  readonly statuses: readonly (number | null)[]
  readonly taken: number
  /** By the balancer. */
  readonly answers: readonly string[]
  /** Codes in the logs. */
  readonly faults: readonly string[]
}

async function restartUnderLoad(fleet: Fleet): Promise<Result> {
  const { post, close } = createPost(fleet.line)
  const [{ number } = { number: '' }] = fleet.numbers
  const wrong: string[] = []
  let taken = 0
  let isOver = false
  /** Silent callers, one after the other: each call rings, and hears itself through some turns. */
  const lane = async (name: number): Promise<void> => {
    for (let nth = 0; !isOver; nth += 1) {
      const CallSid = `CA${String(name * 1_000_000 + nth).padStart(32, '0')}`
      const params = { CallSid, From: 'anonymous', To: number, CallStatus: 'in-progress' }
      for (let turn = 0; turn < 6 && !isOver; turn += 1) {
        const path = turn === 0 ? '/twilio/voice' : `/twilio/voice/turn?turn=${turn}`
        const { status, body } = await post(path, params)
        const isNext = status === 200 && leadsTo(body) === turn + 1
        if (!isNext && !isLast(body)) wrong.push(`turn ${turn} was answered ${status}: ${body}`)
        taken += 1
        if (isLast(body)) break
      }
    }
  }
  const load = Promise.all(Array.from({ length: lanes }, (_, name) => lane(name)))

  const statuses: (number | null)[] = []
  for (const replica of fleet.replicas) {
    statuses.push(await replica.restart())
    await fleet.balancer.areOpen(fleet.replicas.length)
  }
  isOver = true
  await load
  close()
  return {
    wrong,
    statuses,
    taken,
    answers: [...fleet.balancer.counts.keys()],
    faults: fleet.replicas.flatMap((replica) => [...replica.faults.keys()]),
  }
}

/** The turn that a document asks for; nothing where it ends the call. */
function leadsTo(document: string): number | undefined {
  const gather = parseTwiml(document).find((verb) => verb.kind === 'gather')
  const [, turn] = /[?&]turn=(\d+)/.exec(gather?.action ?? '') ?? []
  return turn === undefined ? undefined : Number(turn)
}

function isLast(document: string): boolean {
  return document.endsWith('<Hangup/></Response>')
}
