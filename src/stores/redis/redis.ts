/** A Redis, wherever it runs. Whatever goes wrong is thrown as the fault `call-store-unusable`. */
export type Redis = {
  /**
   * Says one command, all of whose keys lie in one slot with `key`. It may be said twice, where the connection was
   * lost before an answer came. What is sent at once is one round trip.
   */
  readonly send: (key: string, command: readonly string[]) => Promise<unknown>
  /** The same of what writes; where servers have copies, it is answered once one of them has it, too. */
  readonly write: (key: string, command: readonly string[]) => Promise<unknown>
  /** What each server that can be written says of itself, as in `INFO`; empty where that is not allowed. */
  readonly inform: () => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/** What Redis is reached by: as it is, without patience, and with the errors as they come. */
export type Link = {
  readonly send: (key: string, command: readonly string[]) => Promise<unknown>
  /** To each server that can be written. */
  readonly sendToAll: (command: readonly string[]) => Promise<readonly unknown[]>
  readonly close: () => void
}
