import { unreachable } from '../../base/unreachable.ts'
import { keepClusterLink } from './cluster-link.ts'
import { createCopied } from './copied.ts'
import { findPrimary } from './find-primary.ts'
import { patiently } from '../patiently.ts'
import { isForbidden, isPassing, toFault } from './redis-fault.ts'
import type { RedisAddress } from './redis-address.ts'
import type { Link, Redis } from './redis.ts'
import { keepLink } from './steady-link.ts'

/** For a server that starts together with the line. */
const openingInMs = 5_000

/** For one command, all that is done again included. Twilio waits four seconds for a turn, which says two or three. */
const patienceInMs = 1_000

/** While the connection is only just being made anew. */
const pauseInMs = 10

/** Connects to Redis, or throws the fault `call-store-unusable` where it cannot within `opening` ms. */
export async function openRedis(address: RedisAddress, opening = openingInMs): Promise<Redis> {
  const link = linkTo(address)
  const patient = <T>(work: () => Promise<T>, longestInMs = patienceInMs): Promise<T> =>
    patiently({ isPassing, pauseInMs, longestInMs }, work).catch((error: unknown) => {
      throw toFault(error)
    })
  try {
    await patient(() => link.send('', ['PING']), opening)
  } catch (error) {
    link.close()
    throw error
  }
  const send: Redis['send'] = (key, command) => patient(() => link.send(key, command))
  const copied = createCopied(link)
  const sendCopied: Redis['write'] = (key, command) =>
    patient(async () => {
      const [answer] = await Promise.all([link.send(key, command), copied(key)])
      return answer
    })
  return {
    send,
    write: address.mode === 'single' ? send : sendCopied,
    inform: () => patient(() => inform(link)),
    close: async () => link.close(),
  }
}

function linkTo(address: RedisAddress): Link {
  switch (address.mode) {
    case 'single':
      return keepLink(async () => address.place, address)
    case 'sentinel':
      return keepLink(() => findPrimary(address.sentinels, address.master, address), address)
    case 'cluster':
      return keepClusterLink(address.places, address)
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
