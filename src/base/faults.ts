/**
 * Every broken promise of the world that the line names: its code, a sentence for the log, and the exit
 * status where it ends the process (sysexits: 74 input/output, 78 configuration). `docs/faults.md`
 * explains each to an administrator; a test compares the two.
 */
export const faults = {
  'settings-invalid': { sentence: 'The settings are not usable.', exit: 78 },
  'scripts-invalid': { sentence: 'A voice script or locale is not usable.', exit: 78 },
  'numbers-invalid': { sentence: 'The numbers file is not usable.', exit: 78 },
  'master-key-wrong': { sentence: 'The ledger was made with another master key.', exit: 78 },
  'demo-ledger': { sentence: 'A demo ledger cannot be used in production.', exit: 78 },
  'port-in-use': { sentence: 'The port is in use.', exit: 69 },
  'database-unusable': { sentence: 'The database cannot be read or written.', exit: 74 },
  'call-store-unusable': { sentence: 'The call store cannot be read or written.', exit: 74 },
  'core-unusable': { sentence: 'The activation core cannot be used.', exit: undefined },
  'audit-unsealed': { sentence: 'The audit could not be sealed.', exit: undefined },
  'number-unknown': { sentence: 'A number that no script serves was called.', exit: undefined },
  'call-unknown': { sentence: 'A webhook named a call that is not in the store.', exit: undefined },
  'state-unreadable': { sentence: 'A stored call could not be read.', exit: undefined },
  'limits-unusable': { sentence: 'Tries could not be counted.', exit: undefined },
  'desk-unusable': { sentence: 'Callers could not be led to people.', exit: undefined },
  'key-tried': { sentence: 'Many forged IDs name one product key.', exit: undefined },
  'budget-spent': { sentence: 'The calls and texts of a day are spent.', exit: undefined },
  'stream-refused': { sentence: 'A stream was not as it must be.', exit: undefined },
  'stream-failed': { sentence: 'A stream of a call failed.', exit: undefined },
  'streams-full': { sentence: 'No more streams can be carried.', exit: undefined },
  'call-not-moved': { sentence: 'A call could not be moved.', exit: undefined },
  'call-not-made': { sentence: 'A call could not be made.', exit: undefined },
  'text-not-sent': { sentence: 'A text message could not be sent.', exit: undefined },
  'conference-unusable': { sentence: 'A conference could not be changed.', exit: undefined },
  'organisation-unusable': {
    sentence: "The organisation's sign-in cannot be used.",
    exit: undefined,
  },
  'turn-failed': { sentence: 'A turn of a call failed.', exit: undefined },
} as const

export type FaultCode = keyof typeof faults

/** A broken promise of the world. `detail` goes to the log and must hold nothing private. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly detail: string

  constructor(code: FaultCode, detail = '', options?: ErrorOptions) {
    super(detail === '' ? faults[code].sentence : `${faults[code].sentence} ${detail}`, options)
    this.name = 'Fault'
    this.code = code
    this.detail = detail
  }
}
