import { answersIn, replacedBy } from './asked.ts'
import { costs } from './costs.ts'
import type { End, Meant, Way } from './end.ts'
import { leastAt } from './least.ts'
import { eachMeant } from './meant.ts'
import { mishapsOf } from './mishaps.ts'
import { nameOf, spansFrom, startOf, type Span, type Start } from './spans.ts'
import type { Tape } from './tape.ts'

/** Where the groups for a place may end that begin at a start, likeliest first. */
export type Groups = (start: Start, place: number) => readonly End[]

/** Reads the groups of a tape; what is worked out is kept. */
export function createGroups(tape: Tape): Groups {
  const keyed = kept((name) => endsOf(tape, startOf(name)))
  const asked = new Map(
    [...tape.asked].map(([place, answered]) => {
      const answers = once(() => answersFor(place, answered))
      const ends = kept((name) => {
        const run = keyed(name).map(replaceable)
        return likeliestFirst([...run, ...answerEnds(tape, startOf(name), answers())])
      })
      return [place, ends]
    }),
  )
  return (start, place) => (asked.get(place) ?? keyed)(nameOf(start))
}

/** The groups of the run itself. */
function endsOf(tape: Tape, start: Start): readonly End[] {
  const cheapest = kept(() => new Map<number, number>())
  return likeliestFirst(
    spansFrom(tape, start).map((span) =>
      endOf(span, (place, group, cost) => {
        const known = cheapest(place)
        const name = group * 64 + nameOf(span.to) - nameOf(start)
        if ((known.get(name) ?? Infinity) <= cost) return false
        known.set(name, cost)
        return true
      }),
    ),
  )
}

/** `isNews`: no other way was found as cheap to mean this group by keys that end here. */
function endOf(span: Span, isNews: (place: number, group: number, cost: number) => boolean): End {
  const all = mishapsOf(span)
  const ways = (place: number): readonly Way[] =>
    all.map((mishaps) => {
      const groups = (): readonly Meant[] => {
        const found: Meant[] = []
        eachMeant(span, place, mishaps, (group, cost) => {
          if (isNews(place, group, cost)) found.push({ group, cost })
        })
        return found
      }
      return { least: mishaps.least, groups: once(groups) }
    })
  return {
    to: span.to,
    floor: Math.min(...all.map(({ least }) => least)),
    least: kept((place) => leastAt(span, place, all)),
    ways: kept(ways),
  }
}

/** An end of the run where the group was asked for again: the answer counts, rather than what stands there. */
function replaceable({ to, floor, least, ways }: End): End {
  const extra = costs.notAsked
  return {
    to,
    floor: floor + extra,
    least: (place) => least(place) + extra,
    ways: kept((place) => ways(place).map((way) => dearer(way, extra))),
  }
}

/** The groups that the answers to requests for one may mean; the latest comes first. */
function answersFor(place: number, answered: readonly Tape[]): readonly Meant[] {
  return answered.flatMap((tape, age) => {
    const groups = createGroups(tape)
    const meant = answersIn(tape, place, (start) => groups(start, place))
    return meant.map(({ group, cost }) => ({ group, cost: cost + costs.asked + age }))
  })
}

/** What was keyed when the group was asked for takes the place of what stands in the run. */
function answerEnds(tape: Tape, start: Start, answers: readonly Meant[]): readonly End[] {
  const least = Math.min(...answers.map(({ cost }) => cost))
  const way = { least, groups: () => answers }
  return replacedBy(tape, start).map(({ to, cost }) => {
    const ways = [dearer(way, cost)]
    return { to, floor: least + cost, least: () => least + cost, ways: () => ways }
  })
}

function dearer({ least, groups }: Way, extra: number): Way {
  return {
    least: least + extra,
    groups: once(() => groups().map(({ group, cost }) => ({ group, cost: cost + extra }))),
  }
}

function likeliestFirst(ends: readonly End[]): readonly End[] {
  return ends.toSorted((one, other) => one.floor - other.floor)
}

/** Works each out once. */
function kept<T>(make: (name: number) => T): (name: number) => T {
  const known = new Map<number, T>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const made = make(name)
    known.set(name, made)
    return made
  }
}

function once<T>(make: () => T): () => T {
  const known = kept(make)
  return () => known(0)
}
