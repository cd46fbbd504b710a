import type { Brand } from './brand.ts'

/** Someone who operates the line: a name by chance, which the audit may tell. */
export type OperatorId = Brand<string, 'OperatorId'>

/**
 * What an operator may do: help callers; look over all of them; say who operates the line. None holds another: who is
 * to do two things has both.
 */
export const roles = ['operator', 'supervisor', 'administrator'] as const

export type Role = (typeof roles)[number]

/** Disabled: whoever it is stays in the books and does not come in. */
export type OperatorState = 'active' | 'disabled'
