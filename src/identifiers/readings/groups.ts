import { answersIn, replacedBy } from './asked.ts'
import { costs } from './costs.ts'
import type { End, Meant, Way } from './end.ts'
import { leastAt } from './least.ts'
import { eachMeant } from './meant.ts'
import { mishapsOf, type Mishaps } from './mishaps.ts'
import { nameOf, spansFrom, type Span, type Start } from './spans.ts'
import type { Tape } from './tape.ts'

/** Where the groups for a place may end that begin at a start, likeliest first. */
export type Groups = (start: Start, place: number) => readonly End[]

/** Reads the groups of a tape; what is worked out is kept. */
export function createGroups(tape: Tape): Groups {
  const spansAt = new Map<number, readonly Reach[]>()
  const endsAt = new Map<number, readonly End[]>()
  const answers = new Map<number, readonly Meant[]>()
  for (const [place, answered] of tape.asked) answers.set(place, answersFor(place, answered))

  function spans(start: Start): readonly Reach[] {
    return kept(spansAt, nameOf(start), () => spansFrom(tape, start).map(reachOf))
  }

  function ends(start: Start, place: number): readonly End[] {
    const asked = answers.get(place)
    const extra = asked === undefined ? 0 : costs.notAsked
    const cheapest = new Map<number, number>()
    const isCheapest = (group: number, to: Start, cost: number): boolean => {
      const name = group * 64 + nameOf(to) - nameOf(start)
      if ((cheapest.get(name) ?? Infinity) <= cost) return false
      cheapest.set(name, cost)
      return true
    }
    const keyed = spans(start).map(({ span, all, floor }): End => {
      const groupsAfter = (mishaps: Mishaps): readonly Meant[] => {
        const groups: Meant[] = []
        eachMeant(span, place, mishaps, (group, own) => {
          const cost = own + extra
          if (isCheapest(group, span.to, cost)) groups.push({ group, cost })
        })
        return groups
      }
      return {
        to: span.to,
        floor: floor + extra,
        least: once(() => leastAt(span, place, all) + extra),
        ways: once(() =>
          all.map((mishaps): Way => {
            return { least: mishaps.least + extra, groups: once(() => groupsAfter(mishaps)) }
          }),
        ),
      }
    })
    if (asked === undefined) return likeliestFirst(keyed)
    return likeliestFirst([...keyed, ...askedEnds(tape, start, asked)])
  }

  return (start, place) => kept(endsAt, nameOf(start) * 10 + place, () => ends(start, place))
}

/** A span, all that may have happened to its keys, and the least that any of it costs. */
type Reach = { readonly span: Span; readonly all: readonly Mishaps[]; readonly floor: number }

function reachOf(span: Span): Reach {
  const all = mishapsOf(span)
  return { span, all, floor: Math.min(...all.map(({ least }) => least)) }
}

/** The groups that the answers to requests for one may mean; the latest comes first. */
function answersFor(place: number, answered: readonly Tape[]): readonly Meant[] {
  return answered.flatMap((tape, age) => {
    const groups = createGroups(tape)
    const meant = answersIn(tape, (start) => groups(start, place))
    return meant.map(({ group, cost }) => ({ group, cost: cost + costs.asked + age }))
  })
}

/** What was keyed when the group was asked for takes the place of what stands in the run. */
function askedEnds(tape: Tape, start: Start, answers: readonly Meant[]): readonly End[] {
  const least = Math.min(...answers.map(({ cost }) => cost))
  return replacedBy(tape, start).map(({ to, cost: extra }) => {
    const floor = least + extra
    const groups = (): readonly Meant[] =>
      answers.map(({ group, cost }) => ({ group, cost: cost + extra }))
    return { to, floor, least: () => floor, ways: () => [{ least: floor, groups }] }
  })
}

function likeliestFirst(ends: readonly End[]): readonly End[] {
  return ends.toSorted((one, other) => one.floor - other.floor)
}

function kept<T>(map: Map<number, T>, name: number, make: () => T): T {
  const known = map.get(name)
  if (known !== undefined) return known
  const made = make()
  map.set(name, made)
  return made
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
