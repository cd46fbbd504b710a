import type { History } from './ledger.ts'

/** Of a machine that holds no slot, or whose slot has no past. */
export const emptySlot: History['slot'] = {
  fingerprintsOfYear: { count: 0 },
  isKnown: false,
  isCaseKnown: false,
  confirmations: 0,
}

/** Of a key of which nothing has been that a rule could look back at. */
export const emptyHistory: History = {
  movesOfYear: { count: 0 },
  releasesOfYear: { count: 0 },
  slot: emptySlot,
}
