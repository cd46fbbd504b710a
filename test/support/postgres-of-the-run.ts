/**
 * One Postgres for all tests of a run, started when the first of them asks for it, so that whoever tests
 * something else does not wait. It is asked at a door: a port whose number stands in the environment.
 */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Cluster } from './postgres-cluster.ts'
import { keepCluster } from './postgres-own.ts'

export const doorName = 'TEST_POSTGRES_DOOR'

const door = createServer()
let cluster: Promise<Cluster> | undefined

export async function openDoor(): Promise<void> {
  door.on('connection', (socket) => {
    cluster ??= keepCluster()
    cluster.then(
      ({ url }) => socket.end(JSON.stringify({ url })),
      ({ message }: Error) => socket.end(JSON.stringify({ wrong: message })),
    )
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  const address = door.address()
  process.env[doorName] = String(typeof address === 'object' ? address?.port : '')
}

export async function closeDoor(): Promise<void> {
  door.close()
  const kept = await cluster?.catch(() => undefined)
  await kept?.close()
}
