import { describe, expect, test } from '@jest/globals'
import { lines, publicUrl, spokenIn, webhook, type Line, type Params, type Reply } from './line.ts'

const openLine = lines()

const callOf = (number: number): Params => ({ ...webhook, CallSid: `CA${number}` })
const ringing = (line: Line, number: number, rings = 0): Promise<Reply> =>
  line.post(`/twilio/voice${rings > 0 ? `?rings=${rings}` : ''}`, callOf(number))
const answering = (line: Line, number: number, turn: number | string, keys = ''): Promise<Reply> =>
  line.post(`/twilio/voice/turn?turn=${turn}`, { ...callOf(number), Digits: keys })

/** Where a document leads next, without what Twilio keeps to itself. */
const nextOf = ({ body }: Reply): string =>
  (/<Redirect method="POST">([^<#]*)/.exec(body)?.[1] ?? '').replace(publicUrl, '')

const tokenIn = (reply: Reply): string => nextOf(reply).replace('/twilio/voice/turn?turn=', '')

/** A line with calls 1 to 3 under way, in which turns of 1 and 2 lie as soon as they come in, until they may go on. */
async function busyLine(): Promise<{
  readonly line: Line
  /** Settles when so many turns lie. */
  readonly lie: (count: number) => Promise<unknown>
  readonly goOn: () => Promise<unknown>
}> {
  const released = Promise.withResolvers<void>()
  const held = { now: false }
  const lying: Promise<Reply>[] = []
  const arrived: PromiseWithResolvers<void>[] = []
  const line = await openLine({
    loadLimits: {
      call: { inHand: 1, roundInMs: Infinity },
      turn: { inHand: 2, roundInMs: Infinity },
    },
    store: (store) => ({
      ...store,
      load: async (id) => {
        if (held.now) {
          arrived.find(({ promise }) => !seen.has(promise) && seen.add(promise))?.resolve()
          await released.promise
        }
        return store.load(id)
      },
    }),
  })
  const seen = new Set<Promise<void>>()
  for (const number of [1, 2, 3]) await ringing(line, number)
  held.now = true
  return {
    line,
    lie: async (count) => {
      for (let number = lying.length + 1; number <= count; number += 1) {
        arrived.push(Promise.withResolvers())
        lying.push(answering(line, number, 1))
        await arrived.at(-1)?.promise
      }
    },
    goOn: () => {
      held.now = false
      released.resolve()
      return Promise.all(lying)
    },
  }
}

describe('while too much is in hand', () => {
  test('a new call hears so in each language, waits, and rings again; nothing is stored of it', async () => {
    const { line, lie, goOn } = await busyLine()
    await lie(1)
    const reply = await ringing(line, 9)
    expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
    expect(reply.body).toMatch(/nl-NL.*en-GB.*<Pause length="\d+"\/><Redirect/)
    expect(spokenIn(reply)).toContain('All our lines are busy.')
    expect(nextOf(reply)).toBe('/twilio/voice?rings=1')
    expect(line.counted).toContain('put off call')
    await goOn()
    expect(await line.store.load('CA9' as never)).toEqual({ kind: 'unknown' })
    expect((await ringing(line, 9, 1)).body).toContain('<Gather')
  })

  test('it rings six times again, then hears when to call', async () => {
    const { line, lie, goOn } = await busyLine()
    await lie(1)
    for (let rings = 0; rings < 6; rings += 1)
      expect(nextOf(await ringing(line, 9, rings))).toBe(`/twilio/voice?rings=${rings + 1}`)
    for (const rings of [6, 9]) {
      const last = await ringing(line, 9, rings)
      expect(last.body).toMatch(/<Hangup\/><\/Response>$/)
      expect(spokenIn(last)).toContain('on working days from nine to five')
    }
    await goOn()
    expect((await ringing(line, 9, 6)).body).toContain('<Gather')
  })

  test('calls that wait do not all come back at the same time', async () => {
    const { line, lie, goOn } = await busyLine()
    await lie(1)
    const replies = [1, 2, 3, 4].map((number) => ringing(line, number))
    const pauses = (await Promise.all(replies)).map(
      ({ body }) => /<Pause length="\d+"/.exec(body)?.[0],
    )
    expect(new Set(pauses).size).toBe(4)
    await goOn()
  })

  test('a call under way is taken all the same', async () => {
    const { line, lie, goOn } = await busyLine()
    await lie(1)
    await lie(2)
    expect(line.counted).not.toContain('put off turn')
    await goOn()
  })

  test('and far too much, a call under way waits a moment, and keeps its keys', async () => {
    const { line, lie, goOn } = await busyLine()
    await lie(2)
    let reply = await answering(line, 3, 1, '2')
    for (let waits = 1; waits <= 3; waits += 1) {
      expect(reply.body).toMatch(/nl-NL.*en-GB.*<Pause length="2"\/><Redirect/)
      if (waits < 3) reply = await answering(line, 3, tokenIn(reply))
    }
    expect(line.counted.filter((name) => name === 'put off turn')).toHaveLength(3)
    // It is asked to wait no fourth time.
    const taken = answering(line, 3, tokenIn(reply))
    await goOn()
    expect(spokenIn(await taken)).toContain('Key in the installation ID')
  })

  test('whoever cannot sign is refused as always', async () => {
    const { line, lie, goOn } = await busyLine()
    await lie(2)
    const unsigned = await line.post('/twilio/voice', callOf(9), { signature: '' })
    expect(unsigned).toMatchObject({ status: 403, body: '' })
    await goOn()
  })
})
