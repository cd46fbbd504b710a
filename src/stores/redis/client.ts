import { createClient } from 'redis'
import { heard } from './heard.ts'
import type { Access, Place } from './redis-address.ts'

export type Client = ReturnType<typeof createPattern>

/** To connect to one place, and to come in. */
const connectingInMs = 1_000

/** One connection to one place, or the reason why there is none; `onLost` hears of its end. */
export async function connectTo(
  place: Place,
  access: Access,
  onLost: (client: Client, error: unknown) => void,
): Promise<Client> {
  const client = copyPattern(place, access)
  client.on('error', (error: unknown) => onLost(client, error))
  const timer = setTimeout(() => client.destroy(), connectingInMs)
  try {
    await client.connect()
    return client
  } catch (error) {
    client.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** Says one command at one place, over a connection of its own. */
export async function askOnce(
  place: Place,
  access: Access,
  command: readonly string[],
): Promise<unknown> {
  const client = await connectTo(place, access, () => {})
  try {
    return await heard(client.sendCommand([...command]))
  } finally {
    client.destroy()
  }
}

/**
 * Of the package only the connection is used: its own queues, timers and ways to connect again are switched off. What
 * takes their place is `steady-link.ts` and `patiently.ts`.
 */
const socket = {
  connectTimeout: connectingInMs,
  keepAliveInitialDelay: 5_000,
  reconnectStrategy: false,
} as const

const createPattern = () =>
  createClient({
    name: 'activation-line',
    disableOfflineQueue: true,
    commandOptions: { timeout: 0 },
    maintNotifications: 'disabled',
    disableClientInfo: true,
    socket,
  })

/** Never connected, only copied: the package builds its many commands anew for each client that it makes otherwise. */
let pattern: Client | undefined

function copyPattern(
  { host, port }: Place,
  { user, password, isEncrypted, database }: Access,
): Client {
  pattern ??= createPattern()
  return pattern.duplicate({
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    database,
    socket: { ...socket, host, port, ...(isEncrypted && { tls: true }) },
  })
}
