import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from './client.ts'
import { heard } from './heard.ts'
import { endsConnection } from './redis-fault.ts'
import type { Link } from './redis.ts'

const longestPauseInMs = 500

/**
 * One connection that is made anew whenever it is lost: `connect` looks up where to, each time. Until there is one,
 * nothing waits: what is sent meanwhile fails at once, with the reason why there is none.
 */
export async function keepLink(
  connect: (onError: (client: Client, error: unknown) => void) => Promise<Client>,
): Promise<Link> {
  const closing = new AbortController()
  let client: Client | undefined
  let why: unknown

  const open = async (): Promise<void> => {
    const made = await connect(lose)
    if (closing.signal.aborted) made.destroy()
    else if (made.isReady) client = made
  }

  const reopen = async (): Promise<void> => {
    for (let pauseInMs = 20; !closing.signal.aborted; pauseInMs *= 2) {
      await open().catch((error: unknown) => (why = error))
      if (client !== undefined) return
      const waited = Math.min(pauseInMs, longestPauseInMs)
      await pause(waited, undefined, { signal: closing.signal }).catch(() => {})
    }
  }

  function lose(lost: Client, error: unknown): void {
    if (client !== lost) return
    client = undefined
    why = error
    lost.destroy()
    void reopen()
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

  await open()
  return {
    send: (_, command) => say(command),
    sendToAll: async (command) => [await say(command)],
    close: async () => {
      closing.abort()
      await client?.close()
    },
  }
}
