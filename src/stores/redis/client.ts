import { createClient, type RedisClientOptions } from 'redis'
import type { Access, Place } from './redis-address.ts'

export type Client = ReturnType<typeof createClient>

/** To connect to one place. */
export const connectingInMs = 1_000

/**
 * What holds for every connection. Nothing waits in a queue where there is no connection: who has something to
 * say asks again (`patiently.ts`), and the connection is made anew (`steady-link.ts`).
 */
export function optionsFor({ user, password, isEncrypted, database }: Access): RedisClientOptions {
  return {
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    ...(database !== 0 && { database }),
    name: 'activation-line',
    disableOfflineQueue: true,
    commandOptions: { timeout: 0 },
    maintNotifications: 'disabled',
    disableClientInfo: true,
    socket: {
      ...(isEncrypted && { tls: true }),
      connectTimeout: connectingInMs,
      keepAliveInitialDelay: 5_000,
      reconnectStrategy: false,
    },
  }
}

/** One connection to one place; `onError` hears of its end, and of nothing else. */
export async function connectTo(
  { host, port }: Place,
  access: Access,
  onError: (client: Client, error: unknown) => void,
): Promise<Client> {
  const options = optionsFor(access)
  const client: Client = createClient({
    ...options,
    socket: { ...options.socket, host, port },
  } as RedisClientOptions) as Client
  client.on('error', (error: unknown) => onError(client, error))
  try {
    await client.connect()
    return client
  } catch (error) {
    client.destroy()
    throw error
  }
}
