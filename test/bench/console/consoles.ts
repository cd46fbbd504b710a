import { get, type ClientRequest } from 'node:http'
import { join } from 'node:path'
import {
  drawOperatorId,
  drawSecret,
  hashOfSecret,
} from '../../../src/operators/accounts/secrets-of-chance.ts'
import { openDatabase } from '../../../src/stores/open-database.ts'
import { openOperatorStore } from '../../../src/stores/operator-store.ts'
import type { RunningLine } from '../../pages/line.ts'

export type Consoles = {
  /** With which one operator more is signed in. */
  readonly cookie: { readonly name: string; readonly value: string; readonly url: string }
  /** How many events came in. */
  readonly events: () => number
  readonly close: () => void
}

/** So many operators who have a console open, each with the stream that its page has. */
export async function openConsoles(line: RunningLine, count: number): Promise<Consoles> {
  const file = join(line.folder, 'data', 'activation-line.db')
  const database = await openDatabase({ kind: 'sqlite', file })
  const { accounts, sessions } = await openOperatorStore(database)
  const signedIn = async (nth: number): Promise<string> => {
    const operator = await accounts.admit({
      identity: { kind: 'organisation', issuer: 'https://id.example', subject: String(nth) },
      id: drawOperatorId(),
      name: `Operator ${nth}`,
      email: `operator-${nth}@example.com`,
      roles: ['operator'],
      at: Date.now(),
    })
    const secret = drawSecret()
    const of = {
      operator: operator.id,
      means: 'organisation',
      from: 'bench',
      at: Date.now(),
    } as const
    await sessions.begin(hashOfSecret(secret), of, undefined)
    return secret
  }
  let events = 0
  const streams: ClientRequest[] = []
  for (let nth = 0; nth < count; nth += 1) {
    const cookie = `console-session=${await signedIn(nth)}`
    streams.push(
      get(`${line.console}/api/desk/events`, { headers: { cookie } }, (stream) => {
        stream.on('data', (chunk: Buffer) => {
          events += chunk.toString().split('event: ').length - 1
        })
        stream.on('error', () => {})
      }).on('error', () => {}),
    )
  }
  const value = await signedIn(count)
  await database.destroy()
  return {
    cookie: { name: 'console-session', value, url: line.console },
    events: () => events,
    close: () => {
      for (const stream of streams) stream.destroy()
    },
  }
}
