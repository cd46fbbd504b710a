import type { CallTrace } from './trace-id.ts'

/** What may be known of an exchange: nothing of what was keyed or said. `error`: the code of a fault. */
export type Facts = {
  readonly country: string
  readonly turn?: number
  readonly state?: string
  readonly miss?: string
  readonly outcome?: string
  readonly error?: string
}

/** A trace a call, a span an exchange, and spans in it for what the exchange asks of stores and of the core. */
export type Traces = {
  readonly exchange: <T>(
    exchange: { readonly name: 'turn' | 'hang-up'; readonly of: () => CallTrace },
    work: () => Promise<T>,
    factsOf: (result: T) => Facts,
  ) => Promise<T>
  /** Outside an exchange it is only done. */
  readonly part: <T>(name: string, work: () => Promise<T>) => Promise<T>
  /** Sends what is left; throws nothing. */
  readonly close: () => Promise<void>
}

/** Where nobody asked for traces. */
export const noTraces: Traces = {
  exchange: (_exchange, work) => work(),
  part: (_name, work) => work(),
  close: async () => {},
}
