import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Country, E164, Language } from '../base/brand.ts'
import { Fault } from '../base/faults.ts'
import type { CaseTexts } from '../calls/case-texts.ts'
import type { ServedNumber } from '../calls/numbers-file.ts'
import { createOutreach } from '../calls/outreach.ts'
import type { Persons } from '../channels/voice/person-routes.ts'
import type { DeskOfConsole } from '../operators/api/console-deps.ts'
import type { ContactId } from '../operators/desk/contact.ts'
import { createDesk, type Desk } from '../operators/desk/desk.ts'
import { canHelp } from '../operators/desk/routing.ts'
import { watchDesk } from '../operators/desk/watch-desk.ts'
import type { Recorder } from '../operators/figures/recorder.ts'
import { createDeskLegs } from '../operators/telephony/legs.ts'
import type { Telephony } from '../operators/telephony/telephony.ts'
import { createCaseTexts } from '../operators/telephony/text-case.ts'
import { createTexting } from '../operators/telephony/texting.ts'
import { writesMessages } from '../operators/telephony/write-messages.ts'
import { isOfPage } from '../phone/live-call.ts'
import type { CountryScript } from '../scripts/country-script.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createPrinting } from '../wording/printed/create-printing.ts'
import type { PrintedLocale } from '../wording/printed/locale.ts'
import type { Backing } from './open-backing.ts'

export type DeskOfLine = {
  readonly backing: Pick<Backing, 'operators' | 'deskStore' | 'tallies' | 'callerKey'>
  readonly scripts: ReadonlyMap<Country, Pick<CountryScript, 'reaches' | 'names'>>
  readonly numbers: readonly Pick<ServedNumber, 'number' | 'sms'>[]
  readonly printed: ReadonlyMap<Language, PrintedLocale>
  /** Nothing where nobody can be put through. */
  readonly telephony: Telephony | undefined
  readonly recorder?: Pick<Recorder, 'count'> | undefined
  readonly callbacksPerDay: number
  readonly timeoutInMs: number
  /** Its callers are pages. */
  readonly isDemo: boolean
  readonly log: Pick<Log, 'error'>
  readonly metrics: Pick<Metrics, 'fault'>
}

export type RunningDesk = {
  readonly desk: Desk
  /** As operators come to it by their console. */
  readonly ofConsole: Pick<DeskOfConsole, 'store' | 'desk' | 'telephony' | 'texting'>
  /** As callers and operators come to it by telephone. */
  readonly persons: Persons
  /** As a caller has his case number sent whom nobody can help now. */
  readonly caseTexts: CaseTexts
  readonly close: () => Promise<void>
}

/** Where callers of a line wait for a person, and what is seen to there; nothing on a line without operators. */
export function openDesk(line: DeskOfLine): RunningDesk | undefined {
  const { backing, scripts, numbers, telephony, recorder, timeoutInMs, log, metrics } = line
  const { operators, deskStore: store, tallies, callerKey: key } = backing
  if (operators === undefined || telephony === undefined) return undefined
  const report = (error: unknown, fields: object): void => {
    if (error instanceof Fault) metrics.fault(error.code)
    log.error({ ...fields, err: error }, 'a fault at the desk')
  }
  const outreach = createOutreach({
    tallies,
    key,
    dailyBudget: line.callbacksPerDay,
    timeoutInMs,
    report,
  })
  const reaches = (country: Country): readonly [Country, ...Country[]] => {
    const [own = country, ...others] = scripts.get(country)?.reaches ?? []
    return [own, ...others]
  }
  const isFree = line.isDemo ? isOfPage : () => false
  const messages = writesMessages(
    createPrinting(line.printed),
    (country) => scripts.get(country)?.names ?? new Map(),
  )
  const sending = {
    senderOf: (called: E164) => numbers.find(({ number }) => number === called)?.sms,
    outreach,
    reaches,
    isFree,
    telephony,
  }
  const texting = createTexting({
    ...sending,
    write: messages.answer,
    note: operators.accounts.note,
    now: Date.now,
    report,
  })
  const desk = createDesk({
    store,
    telephony,
    outreach,
    reaches,
    isFree,
    channels: ['voice', 'text-telephone'],
    isStaffed: async (contact) =>
      (await operators.accounts.list()).some(
        ({ operator }) => operator.state === 'active' && canHelp(operator, contact),
      ),
    counts: (of, counts) => recorder?.count(of, counts),
    note: operators.accounts.note,
    now: Date.now,
    drawId: () => randomBytes(16).toString('base64url') as ContactId,
    report,
  })
  const watch = watchDesk(desk, (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}))
  const legs = createDeskLegs({
    store,
    now: Date.now,
    note: operators.accounts.note,
    hold: (contact, isOn) =>
      telephony.hold(contact, isOn).catch((error: unknown) => {
        report(error, { callId: contact.callId })
      }),
  })
  return {
    desk,
    ofConsole: { store, desk, telephony, texting },
    persons: { waiting: desk.waiting, legs },
    caseTexts: createCaseTexts({ ...sending, write: messages.caseNumber }),
    close: watch.stop,
  }
}
