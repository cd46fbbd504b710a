/** Whether, and when, somebody may be called back. */
import type { Country, E164 } from '../../base/brand.ts'
import { refusesNumber, type OutreachRequest, type Unreached } from '../../calls/outreach.ts'
import { isProven, type Seeking } from '../../calls/people.ts'
import type { Contact } from './contact.ts'
import type { DeskDeps } from './desk-deps.ts'
import { isSpoken } from './moves.ts'

export type CallBacks = {
  /** Asked of the money rules, which count it. */
  readonly refuses: (
    contact: Seeking,
    to: E164,
    asked?: { readonly isInstead: boolean },
  ) => Promise<Unreached | undefined>
  /**
   * Nobody is there; some time somebody will be, and may call him, or the number that he keys. Counts nothing. Whoever writes is not
   * called: the line would speak to him.
   */
  readonly areOffered: (seeking: Seeking) => Promise<boolean>
}

export function createCallBacks({
  outreach,
  reaches,
  isFree,
  channels,
  isStaffed,
}: Pick<DeskDeps, 'outreach' | 'reaches' | 'isFree' | 'channels' | 'isStaffed'>): CallBacks {
  const requestOf = (seeking: Seeking, to: E164): OutreachRequest => ({
    to,
    ...(seeking.number && { caller: seeking.number }),
    caseNumber: seeking.caseNumber,
    isProven: isProven(seeking),
    reaches: reaches(seeking.country),
    isFree: isFree(to),
  })
  const hasWay = (seeking: Seeking): boolean => {
    const { number } = seeking
    return number === undefined
      ? isProven(seeking)
      : refusesNumber(requestOf(seeking, number)) === undefined
  }
  return {
    refuses: (seeking, to, { isInstead } = { isInstead: false }) =>
      outreach.refuses({ ...requestOf(seeking, to), isInstead }),
    areOffered: async (seeking) =>
      isSpoken(seeking) &&
      channels.includes('voice') &&
      hasWay(seeking) &&
      (await isStaffed(seeking)),
  }
}

/** Nobody is rung out of bed or from the table: from eight in the morning to nine in the evening, by all clocks of his country. */
const firstHour = 8
const lastHour = 20

/** Who has just asked for it is up. */
const isUpForMs = 60 * 60 * 1000

/** Whether one who is to be called back may be called at this time. */
export function mayRing(
  { country, since }: Pick<Contact, 'country' | 'since'>,
  at: number,
): boolean {
  return (
    at - since < isUpForMs ||
    hoursIn(country, at).every((hour) => hour >= firstHour && hour <= lastHour)
  )
}

function hoursIn(country: Country, at: number): readonly number[] {
  const zones = new Intl.Locale('und', { region: country }).getTimeZones() ?? ['UTC']
  return zones.map((timeZone) =>
    Number(
      new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at),
    ),
  )
}
