import { setTimeout as pause } from 'node:timers/promises'
import { type Client, connectTo } from './client.ts'
import { heard } from './heard.ts'
import type { Access, Place } from './redis-address.ts'
import { endsConnection } from './redis-fault.ts'
import type { Link } from './redis.ts'

const shortestPauseInMs = 20
const longestPauseInMs = 500

/**
 * One connection that is made anew whenever it is lost, to where `find` then says. While there is none, nothing
 * waits: what is sent fails at once, with the reason why there is none.
 */
export function keepLink(find: () => Promise<Place>, access: Access): Link {
  const closing = new AbortController()
  let client: Client | undefined
  let why: unknown = new Error('The client is not connected yet')

  const connect = async (): Promise<void> => {
    const made = await connectTo(await find(), access, lose)
    if (closing.signal.aborted) made.destroy()
    else if (made.isReady) client = made
  }

  const reconnect = async (): Promise<void> => {
    for (let ms = shortestPauseInMs; ; ms = Math.min(2 * ms, longestPauseInMs)) {
      await connect().catch((error: unknown) => (why = error))
      if (client !== undefined || closing.signal.aborted) return
      await pause(ms, undefined, { signal: closing.signal }).catch(() => {})
    }
  }

  function lose(lost: Client, error: unknown): void {
    if (client !== lost) return
    client = undefined
    why = error
    lost.destroy()
    if (!closing.signal.aborted) void reconnect()
  }

  const say = async (command: readonly string[]): Promise<unknown> => {
    const current = client
    if (current === undefined) throw why
    try {
      return await heard(current.sendCommand([...command]))
    } catch (error) {
      if (endsConnection(error)) lose(current, error)
      throw error
    }
  }

  void reconnect()
  return {
    send: (_, command) => say(command),
    sendToAll: async (command) => [await say(command)],
    close: () => {
      closing.abort()
      client?.destroy()
    },
  }
}
