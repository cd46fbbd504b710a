import { unreachable } from '../../base/unreachable.ts'
import { connectTo } from './client.ts'
import { connectCluster } from './cluster-link.ts'
import { findPrimary } from './find-primary.ts'
import { patiently } from './patiently.ts'
import { isForbidden, toFault } from './redis-fault.ts'
import type { RedisAddress } from './redis-address.ts'
import type { Link, Redis } from './redis.ts'
import { keepLink } from './steady-link.ts'

/** For a server that starts together with the line. */
const openingInMs = 5_000

/** For one command, all that is done again included. Twilio waits four seconds for a turn, which says two or three. */
const patienceInMs = 1_000

/** Connects to Redis, or throws the fault `call-store-unusable` where it cannot within `opening` ms. */
export async function openRedis(address: RedisAddress, opening = openingInMs): Promise<Redis> {
  const link = await faulty(() => patiently(opening, () => linkTo(address)))
  return {
    send: (key, command) => faulty(() => patiently(patienceInMs, () => link.send(key, command))),
    inform: () => faulty(() => patiently(patienceInMs, () => inform(link))),
    close: link.close,
  }
}

function linkTo(address: RedisAddress): Promise<Link> {
  switch (address.mode) {
    case 'single':
      return keepLink((onError) => connectTo(address.place, address, onError))
    case 'sentinel':
      return keepLink(async (onError) => {
        const primary = await findPrimary(address.sentinels, address.master, address)
        return connectTo(primary, address, onError)
      })
    case 'cluster':
      return connectCluster(address.places, address)
    default:
      return unreachable(address)
  }
}

async function inform(link: Link): Promise<readonly string[]> {
  try {
    const told = await link.sendToAll(['INFO'])
    return told.map(String)
  } catch (error) {
    if (isForbidden(error)) return []
    throw error
  }
}

async function faulty<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toFault(error)
  }
}
