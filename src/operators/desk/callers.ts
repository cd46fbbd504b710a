/** What callers ask of the desk. */
import type { CallId } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { Correspondence } from '../../calls/correspondence.ts'
import { isProven, type People, type Seeking } from '../../calls/people.ts'
import type { Board } from './board.ts'
import type { CallBacks } from './call-backs.ts'
import type { Changing } from './change-contact.ts'
import type { Contact } from './contact.ts'
import { createCorrespondence } from './correspondence.ts'
import type { DeskDeps } from './desk-deps.ts'
import { isSpoken, isWith, over, toBeCalled, withoutCaller } from './moves.ts'
import { estimateInMs, isOpen, placeOf } from './routing.ts'
import type { Waiting } from './waiting.ts'

type CallersDeps = DeskDeps & {
  readonly board: Board
  readonly callBacks: CallBacks
  readonly settle: Changing
  readonly setState: (operator: OperatorId, state: 'after-call') => Promise<void>
}

const minuteInMs = 60_000

export function createCallers(deps: CallersDeps): {
  readonly people: People
  readonly waiting: Waiting
  readonly correspondence: Correspondence
} {
  const { store, board, channels, now, drawId, callBacks, setState, settle } = deps

  const waits = async (callId: CallId): Promise<Contact | undefined> => {
    const contact = await store.ofCall(callId)
    return contact?.phase.kind === 'waiting' ? contact : undefined
  }

  const entering = (seeking: Seeking, last: Contact | undefined, at: number): Contact => ({
    ...seeking,
    id: drawId(),
    version: 1,
    since: keptPlace(last) ?? at,
    isFirst: false,
    phase: { kind: 'waiting' },
    note: last?.note ?? '',
    taken: 0,
  })

  const people: People = {
    seek: async (seeking) => {
      const at = now()
      if (!channels.includes(seeking.channel)) return 'nobody'
      if (!isOpen(await store.attending(at), seeking))
        return (await callBacks.areOffered(seeking)) ? 'later' : 'nobody'
      const last = await store.ofCall(seeking.callId)
      const entered = await store.enter(entering(seeking, last, at))
      await store.hear(entered.id, at)
      if (entered.id !== last?.id) return 'waits'
      const again = await settle({ id: entered.id }, (contact) => {
        const { came: _, typed: __, ...rest } = contact
        return { ...rest, ...seeking }
      })
      return again.kind === 'done' ? 'waits' : 'nobody'
    },
    callBack: async (seeking, to) => {
      const at = now()
      const last = await store.ofCall(seeking.callId)
      const isInstead = last?.phase.kind === 'callback'
      const refused = await callBacks.refuses(seeking, to, { isInstead })
      if (refused === 'country' || refused === 'kind') return 'no-number'
      if (refused !== undefined) return 'refused'
      const { id } = await store.enter({
        ...toBeCalled(entering(seeking, last, at), at),
        number: to,
      })
      const noted = await settle({ id }, (found) => {
        if (isWith(found)) return 'taken'
        return found.number === to && found.phase.kind === 'callback'
          ? found
          : { ...toBeCalled(found, at), number: to }
      })
      return noted.kind === 'done' ? 'noted' : 'refused'
    },
    came: async (callId) => {
      const contact = await store.ofCall(callId)
      if (contact === undefined) return { kind: 'back' }
      const at = now()
      await settle({ id: contact.id }, (found) =>
        found.came === undefined
          ? { ...over(found, 'returned', { at }), came: { kind: 'back' } }
          : found,
      )
      const decided = await store.ofCall(callId)
      return decided?.came ?? { kind: 'back' }
    },
    calledBack: async (callId) => {
      const contact = await store.ofCall(callId)
      if (contact?.turn !== 0) return undefined
      const { caseNumber, language } = contact
      return { caseNumber, language }
    },
    left: async (callId, at) => {
      const contact = await store.ofCall(callId)
      if (contact === undefined) return undefined
      const { before } = await settle({ id: contact.id }, (found) => withoutCaller(found, at))
      if (before === undefined || !isWith(before)) return undefined
      await setState(before.phase.operator, 'after-call')
      return { isActivated: before.isActivated === true }
    },
  }

  const waiting: Waiting = {
    standing: async (callId) => {
      const contact = await waits(callId)
      if (contact === undefined) return undefined
      const at = now()
      await store.hear(contact.id, at)
      const contacts = await board.look()
      const standing = { contacts, attending: await store.attending(at), now: at }
      const ms = estimateInMs(contact, { ...standing, handled: board.handled() })
      return {
        place: placeOf(contact, standing),
        ...(ms !== undefined && { minutes: Math.max(1, Math.ceil(ms / minuteInMs)) }),
        language: contact.language,
        mayBeCalled: isSpoken(contact) && contact.number !== undefined,
      }
    },
    wish: async (callId, wish) => {
      const contact = await waits(callId)
      if (contact === undefined) return 'refused'
      const at = now()
      const { number } = contact
      if (wish === 'callback') {
        if (number === undefined || !isSpoken(contact)) return 'refused'
        if (await callBacks.refuses(contact, number)) return 'refused'
      }
      const changed = await settle({ id: contact.id }, (found) => {
        if (found.phase.kind !== 'waiting') return 'taken'
        return wish === 'callback'
          ? {
              ...toBeCalled(found, at),
              came: { kind: 'callback', ...(isProven(found) && { elsewhere: true }) },
            }
          : { ...over(found, 'returned', { at }), came: { kind: 'back' } }
      })
      return changed.kind === 'done' ? 'done' : 'refused'
    },
  }

  return { people, waiting, correspondence: createCorrespondence({ store, waiting }) }
}

/** Whoever went on by himself, and then asks again, has waited before. */
function keptPlace(last: Contact | undefined): number | undefined {
  const phase = last?.phase
  return phase?.kind === 'over' && phase.how === 'returned' && phase.by === undefined
    ? last?.since
    : undefined
}
