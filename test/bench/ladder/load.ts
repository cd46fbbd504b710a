import autocannon, { type Options, type Result } from 'autocannon'
import type { Webhook } from './webhooks.ts'

/** As many as Twilio's proxies keep open to a busy line, more or less. */
export const connections = 16

/**
 * Sends each connection's requests one after the other, the next when the last is answered, and gives the
 * seconds from the first to the last answer of all. Any other status than 2xx is an error.
 */
export async function send(port: number, lists: readonly (readonly Webhook[])[]): Promise<number> {
  const busy = lists.filter((list) => list.length > 0)
  const most = Math.max(...busy.map((list) => list.length))
  if (busy.some((list) => list.length !== most))
    throw new Error('connections must have equal loads')
  const waiting = [...busy]
  let begun = performance.now()
  let ended = begun
  const { errors, timeouts, non2xx } = await new Promise<Result>((resolve, reject) => {
    const options: Options = {
      url: `http://127.0.0.1:${port}`,
      connections: busy.length,
      amount: most * busy.length,
      sampleInt: 50,
      setupClient: (client) => {
        client.setRequests(waiting.shift()?.map((webhook) => ({ ...webhook })) ?? [])
      },
    }
    const load = autocannon(options, (error: unknown, result) => {
      if (error instanceof Error) reject(error)
      else resolve(result)
    })
    load.on('start', () => {
      begun = performance.now()
    })
    load.on('response', () => {
      ended = performance.now()
    })
  })
  if (errors + timeouts + non2xx > 0) {
    throw new Error(`${errors} errors, ${timeouts} timeouts, ${non2xx} answers other than 2xx`)
  }
  return (ended - begun) / 1000
}
