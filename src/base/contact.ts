import type { Refusal } from './activation.ts'

/** Why a caller speaks with a person: he asked for one; no ID came of what he keyed; no key came; the core said no. */
export type ContactReason = 'asked' | 'entry' | 'silence' | Refusal['reason']

/** How a caller and the line hear each other. */
export type Channel = 'voice' | 'text-telephone' | 'messages' | 'web'
