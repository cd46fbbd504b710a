import { type ContactId, overForMs } from '../../operators/desk/contact.ts'
import { presenceForMs, type Changed, type DeskStore } from '../../operators/desk/desk-store.ts'
import {
  parseAttendance,
  parseContact,
  parseMessage,
  parseProgress,
  renderAttendance,
  renderContact,
  renderMessage,
  renderProgress,
} from '../desk-text.ts'
import {
  attendDesk,
  beginDesk,
  changeContact,
  enterContact,
  forgetOver,
  hearContact,
  noteProgress,
  readAttending,
  readChanges,
  readContactOfCall,
  readSaid,
  readUnheard,
  sayInContact,
  seeOperator,
} from './desk-scripts.ts'
import { deskKeys } from './keys.ts'
import { createMarks } from './marks.ts'
import type { Redis } from './redis.ts'
import { runOn, type Script } from './script.ts'

/**
 * Keeps the desk in Redis, all of it in one slot. `begun`, in ms since 1970: a desk made anew counts its revisions on
 * from there, where no other of this line can have been. Closing leaves the connection to the calls.
 */
export function createDeskStore(redis: Redis, begun: number): DeskStore {
  const nextMark = createMarks()
  const { revision, ...others } = deskKeys
  const keys = [revision, ...Object.values(others)] as const
  const write = (script: Script, ...values: readonly (string | number)[]): Promise<unknown> =>
    runOn(redis, script, { keys, values: values.map(String) })
  const read = (script: Script, ...values: readonly (string | number)[]): Promise<unknown> =>
    runOn(redis, script, { keys, values: values.map(String), by: 'send' })

  const changes: DeskStore['changes'] = async (after = -1) => {
    const found = await read(readChanges, after)
    if (found === null) {
      await write(beginDesk, begun)
      return changes(after)
    }
    const [last, isWhole, ...texts] = found as readonly [number, number, ...string[]]
    return { revision: last, contacts: texts.map(parseContact), isWhole: isWhole === 1 }
  }

  return {
    enter: async (contact) => {
      const { id, callId, version } = contact
      await write(beginDesk, begun)
      const own = await write(enterContact, id, callId, version, renderContact(contact))
      return typeof own === 'string' ? parseContact(own) : contact
    },
    find: async (id) => {
      const { contacts } = deskKeys
      const text = await redis.send(contacts, ['HGET', contacts, id])
      return typeof text === 'string' ? parseContact(text) : undefined
    },
    ofCall: async (callId) => {
      const text = await read(readContactOfCall, callId)
      return typeof text === 'string' ? parseContact(text) : undefined
    },
    change: async (contact): Promise<Changed> => {
      const { id, version, phase } = contact
      const text = renderContact({ ...contact, version: version + 1 })
      const overAt = phase.kind === 'over' ? phase.at : ''
      const values = [id, version, version + 1, nextMark(), text, overAt, contact.callId]
      const there = await write(changeContact, ...values)
      if (there === null) return { kind: 'changed', contact: parseContact(text) }
      const [current] = there as readonly string[]
      return { kind: 'stale', ...(current !== undefined && { contact: parseContact(current) }) }
    },
    changes,
    hear: async (id, at) => {
      await write(hearContact, id, at)
    },
    unheard: async (at) => (await read(readUnheard, at)) as readonly ContactId[],
    forget: async (at) => {
      await write(forgetOver, at - overForMs)
    },
    attend: async (attendance) => {
      const { operator, seenAt } = attendance
      await write(attendDesk, operator, renderAttendance(attendance), seenAt)
    },
    seen: async (operator, at) => (await write(seeOperator, operator, at)) === 1,
    attending: async (at) => {
      const found = (await read(readAttending, at - presenceForMs)) as readonly string[]
      const texts = found.filter((_, index) => index % 2 === 0)
      return texts
        .map((text, index) => parseAttendance(text, Number(found[2 * index + 1])))
        .toSorted((one, other) => (one.operator < other.operator ? -1 : 1))
    },
    say: async (id, message) =>
      Number(
        await write(
          sayInContact,
          id,
          nextMark(),
          renderMessage(message),
          message.from === 'caller' ? message.at : '',
        ),
      ),
    said: async (id, after) => {
      const texts = (await read(readSaid, id, after)) as readonly string[]
      return texts.map((text, index) => ({ ...parseMessage(text), number: after + index + 1 }))
    },
    note: async (id, progress) => {
      await write(noteProgress, id, renderProgress(progress))
    },
    noted: async (id) => {
      const { messages } = deskKeys
      const text = await redis.send(messages, ['HGET', messages, `${id}:progress`])
      return typeof text === 'string' ? parseProgress(text) : undefined
    },
    close: async () => {},
  }
}
