/** What a supervisor's pages get of `/console/api`, beside `protocol.ts`: types alone. Times are ms since 1970. */
import type { BlockClass, KeyClass } from '../../base/activation.ts'
import type { CaseNumber, Country, Language } from '../../base/brand.ts'
import type { Channel } from '../../base/contact.ts'
import type { FlowStep } from '../../dialogue/flow-step.ts'

export type Tally = { readonly value: string; readonly count: number }

/** `atMost` in seconds; null: longer than all the others. */
export type Within = { readonly atMost: number | null; readonly count: number }

export type DayOfFigures = {
  /** 2026-11-26, in UTC. */
  readonly day: string
  readonly calls: number
  readonly alone: number
  readonly withPerson: number
}

export type StepOfFlow = {
  readonly step: FlowStep
  /** Calls that came here; nothing for a step that a call may pass by. */
  readonly reached?: number
  /** Calls that ended here. */
  readonly left: number
}

export type FlowView = {
  readonly country: Country
  readonly calls: number
  readonly steps: readonly StepOfFlow[]
}

/** `GET /figures?days=1|30` */
export type FiguresView = {
  readonly kind: 'figures'
  readonly days: readonly DayOfFigures[]
  readonly calls: number
  /** Calls that brought an activation: without a person, and with one. */
  readonly alone: number
  readonly withPerson: number
  readonly outcomes: readonly Tally[]
  readonly countries: readonly Tally[]
  readonly languages: readonly Tally[]
  readonly channels: readonly Tally[]
  readonly activatedWithin: readonly Within[]
  /** By group, 1 to 9; 0: about no group, or about several. */
  readonly missed: readonly { readonly group: number; readonly count: number }[]
  readonly refused: readonly Tally[]
  readonly waited: readonly Within[]
  readonly handled: readonly Within[]
  readonly helped: readonly Tally[]
  readonly flows: readonly FlowView[]
}

/** `GET /live`: calls under way. */
export type LiveView = {
  readonly kind: 'live'
  readonly now: number
  readonly calls: readonly {
    readonly country: Country
    readonly language: Language
    readonly channel: Channel
    readonly step: FlowStep
    readonly count: number
  }[]
}

/** One line of the books, told by its kind; nothing of the machine is in it. */
export type EventView = {
  readonly at: number
  readonly kind: string
  /** Who did it, by name where he is an operator. */
  readonly by?: string
  /** To whom it was done. */
  readonly who?: string
  readonly product?: string
  readonly serial?: number
  readonly caseNumber?: CaseNumber
  readonly details: Readonly<Record<string, string | number | boolean>>
}

/** `GET /audit?before=`: the latest first. */
export type AuditView = {
  readonly kind: 'audit'
  readonly entries: readonly (EventView & { readonly number: number })[]
  /** Where earlier ones go on; nothing: these are the first. */
  readonly before?: number
}

/** `POST /cases/find` */
export type CasesFound = {
  readonly kind: 'cases'
  /** The latest first. */
  readonly cases: readonly { readonly caseNumber: CaseNumber; readonly at: number }[]
}

/** `POST /cases/view` */
export type CaseView = {
  readonly kind: 'case'
  readonly caseNumber: CaseNumber
  /** As far as the last day tells: something was keyed and nothing confirmed yet, or it is done. */
  readonly stands: 'open' | 'finished' | 'unknown'
  readonly keys: readonly {
    readonly product: string
    readonly serial: number
    readonly keyClass: KeyClass
    readonly used: number
    readonly limit: number
    readonly blocked?: BlockClass
  }[]
  /** The latest first. */
  readonly events: readonly EventView[]
}
