import { askOnce } from './client.ts'
import {
  type ClusterMap,
  nameOf,
  placeOfSlot,
  readClusterMap,
  redirectionIn,
} from './cluster-map.ts'
import type { Access, Place } from './redis-address.ts'
import type { Link } from './redis.ts'
import { slotOf } from './slot.ts'
import { keepLink } from './steady-link.ts'

/**
 * A Cluster: a steady link to each node that may write. Who has which slots is learnt at the beginning, and again
 * whenever a node sends one elsewhere or does not answer.
 */
export function keepClusterLink(places: readonly Place[], access: Access): Link {
  const links = new Map<string, Link>()
  let map: ClusterMap = []
  let why: unknown = new Error('The client is not connected yet')
  let learning: Promise<void> | undefined
  let isClosed = false

  const linkTo = (place: Place): Link => {
    const known = links.get(nameOf(place))
    if (known !== undefined) return known
    const made = keepLink(async () => place, access)
    links.set(nameOf(place), made)
    return made
  }

  const learn = async (): Promise<void> => {
    try {
      map = await Promise.any(distinct([...placesIn(map), ...places]).map(askForMap))
      forgetOthers()
    } catch (error) {
      why = error instanceof AggregateError ? error.errors[0] : error
    }
  }

  const askForMap = async (place: Place): Promise<ClusterMap> =>
    readClusterMap(await askOnce(place, access, ['CLUSTER', 'SLOTS']), place)

  const learnOnce = (): void => {
    if (isClosed) return
    learning ??= learn().finally(() => (learning = undefined))
  }

  const forgetOthers = (): void => {
    const named = new Set(placesIn(map).map(nameOf))
    for (const [name, link] of links) {
      if (named.has(name) && !isClosed) continue
      link.close()
      links.delete(name)
    }
  }

  const send: Link['send'] = async (key, command) => {
    const slot = slotOf(key)
    const place = placeOfSlot(map, slot)
    if (place === undefined) {
      learnOnce()
      throw why
    }
    try {
      return await linkTo(place).send(key, command)
    } catch (error) {
      learnOnce()
      const elsewhere = redirectionIn(error, place)
      if (elsewhere === undefined) throw error
      const link = linkTo(elsewhere.place)
      if (elsewhere.isForGood) {
        map = [{ first: slot, last: slot, place: elsewhere.place }, ...map]
        return link.send(key, command)
      }
      const replies = await Promise.all([link.send(key, ['ASKING']), link.send(key, command)])
      return replies[1]
    }
  }

  learnOnce()
  return {
    send,
    sendToAll: (command) =>
      Promise.all(placesIn(map).map((place) => linkTo(place).send('', command))),
    close: () => {
      isClosed = true
      map = []
      forgetOthers()
    },
  }
}

function placesIn(map: ClusterMap): readonly Place[] {
  return distinct(map.map(({ place }) => place))
}

function distinct(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [nameOf(place), place])).values()]
}
