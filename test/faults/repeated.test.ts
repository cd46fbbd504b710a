import { expect, test } from '@jest/globals'
import { makeInstallationId } from '../../src/identifiers/installation-id.ts'
import { createSecrets } from '../../src/identifiers/secrets.ts'
import { standingParams } from '../../src/phone/standing.ts'
import { parseTwiml } from '../../src/phone/twiml/document.ts'
import { withFleet, type Fleet } from '../support/fleet.ts'
import { keys, masterKey, product } from '../support/whole-line.ts'
import { createPost, type Post } from './posting.ts'

const calls = 25
const copies = 20

/** The ring, the groups, the gate, eight blocks, the silence after them: twenty turns. */
const turns = 1 + 9 + 1 + 8 + 1

test('ten thousand webhooks, each turn twenty times at once on three replicas, take one step a turn', async () => {
  const { wrong, sent, repeated } = await withFleet({ replicas: 3, topology: 'single' }, sendAll)
  process.stdout.write(`${sent} webhooks for ${sent / copies} turns, ${repeated} answered again\n`)
  expect(wrong).toEqual([])
  expect(sent).toBe(calls * turns * copies)
  expect(repeated).toBe(calls * turns * (copies - 1))
}, 240_000)

type Sent = {
  readonly wrong: readonly string[]
  readonly sent: number
  /** How many of them were answered with what was said before, as the processes count it. */
  readonly repeated: number
}

async function sendAll(fleet: Fleet): Promise<Sent> {
  const posts = fleet.replicas.map(({ port }) =>
    createPost({ ...fleet.line, via: `http://127.0.0.1:${port()}` }),
  )
  const [{ number } = { number: '' }] = fleet.numbers.filter(({ country }) => country === 'GB')
  const wrong: string[] = []
  let sent = 0

  /** One turn in all its copies; the one reply that all of them got. */
  const take = async (path: string, params: Readonly<Record<string, string>>): Promise<string> => {
    const answers = await Promise.all(
      Array.from({ length: copies }, (_, nth) => postAt(posts, nth)(path, params)),
    )
    sent += answers.length
    const replies = new Set(answers.map(({ status, body }) => `${status} ${body}`))
    if (replies.size !== 1) wrong.push(`${path}: ${replies.size} replies`)
    return answers[0]?.body ?? ''
  }
  // One call after the other: an answer that is signed twenty times at once keeps two cores long enough.
  for (let nth = 0; nth < calls; nth += 1) {
    const standing = standingParams({
      accountSid: fleet.line.accountSid,
      callSid: `CA${String(nth).padStart(32, '0')}`,
      from: `+4479${String(nth).padStart(8, '0')}`,
      to: number,
      status: 'in-progress',
    })
    const answers = [...idOf(nth), '', ...Array.from({ length: 8 }, () => '#'), '']
    let reply = await take('/twilio/voice', standing)
    for (const [place, Digits] of answers.entries()) {
      if (leadsTo(reply) !== place + 1) wrong.push(`turn ${place + 1} is not what is awaited`)
      reply = await take(`/twilio/voice/turn?turn=${place + 1}`, { ...standing, Digits })
    }
  }
  const repeated = await Promise.all(fleet.replicas.map(repeatedIn))
  for (const { close } of posts) close()
  return { wrong, sent, repeated: repeated.reduce((sum, one) => sum + one, 0) }
}

function postAt(posts: readonly { readonly post: Post }[], nth: number): Post {
  const post = posts[nth % posts.length]?.post
  if (post === undefined) throw new Error('there is no replica')
  return post
}

function idOf(nth: number): readonly string[] {
  const serial = keys.many.first + nth
  const secret = createSecrets(masterKey).keySecret(product, serial)
  const hardware = Uint8Array.from({ length: 8 }, (_, place) => 1 + ((nth * 31 + place * 17) % 255))
  return makeInstallationId({ product, serial, secret, hardware })
}

function leadsTo(document: string): number {
  const gather = parseTwiml(document).find((verb) => verb.kind === 'gather')
  return Number(/[?&]turn=(\d+)/.exec(gather?.action ?? '')?.[1])
}

/** Webhooks that a process answered with what was said before. */
async function repeatedIn({ port }: Fleet['replicas'][number]): Promise<number> {
  const metrics = await fetch(`http://127.0.0.1:${port()}/metrics`).then((one) => one.text())
  return Number(/^activation_line_webhooks_repeated_total (\d+)$/m.exec(metrics)?.[1])
}
