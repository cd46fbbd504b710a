import { randomBytes } from 'node:crypto'

/** A call that waits in a queue. */
export type Member = {
  readonly callSid: string
  readonly since: Date
  /** So long it has waited by its own clock. */
  readonly waitedInMs: () => number
}

/** Calls in the order in which they came. */
export type Queue = {
  readonly sid: string
  readonly name: string
  readonly since: Date
  readonly atMost: () => number
  readonly resize: (atMost: number) => void
  readonly members: () => readonly Member[]
  /** 1: next; 0: not there. */
  readonly positionOf: (callSid: string) => number
  /** False: it is full. */
  readonly enter: (member: Member) => boolean
  readonly leave: (callSid: string) => void
  readonly averageInMs: () => number
}

/** The queues of a telephone: one is made when the first call enters it, and stays. */
export type Queues = {
  readonly named: (name: string) => Queue
  readonly find: (sid: string) => Queue | undefined
  readonly all: () => readonly Queue[]
}

/** What Twilio lets a queue hold where nobody said otherwise, and what it lets anybody say (Queue resource). */
const usualSize = 1000
export const mostInAQueue = 5000

export function createQueues(): Queues {
  const queues = new Map<string, Queue>()
  return {
    named: (name) => {
      const queue = queues.get(name) ?? createQueue(name)
      queues.set(name, queue)
      return queue
    },
    find: (sid) => [...queues.values()].find((queue) => queue.sid === sid),
    all: () => [...queues.values()],
  }
}

function createQueue(name: string): Queue {
  const members: Member[] = []
  let atMost = usualSize
  const placeOf = (callSid: string): number =>
    members.findIndex((member) => member.callSid === callSid)
  return {
    sid: `QU${randomBytes(16).toString('hex')}`,
    name,
    since: new Date(),
    atMost: () => atMost,
    resize: (size) => {
      atMost = size
    },
    members: () => members,
    positionOf: (callSid) => placeOf(callSid) + 1,
    enter: (member) => {
      if (members.length >= atMost) return false
      members.push(member)
      return true
    },
    leave: (callSid) => {
      const place = placeOf(callSid)
      if (place !== -1) members.splice(place, 1)
    },
    averageInMs: () =>
      members.reduce((sum, { waitedInMs }) => sum + waitedInMs(), 0) / Math.max(1, members.length),
  }
}
