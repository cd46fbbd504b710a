import type { LimitedTo, Refusal, Refused } from '../base/activation.ts'
import type { Keyed } from '../base/keyed.ts'
import { unreachable } from '../base/unreachable.ts'
import { chosenKeyed, digitsOf } from './entry.ts'
import { silence, toTheEar, words } from './listen.ts'
import type { Prompt } from './prompt.ts'
import type { PromptKey } from './prompt-keys.ts'
import type { Call, Entry, Step } from './state.ts'
import type { Outcome } from './turn.ts'

/** The last words of a call, and what waits for the next one. */
export function end(call: Call, say: readonly Prompt[], outcome: Outcome, keyed: Keyed = []): Step {
  return {
    state: { kind: 'over', keyed, language: call.language },
    turn: { kind: 'end', say, outcome },
  }
}

/** Somebody looks for a pen; and an end is no listening, whose pauses a relay number would double. */
const toFindAPen = silence(5_000)
const toWriteDown = silence(2_000)

/**
 * A person is needed and nobody is there: the caller hears when people are there, where it says how to reach
 * them, and his case number twice. Whose keys never came has no case to go on with.
 */
export function endWithoutPerson(
  call: Call,
  entry: Entry | undefined,
  first: readonly Prompt[],
): Step {
  const keyed = entry === undefined ? [] : chosenKeyed(call, entry)
  const waits = digitsOf(keyed).length > 0
  const isDone = !waits && call.activated > 0
  const say = [
    toTheEar,
    ...first,
    words('person.hours'),
    ...(isDone ? [words('case.again')] : []),
    ...(call.heardKey || waits ? caseNumberTwice(call) : []),
    ...(waits ? [words('case.waits')] : []),
    words('goodbye'),
  ]
  return end(call, say, waits ? 'left-open' : 'nobody', keyed)
}

/** The end of a call to which the core said no. */
export function endRefused(call: Call, say: readonly Prompt[]): Step {
  return end(call, [toTheEar, ...say, words('person.hours'), words('goodbye')], 'refused')
}

/** The call has lasted too long. */
export function overTime(call: Call, keyed: Keyed): Step {
  const waits = digitsOf(keyed).length > 0 ? [words('case.waits')] : []
  const say = [words('limit.call'), ...caseNumberTwice(call), ...waits, words('goodbye')]
  return end(call, say, 'left-open', keyed)
}

/** With the time to find a pen, and to write it down. */
export function caseNumberTwice({ caseNumber }: Pick<Call, 'caseNumber'>): readonly Prompt[] {
  const digits: Prompt = { kind: 'digits', digits: caseNumber }
  return [
    words('case.pen'),
    toFindAPen,
    words('case.number'),
    digits,
    toWriteDown,
    words('case.once-more'),
    digits,
  ]
}

/** Why the core said no, and what to do. */
export function refusal(refused: Refused): readonly Prompt[] {
  switch (refused.reason) {
    case 'unreadable':
    case 'check-digit':
    case 'out-of-range':
    case 'unknown-version':
      return [words('refused.unreadable')]
    case 'blocked':
      return [words(`refused.blocked-${refused.blockClass}`), words('refused.objection')]
    case 'exhausted':
      return [words('refused.exhausted', { limit: refused.limit })]
    case 'other-board':
      return [words('refused.other-board'), words('refused.evidence')]
    case 'retired-product':
      return retired(refused)
    case 'limited':
      return limited(refused)
    case 'forged':
    case 'unknown-product':
    case 'unknown-key':
    case 'network-activated':
    case 'wrong-region':
    case 'host-limit':
    case 'not-served-here':
    case 'too-little-hardware':
      return [words(`refused.${refused.reason}`)]
    default:
      return unreachable(refused)
  }
}

function retired({
  since,
  successor,
}: Extract<Refusal, { reason: 'retired-product' }>): readonly Prompt[] {
  const next =
    successor === undefined ? [] : [words('refused.retired-product-successor', { successor })]
  return [words('refused.retired-product', { since }), ...next]
}

/** When it is possible again is a day; more tries are possible sooner than that. */
function limited({ to, until }: Extract<Refusal, { reason: 'limited' }>): readonly Prompt[] {
  const again =
    until === undefined || to === 'tries' ? [] : [words('refused.limited-until', { until })]
  return [words(limits[to]), ...again]
}

const limits = {
  tries: 'refused.limited',
  reactivations: 'refused.limited-reactivations',
  'new-machines': 'refused.limited-new-machines',
  releases: 'release.limited',
  'release-too-soon': 'release.too-soon',
} as const satisfies Readonly<Record<LimitedTo, PromptKey>>
