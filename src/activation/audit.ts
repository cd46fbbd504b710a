import type { Entry } from './entry.ts'

/** One line of the audit as it stands in the database: everything that its seal covers. */
export type AuditLine = {
  /** Counted by the database, not without gaps. */
  readonly id: number
  readonly at: string
  readonly kind: string
  readonly product: string
  readonly serial: string | null
  readonly caseNumber: string | null
  /** The entry as JSON. */
  readonly entry: string
}

/** Where the chain of seals ends: its last number, from 1, and that number's seal, 64 hex digits. */
export type AuditHead = { readonly number: number; readonly seal: string }

/** Seals a line after the seal before it; before the first there is none. Pure. */
export type Seal = (before: AuditHead | undefined, line: AuditLine) => AuditHead

/** What one round of sealing did. `busy`: another process seals at this moment. */
export type SealRound =
  | { readonly kind: 'sealed'; readonly count: number; readonly isAll: boolean }
  | { readonly kind: 'busy' }

/** A sealed entry as auditors see it. */
export type SealedEntry = AuditHead & { readonly entry: Entry }

export type VerifyRequest = {
  readonly seal: Seal
  /** A head that was kept elsewhere. */
  readonly kept: AuditHead | undefined
  /** ms since 1970: an entry of the last seconds need not be sealed yet. */
  readonly now: number
  /** How many differences are told; all are counted. */
  readonly atMost: number
}

/** Something that is not as it was written. Names table and row, and holds nothing private. */
export type Difference = { readonly where: string; readonly what: string }

export type Verified = {
  readonly sealed: number
  readonly unsealed: number
  readonly head: AuditHead | undefined
  /** The first ones. */
  readonly differences: readonly Difference[]
  readonly count: number
}

export const exportedTables = ['audit', 'keys', 'activations'] as const

export type ExportRequest = {
  readonly table: (typeof exportedTables)[number]
  /** What was written since then, ms since 1970. */
  readonly since: number
}

/** By column, always in the same order; times in ISO 8601. No product key is among the values. */
export type ExportedRow = Readonly<Record<string, string | number | null>>

/** The chain over the entries. Throws the fault `database-unusable`. */
export type Audit = {
  /** Seals what is not sealed yet, about `atMost` lines at a time and one process at a time. */
  readonly seal: (seal: Seal, atMost: number) => Promise<SealRound>
  readonly auditHead: () => Promise<AuditHead | undefined>
  /** Sealed entries in the order of their numbers, after number `after`. */
  readonly auditPage: (page: {
    readonly after: number
    readonly atMost: number
  }) => Promise<readonly SealedEntry[]>
  /** Goes through the whole chain and replays it against the tables, in one moment of the database. */
  readonly verifyAudit: (request: VerifyRequest) => Promise<Verified>
  /** The rows of a table as they are when they are read. */
  readonly exportRows: (request: ExportRequest) => AsyncIterable<ExportedRow>
}
