import { createHmac } from 'node:crypto'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CaseNumber, Country, E164 } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import type { Tallies } from './counting.ts'
import type { OutreachBook } from './limits-policy.ts'
import { mostOfACase, mostOfANumber } from './limits-policy.ts'
import { within } from './within.ts'

/** A call or a text that somebody asks the line for, and that the publisher pays. */
export type OutreachRequest = {
  readonly to: E164
  /** Who asks; absent where his number is withheld. */
  readonly caller?: E164
  readonly caseNumber: CaseNumber
  /** An entry of this case was genuine. */
  readonly isProven: boolean
  /** The countries whose telephones the script of the called number may reach, its own first. */
  readonly reaches: readonly [Country, ...Country[]]
  /** Nobody pays for it: it stays in the demo. Counted like any other. */
  readonly isFree?: boolean
  /** In place of a call that was granted before, and not made: its case and its day are spent. */
  readonly isInstead?: boolean
}

/**
 * Why not. `country`, `kind`: no telephone of these countries, or none that is called at the usual price;
 * `unproven`: a number other than the caller's own; `case`, `number`, `budget`: often enough; `uncounted`: it
 * cannot be told how often.
 */
export type Unreached = 'country' | 'kind' | 'unproven' | 'case' | 'number' | 'budget' | 'uncounted'

export type Outreach = {
  /** Undefined: it may be made now, and is counted. */
  readonly refuses: (request: OutreachRequest) => Promise<Unreached | undefined>
}

export type OutreachDeps = {
  readonly tallies: Tallies
  /** Numbers are counted under keyed hashes. */
  readonly key: Uint8Array
  /** Calls and texts a day and country of the called number. */
  readonly dailyBudget: number
  readonly timeoutInMs: number
  readonly report: (fault: Fault, fields: object) => void
}

/**
 * The money rules: what is asked for in the publisher's name costs him no more than he meant to spend. Other
 * than a limit on tries, what cannot be counted is not done.
 */
export function createOutreach(deps: OutreachDeps): Outreach {
  const { tallies, key, dailyBudget, timeoutInMs, report } = deps
  const hash = (name: string): string => createHmac('sha256', key).update(name).digest('base64url')

  const count = async (book: OutreachBook, name: string): Promise<number> =>
    (await within(timeoutInMs, tallies.add(book, hash(name)))).count

  const spend = async ({
    to,
    caseNumber,
    reaches: [country],
    isInstead = false,
  }: OutreachRequest): Promise<Unreached | undefined> => {
    if (!isInstead && (await count('outreach-of-case', caseNumber)) > mostOfACase) return 'case'
    if ((await count('outreach-to-number', to)) > mostOfANumber) return 'number'
    if (isInstead) return undefined
    const spent = await count('outreach-of-country', country)
    if (spent === dailyBudget + 1) report(new Fault('budget-spent'), { country })
    return spent > dailyBudget ? 'budget' : undefined
  }

  return {
    refuses: async (request) => {
      const refused = refusesNumber(request)
      if (refused !== undefined) return refused
      try {
        return await spend(request)
      } catch (cause) {
        report(new Fault('limits-unusable', 'Nobody is called or texted.', { cause }), {})
        return 'uncounted'
      }
    },
  }
}

/**
 * What a call costs is known of these alone: not of premium, shared-cost, personal and satellite numbers, nor of
 * pagers. `FIXED_LINE_OR_MOBILE` is how countries are told that number both alike, as the US.
 */
const usual: ReadonlySet<string> = new Set(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE'])

/** It is a mobile telephone, or may be one. */
export function receivesTexts(to: E164): boolean {
  return mobile.has(parsePhoneNumberFromString(to)?.getType() ?? '')
}

const mobile: ReadonlySet<string> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE'])

/** What the number itself, and who asks for it, rule out, however often anybody was called. */
export function refusesNumber({
  to,
  caller,
  isProven,
  reaches,
  isFree = false,
}: Pick<OutreachRequest, 'to' | 'caller' | 'isProven' | 'reaches' | 'isFree'>):
  'country' | 'kind' | 'unproven' | undefined {
  const proven = to === caller || isProven ? undefined : 'unproven'
  if (isFree) return proven
  const number = parsePhoneNumberFromString(to)
  // Codes of no country, as of satellites, have none; islands that share a code have their own.
  const country = number?.country
  if (country === undefined || !(reaches as readonly string[]).includes(country)) return 'country'
  if (!usual.has(number?.getType() ?? '')) return 'kind'
  return proven
}
