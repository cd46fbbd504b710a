import { createCluster, type RedisClusterOptions } from 'redis'
import { optionsFor } from './client.ts'
import type { Access, Place } from './redis-address.ts'
import { heard } from './heard.ts'
import type { Link } from './redis.ts'

/** Until the nodes are asked anew who has which slot, where one of them does not answer. */
const lookAgainInMs = 100

/** A Cluster. Each of its nodes is connected to with the same user, password and encryption. */
export async function connectCluster(places: readonly Place[], access: Access): Promise<Link> {
  const { socket, ...defaults } = optionsFor(access)
  const cluster = createCluster({
    rootNodes: places.map(({ host, port }) => ({ socket: { host, port } })),
    defaults: {
      ...defaults,
      socket: { ...socket, reconnectStrategy: (retries) => Math.min(20 * 2 ** retries, 500) },
    },
    topologyRefreshOnReconnectionAttemptStrategy: lookAgainInMs,
  } as RedisClusterOptions)
  cluster.on('error', () => {})
  try {
    await cluster.connect()
  } catch (error) {
    cluster.destroy()
    throw error
  }
  return {
    send: (key, command) => heard(cluster.sendCommand(key, false, [...command], { timeout: 0 })),
    sendToAll: (command) =>
      Promise.all(
        cluster.masters.map(async (node) => {
          const client = await cluster.nodeClient(node)
          return heard(client.sendCommand([...command]))
        }),
      ),
    close: () => cluster.close(),
  }
}
