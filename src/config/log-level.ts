import { z } from 'zod'

export type LogLevel = (typeof levels)[number]

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export const logLevel = z.enum(levels, `must be one of ${levels.join(', ')}`)
