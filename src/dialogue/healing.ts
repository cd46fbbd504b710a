import type { ReadResult } from '../base/activation.ts'
import type { InstallationId } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import {
  askedIn,
  chosenWay,
  digitsOf,
  groupCount,
  groupLength,
  isCutOff,
  isWhole,
} from './entry.ts'
import { nearlyAll, type Way } from './entry.ts'
import { ask, toTheEar, words } from './listen.ts'
import { noEntry } from './person.ts'
import { offerRelease } from './release.ts'
import { askForGroup, goOn, listenForTail } from './run.ts'
import type { Entry, Step, Talk } from './state.ts'
import { isNotOurs, mayBeAnswer } from './strange.ts'
import { sayWhatItIs } from './say-what-it-is.ts'

/** How many groups are asked again before a fresh start is offered, and how many fresh starts. */
const requests = 3
const freshStarts = 1

/** Groups that are compared when all fit as keyed and no proof holds: the middle ones are the least alike. */
const comparisons = [4, 7]

/** What the core made of the keys. */
export function read(talk: Talk, entry: Entry, result: ReadResult): Step {
  const way = chosenWay(talk.call, entry)
  if (result.kind !== 'unreadable' && mayBeAnswer(way)) return goOn(talk, entry, way)
  switch (result.kind) {
    case 'genuine': {
      const { installationId } = result
      if (isStillToCome(way, installationId)) {
        if (isCutOff(entry, way)) return listenForTail(talk, entry)
        if (way.digits < nearlyAll) return goOn(talk, entry, way)
      }
      return {
        state: { kind: 'activating', call: talk.call, entry, installationId },
        turn: { kind: 'activate', installationId },
      }
    }
    case 'release':
      return offerRelease(talk, entry, result.releaseId)
    case 'unreadable': {
      const isCounted = entry.isCounted || isWhole(entry, way)
      return askAgain(talk, { ...entry, isCounted }, { way, doubtful: result.groups })
    }
    default:
      return unreachable(result)
  }
}

/** Of group nine, which was worked out, not a piece was keyed yet: said now, it would be keyed into the answer. */
function isStillToCome({ keyed }: Way, id: InstallationId): boolean {
  const last = id.at(-1) ?? ''
  const digits = digitsOf(keyed)
  return ![0, 2, 4].some((from) => digits.includes(last.slice(from, from + 3)))
}

/** Nothing heals it: the group that is most in doubt, or two to compare, or a fresh start. */
function askAgain(
  talk: Talk,
  entry: Entry,
  { way, doubtful }: { readonly way: Way; readonly doubtful: readonly number[] },
): Step {
  const { survey } = way
  const asked = entry.asked.filter((group) => !entry.compared.includes(group))
  if (mayBeAnswer(way)) return sayWhatItIs(talk, entry, { kind: 'confirmation-id' })
  if (isNotOurs(way)) return sayWhatItIs(talk, entry, { kind: 'not-ours' })
  if (isCutOff(entry, way)) return listenForTail(talk, entry)
  const heard = askedIn(entry, way)
  const isNew = (group: number): boolean => !heard.includes(group)
  const leftOut = survey.groups.indexOf('missing') + 1
  if (leftOut > 0 && isNew(leftOut) && asked.length < requests) {
    return askForGroup(talk, entry, leftOut, 'missing')
  }
  if (survey.groups.length < groupCount) return goOn(talk, entry, way)
  const isComparing = entry.compared.length > 0 || fitsAsKeyed(way)
  if (asked.length === 0 && isComparing) return compare(talk, entry, way)
  const first = doubtful.find(isNew) ?? survey.doubtful.find(isNew)
  if (first === undefined || asked.length >= requests) return offerFreshStart(talk, entry)
  const endIsOpen =
    way.digits < groupCount * groupLength &&
    survey.doubtful.includes(groupCount) &&
    isNew(groupCount)
  const why = survey.doubtful.filter(isNew).length > 1 ? 'unclear' : 'doubtful'
  return askForGroup(talk, entry, endIsOpen ? groupCount : first, why)
}

/** Not a slip, a star or a lost key anywhere: what was keyed is what he saw. */
function fitsAsKeyed(way: Way): boolean {
  return way.survey.cost === 0 && way.digits === groupCount * groupLength
}

/** All nine fit as keyed: he keys what he sees, so two groups are compared, and then the core says no. */
function compare(talk: Talk, entry: Entry, way: Way): Step {
  const next = comparisons.find((group) => !entry.compared.includes(group))
  if (next !== undefined) {
    const compared = { ...entry, compared: [...entry.compared, next] }
    return askForGroup(talk, compared, next, 'compare')
  }
  const digits = digitsOf(way.keyed)
  const installationId = cut(digits) as readonly string[] as InstallationId
  return {
    state: { kind: 'activating', call: talk.call, entry, installationId },
    turn: { kind: 'activate', installationId },
  }
}

function cut(digits: string): readonly string[] {
  return Array.from({ length: groupCount }, (_, index) =>
    digits.slice(index * groupLength, (index + 1) * groupLength),
  )
}

/** Whether to begin again from group one, or to hear how a person is reached. */
export function offerFreshStart(talk: Talk, entry: Entry): Step {
  if (entry.freshStarts >= freshStarts) {
    return noEntry(talk.call, entry, [words('entry.not-working')])
  }
  const offered: Entry = { ...entry, listening: { kind: 'fresh-start' } }
  return {
    state: { kind: 'entering', call: talk.call, entry: offered },
    turn: ask(talk.script, [toTheEar, words('entry.again')], {
      answer: 'choice',
      patienceInMs: 12_000,
    }),
  }
}
