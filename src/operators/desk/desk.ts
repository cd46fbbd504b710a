import type { Confirmed } from '../../base/activation.ts'
import type { E164 } from '../../base/brand.ts'
import type { OperatorId } from '../../base/operator.ts'
import type { Correspondence } from '../../calls/correspondence.ts'
import type { People } from '../../calls/people.ts'
import { createAsking } from './asking.ts'
import { createBoard } from './board.ts'
import { createCallBacks } from './call-backs.ts'
import { createCallers } from './callers.ts'
import { type Asked, createChanges, type DeskResult, refuse, type Rule } from './change-contact.ts'
import type { Companion, Contact } from './contact.ts'
import type { DeskDeps } from './desk-deps.ts'
import type { Attendance } from './desk-store.ts'
import {
  accepted,
  type Ended,
  isOf,
  isSpoken,
  isWith,
  offered,
  over,
  toBeCalled,
  unanswered,
  waitingAgain,
  withoutCaller,
  withCompanion,
  withoutCompanion,
} from './moves.ts'
import { createTaking, type Taking } from './taking.ts'
import { createTending } from './tend.ts'
import { noteWatching } from './watching.ts'
import type { Waiting } from './waiting.ts'

type Came = NonNullable<Contact['came']>

/** All that operators do, and what callers hear of it. What is not done is a value; only a store that fails throws. */
export type Desk = Taking & {
  readonly people: People
  readonly waiting: Waiting
  readonly correspondence: Correspondence
  readonly hold: (asked: Asked & { readonly isOn: boolean }) => Promise<DeskResult>
  /** Offers the caller to a colleague, who may come in and hear first, or take him; to nobody: it is taken back. */
  readonly offer: (asked: Asked & { readonly to?: OperatorId }) => Promise<DeskResult>
  /** Hands over to a colleague who is in the call already; else to the head of the queue, of all or of that colleague. */
  readonly handOver: (
    asked: Asked & { readonly to?: OperatorId; readonly note: string },
  ) => Promise<DeskResult>
  /** Comes into a colleague's call; seen by him. As a colleague only whom it was offered. */
  readonly watch: (asked: Asked & { readonly as: Companion['as'] }) => Promise<DeskResult>
  /** Leaves a call into which one came to watch. */
  readonly leave: (asked: Asked) => Promise<DeskResult>
  /** Back to the automatic line, with what the person brought about. */
  readonly sendBack: (
    asked: Asked & { readonly came: Extract<Came, { readonly kind: 'returned' }> },
  ) => Promise<DeskResult>
  /** Nothing is left to be done; he has what was confirmed. */
  readonly finish: (asked: Asked & { readonly confirmed?: Confirmed }) => Promise<DeskResult>
  readonly note: (asked: Asked & { readonly note: string }) => Promise<DeskResult>
  /** He is called later, at this number or at his own. */
  readonly callLater: (
    asked: Asked & { readonly notBefore: number; readonly number?: E164 },
  ) => Promise<DeskResult>
  /** He did not answer when he was called back. */
  readonly notReached: (asked: Asked) => Promise<DeskResult>
  /** What has to be seen to every few seconds, by any process of the line. Never throws. */
  readonly tend: () => Promise<void>
}

export function createDesk(deps: DeskDeps): Desk {
  const { store, telephony, now } = deps
  const board = createBoard(store)
  const { change, settle, tell } = createChanges(deps)
  const ofOwn = (operator: OperatorId, rule: Rule): Rule => {
    return (contact) => (isOf(contact, operator) ? rule(contact) : 'not-yours')
  }

  const { ask, undo } = createAsking(deps)
  const callBacks = createCallBacks(deps)
  const mayCall = async (contact: Contact, to: E164): Promise<boolean> =>
    (await callBacks.refuses(contact, to)) === undefined

  const setState = async (operator: OperatorId, state: Attendance['state']): Promise<void> => {
    const at = now()
    const own = (await store.attending(at)).find((one) => one.operator === operator)
    if (own !== undefined && own.state !== state)
      await store.attend({ ...own, state, since: at, seenAt: at })
  }

  /** The contact leaves the operator; where the caller goes cannot be asked, it stays with him. */
  const leaveOperator = async (
    asked: Asked,
    to: 'back' | 'again',
    rule: (contact: Contact) => Contact,
  ): Promise<DeskResult> => {
    const result = await change(asked, ofOwn(asked.operator, rule))
    if (result.kind === 'refused') return result
    const { contact, before = contact } = result
    const isThere = isSpoken(contact)
      ? await ask(contact, () => telephony.move(contact.callId, to, contact))
      : true
    if (isThere === 'unable') return undo(before, contact)
    tell(before, contact)
    if (!isThere) await settle({ id: contact.id }, (found) => withoutCaller(found, now()))
    await setState(asked.operator, 'after-call')
    return { kind: 'done', contact }
  }

  const ends = (asked: Asked, how: Ended, came: Came): Promise<DeskResult> =>
    leaveOperator(asked, 'back', (contact) => ({
      ...over(contact, how, { at: now(), by: asked.operator }),
      came,
    }))

  return {
    ...createCallers({ ...deps, board, callBacks, setState, settle }),
    tend: createTending({ ...deps, board, callBacks, setState, settle }),
    ...createTaking({ ...deps, board, callBacks, setState }),
    hold: async ({ isOn, ...asked }) => {
      const result = await change(
        asked,
        ofOwn(asked.operator, (contact) =>
          isWith(contact)
            ? { ...contact, phase: { ...contact.phase, isOnHold: isOn } }
            : 'not-yours',
        ),
      )
      if (result.kind === 'refused') return result
      const { contact, before = contact } = result
      const held = await ask(contact, () => telephony.hold(contact, isOn))
      return held === 'unable' ? undo(before, contact) : { kind: 'done', contact }
    },
    offer: ({ to, ...asked }) =>
      change(
        asked,
        ofOwn(asked.operator, (contact) => offered(contact, to)),
      ),
    handOver: async ({ to, note, ...asked }) => {
      const found = await store.find(asked.id)
      const isIn =
        found !== undefined &&
        isWith(found) &&
        found.phase.with.some(({ operator }) => operator === to)
      if (!isIn || to === undefined)
        return leaveOperator(asked, 'again', (contact) => ({ ...waitingAgain(contact, to), note }))
      const result = await settle(
        asked,
        ofOwn(asked.operator, (contact) =>
          isWith(contact)
            ? { ...withoutCompanion(accepted(contact, to, now()), asked.operator), note }
            : 'not-yours',
        ),
      )
      if (result.kind === 'refused') return result
      await ask(result.contact, () => telephony.letGo(result.contact, asked.operator))
      await setState(asked.operator, 'after-call')
      await setState(to, 'busy')
      return { kind: 'done', contact: result.contact }
    },
    watch: async ({ as, id, operator }) => {
      const result = await change({ id }, (contact) => {
        if (!isWith(contact) || contact.phase.operator === operator) return 'not-yours'
        if (as === 'colleague' && contact.offeredTo !== operator) return 'not-yours'
        return withCompanion(contact, { operator, as })
      })
      if (result.kind === 'refused') return result
      const { before = result.contact, contact } = result
      // Nobody listens of whom the audit says nothing.
      const noted = await ask(contact, () => noteWatching(deps, before, contact))
      if (noted !== 'unable') return result
      await change({ id }, (found) => (isWith(found) ? withoutCompanion(found, operator) : found))
      return refuse('unable', contact)
    },
    leave: async ({ id, operator }) => {
      const result = await settle({ id }, (contact) =>
        isWith(contact) && contact.phase.with.some(isHim(operator))
          ? withoutCompanion(contact, operator)
          : 'not-yours',
      )
      if (result.kind === 'refused') return result
      await ask(result.contact, () => telephony.letGo(result.contact, operator))
      const { before } = result
      const was = before && isWith(before) && before.phase.with.find(isHim(operator))
      if (was && was.as === 'colleague') await setState(operator, 'after-call')
      return result
    },
    sendBack: ({ came, ...asked }) =>
      ends(asked, came.confirmed === undefined ? 'returned' : 'activated', came),
    finish: ({ confirmed, ...asked }) =>
      ends(asked, confirmed ? 'activated' : 'helped', {
        kind: 'helped',
        ...(confirmed && { confirmed }),
      }),
    note: ({ note, ...asked }) =>
      change(
        asked,
        ofOwn(asked.operator, (contact) => ({ ...contact, note })),
      ),
    callLater: async ({ notBefore, number, ...asked }) => {
      const found = await store.find(asked.id)
      const to = number ?? found?.number
      if (found === undefined) return refuse('gone')
      if (!isOf(found, asked.operator)) return refuse('not-yours', found)
      if (to === undefined || !isSpoken(found)) return refuse('no-number', found)
      if (!(await mayCall(found, to))) return refuse('not-now', found)
      return leaveOperator(asked, 'back', (contact) => ({
        ...toBeCalled(contact, notBefore),
        number: to,
      }))
    },
    notReached: async (asked) => {
      const result = await settle(
        asked,
        ofOwn(asked.operator, (contact) =>
          contact.attempts === undefined ? 'not-yours' : unanswered(contact, now()),
        ),
      )
      if (result.kind === 'done') {
        await ask(result.contact, () => telephony.letGo(result.contact, asked.operator))
        await setState(asked.operator, 'available')
      }
      return result
    },
  }
}

const isHim =
  (who: OperatorId) =>
  ({ operator }: Companion): boolean =>
    operator === who
