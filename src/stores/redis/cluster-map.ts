import type { Place } from './redis-address.ts'

/** Who may write to which slots of a Cluster. */
export type ClusterMap = readonly SlotRange[]

type SlotRange = { readonly first: number; readonly last: number; readonly place: Place }

/** Reads the answer to `CLUSTER SLOTS`; a node that does not know its own host is at that of who answered. */
export function readClusterMap(reply: unknown, answered: Place): ClusterMap {
  return (reply as readonly Told[]).map(([first, last, [host, port]]) => ({
    first,
    last,
    place: { host: hostOr(host, answered), port },
  }))
}

export function placeOfSlot(map: ClusterMap, slot: number): Place | undefined {
  return map.find(({ first, last }) => first <= slot && slot <= last)?.place
}

/** Where an error sends one to: for good, as the slot has moved, or this once, as it is just moving. */
export function redirectionIn(
  error: unknown,
  answered: Place,
): { readonly isForGood: boolean; readonly place: Place } | undefined {
  const [, kind, host = '', port] = /(MOVED|ASK) \d+ (.*):(\d+)/.exec(String(error)) ?? []
  if (kind === undefined) return undefined
  return {
    isForGood: kind === 'MOVED',
    place: { host: hostOr(host, answered), port: Number(port) },
  }
}

export function nameOf({ host, port }: Place): string {
  return `${host}:${port}`
}

type Told = readonly [number, number, readonly [string | null, number]]

function hostOr(host: string | null, { host: other }: Place): string {
  return host === null || host === '' || host === '?' ? other : host
}
