import type { ReadResult } from '../base/activation.ts'
import type { InstallationId } from '../base/brand.ts'
import { unreachable } from '../base/unreachable.ts'
import { person } from './endings.ts'
import { chosenWay, digitsOf, freshEntry, groupCount, groupLength, withBeginning } from './entry.ts'
import type { Way } from './entry.ts'
import { ask, toTheEar, words } from './listen.ts'
import { askForGroup, goOn, listenForRun, runOf } from './run.ts'
import type { Entry, Step, Talk } from './state.ts'
import { isNotOurs } from './strange.ts'

/** How many groups are asked again before a fresh start is offered, and how many fresh starts. */
const requests = 3
const freshStarts = 1

/** Groups that are compared when all fit as keyed and no proof holds: the middle ones are the least alike. */
const comparisons = [4, 7]

/** What the core made of the keys. */
export function read(talk: Talk, entry: Entry, result: ReadResult): Step {
  switch (result.kind) {
    case 'genuine': {
      const { installationId } = result
      return {
        state: { kind: 'activating', call: talk.call, entry, installationId },
        turn: { kind: 'activate', installationId },
      }
    }
    case 'release':
      return sayRelease(talk, entry)
    case 'unreadable':
      return askAgain(talk, entry, result.groups)
    default:
      return unreachable(result)
  }
}

/** Nothing heals it: the group that is most in doubt, or two to compare, or a fresh start. */
function askAgain(talk: Talk, entry: Entry, doubtful: readonly number[]): Step {
  const way = chosenWay(talk.call, entry)
  const { survey } = way
  const asked = entry.asked.filter((group) => !entry.compared.includes(group))
  if (isNotOurs(way)) return notOurs(talk, entry)
  const leftOut = survey.groups.indexOf('missing') + 1
  if (leftOut > 0 && !entry.asked.includes(leftOut) && asked.length < requests) {
    return askForGroup(talk, entry, leftOut, 'missing')
  }
  if (survey.groups.length < groupCount) return goOn(talk, entry, way)
  const inDoubt = [...new Set([...survey.doubtful, ...doubtful])].filter(
    (group) => !entry.asked.includes(group),
  )
  const [first] = inDoubt
  const isComparing = entry.compared.length > 0 || fitsAsKeyed(way)
  if (first === undefined && asked.length === 0 && isComparing) return compare(talk, entry, way)
  if (first === undefined || asked.length >= requests) return offerFreshStart(talk, entry)
  const endIsOpen = way.digits < groupCount * groupLength && inDoubt.includes(groupCount)
  const why = inDoubt.length > 1 ? 'unclear' : 'doubtful'
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

function offerFreshStart(talk: Talk, entry: Entry): Step {
  if (entry.freshStarts >= freshStarts) {
    return person(talk.call, entry, [words('entry.not-working')])
  }
  const offered: Entry = { ...entry, listening: { kind: 'fresh-start' } }
  return {
    state: { kind: 'entering', call: talk.call, entry: offered },
    turn: ask(talk.script, [toTheEar, words('entry.again')], { atMost: 1, patienceInMs: 12_000 }),
  }
}

function notOurs(talk: Talk, entry: Entry): Step {
  const before = withBeginning(talk.call, entry.keyed)
  if (entry.strange > 0) return person(talk.call, entry, [words('is.not-ours-again')])
  const fresh = { ...freshEntry(runOf(talk.script)), strange: 1 }
  return listenForRun({ ...talk, call: before }, fresh, [toTheEar, words('is.not-ours')])
}

function sayRelease(talk: Talk, entry: Entry): Step {
  if (entry.strange > 1) return person(talk.call, entry, [words('is.release-id')])
  const fresh = { ...freshEntry(runOf(talk.script)), strange: entry.strange + 1 }
  return listenForRun(talk, fresh, [toTheEar, words('is.release-id')])
}
