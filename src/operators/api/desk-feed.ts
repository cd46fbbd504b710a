import type { OperatorId } from '../../base/operator.ts'
import type { Operator } from '../accounts/operator.ts'
import { viewContact, type NameOf } from '../assist/view-contact.ts'
import type { Contact } from '../desk/contact.ts'
import type { Attendance, Changes, DeskStore } from '../desk/desk-store.ts'
import type { AttendingView, ContactView, DeskEvents } from './protocol-board.ts'

/** A console that looks at the desk: a page of an operator's. */
export type Onlooker = {
  readonly operator: Operator
  /** The last revision that the page has. */
  readonly after?: number
  /** Looks whether he is still signed in. */
  readonly isStillIn: () => Promise<boolean>
  readonly send: <Name extends keyof DeskEvents>(
    event: Name,
    data: DeskEvents[Name],
    revision?: number,
  ) => void
  readonly end: () => void
}

export type DeskFeed = {
  /** Sends what there is, and then what changes, until the returned function is called. */
  readonly join: (onlooker: Onlooker) => Promise<() => void>
}

export type DeskFeedDeps = {
  readonly store: Pick<DeskStore, 'changes' | 'attend' | 'attending' | 'seen'>
  /** Everybody's name, by id. */
  readonly names: () => Promise<ReadonlyMap<OperatorId, string>>
  /** ms since 1970 */
  readonly now: () => number
  /** Does it again and again until the returned function is called; it throws nothing. */
  readonly every: (ms: number, work: () => Promise<void>) => () => void
  readonly report: (error: unknown) => void
}

type There = readonly AttendingView[]

/** All consoles of a process are told from one look. */
const looksEveryMs = 250
/** Well within the twenty seconds after which an operator is not there. */
const seenEveryMs = 5_000
const stillInEveryMs = 30_000

/** What consoles are told of the desk: an open one is also how its operator is known to be there. */
export function createDeskFeed({ store, names, now, every, report }: DeskFeedDeps): DeskFeed {
  /** With the revision that each was told last. */
  const onlookers = new Map<Onlooker, number>()
  let stops: readonly (() => void)[] = []
  let known: ReadonlyMap<OperatorId, string> = new Map()
  let there = ''

  const nameOf: NameOf = (operator) => known.get(operator) ?? ''

  const refreshNames = async (contacts: readonly Contact[]): Promise<void> => {
    const ids = contacts.flatMap(({ phase }) => (phase.kind === 'with' ? [phase.operator] : []))
    if (known.size === 0 || ids.some((id) => !known.has(id))) known = await names()
  }

  const viewsFor = (contacts: readonly Contact[], { operator }: Onlooker) =>
    contacts.flatMap((contact): readonly ContactView[] => {
      const view = viewContact(contact, operator, nameOf)
      return view === undefined ? [] : [view]
    })

  const tell = (onlooker: Onlooker, told: Changes): void => {
    const contacts = viewsFor(told.contacts, onlooker)
    const gone = told.contacts.flatMap(({ id, phase }) => (phase.kind === 'over' ? [id] : []))
    onlooker.send('change', { revision: told.revision, contacts, gone }, told.revision)
  }

  const tellAll = (onlooker: Onlooker, told: Changes, attending: There): void => {
    const board = {
      revision: told.revision,
      now: now(),
      contacts: viewsFor(told.contacts, onlooker),
      attending,
      you: onlooker.operator.id,
    }
    onlooker.send('board', board, told.revision)
  }

  const say = (onlooker: Onlooker, told: Changes, attending: There): void => {
    if (told.isWhole) tellAll(onlooker, told, attending)
    else tell(onlooker, told)
    onlookers.set(onlooker, told.revision)
  }

  const whoIsThere = async (): Promise<There> => (await store.attending(now())).map(viewOf)

  const look = async (): Promise<void> => {
    const told = await store.changes(Math.min(...onlookers.values()))
    await refreshNames(told.contacts)
    const attending = await whoIsThere()
    for (const [onlooker, last] of onlookers) {
      if (told.revision > last) say(onlooker, told, attending)
    }
    const seen = JSON.stringify(attending)
    if (seen === there) return
    there = seen
    for (const onlooker of onlookers.keys()) onlooker.send('attending', { attending })
  }

  const beSeen = async (): Promise<void> => {
    const operators = new Set([...onlookers.keys()].map(({ operator }) => operator.id))
    await Promise.all([...operators].map((id) => store.seen(id, now())))
  }

  const turnOut = async (): Promise<void> => {
    for (const onlooker of onlookers.keys()) {
      // Its stream ends, and by that it leaves.
      if (!(await onlooker.isStillIn())) onlooker.end()
    }
  }

  /** The store that fails now is asked again soon; consoles then have what they missed. */
  const patiently = (work: () => Promise<void>) => (): Promise<void> => work().catch(report)

  const begin = (): void => {
    stops = [
      every(looksEveryMs, patiently(look)),
      every(seenEveryMs, patiently(beSeen)),
      every(stillInEveryMs, patiently(turnOut)),
    ]
  }

  const cease = (): void => {
    for (const stop of stops) stop()
    stops = []
    there = ''
  }

  const arrive = async ({ operator }: Onlooker): Promise<void> => {
    const at = now()
    if (await store.seen(operator.id, at)) return
    await store.attend(attendanceOf(operator, 'available', at))
  }

  return {
    join: async (onlooker) => {
      await arrive(onlooker)
      const told = await store.changes(onlooker.after)
      await refreshNames(told.contacts)
      const attending = await whoIsThere()
      say(onlooker, told, attending)
      if (!told.isWhole) onlooker.send('attending', { attending })
      if (onlookers.size === 1) begin()
      return () => {
        onlookers.delete(onlooker)
        if (onlookers.size === 0) cease()
      }
    },
  }
}

/** An operator who is there from now on, in this state. */
export function attendanceOf(
  { id, name, languages, countries, roles }: Operator,
  state: Attendance['state'],
  at: number,
): Attendance {
  return { operator: id, name, state, since: at, seenAt: at, languages, countries, roles }
}

function viewOf({ operator, name, state, since, ...skills }: Attendance): AttendingView {
  const { roles, languages, countries } = skills
  return { id: operator, name, state, since, roles, languages, countries }
}
