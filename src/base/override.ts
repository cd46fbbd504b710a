/**
 * What an operator may do beyond the rules: one slot more; more machines on a volume key; a blocked key let go; an OEM
 * key on another board.
 */
export const overrideKinds = ['extra-slot', 'extension', 'unblock', 'other-board'] as const

export type OverrideKind = (typeof overrideKinds)[number]

/** Why he does so; the text beside it says more. */
export const overrideReasons = [
  'hardware-failed',
  'hardware-replaced',
  'reinstalled',
  'bought-more',
  'blocked-in-error',
  'paid',
  'goodwill',
  'other',
] as const

export type OverrideReason = (typeof overrideReasons)[number]
