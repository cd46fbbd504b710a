import { z } from 'zod'
import type { Keyed } from '../base/keyed.ts'

/** The form in which stores keep what was keyed. */
export function renderKeyed(keyed: Keyed): string {
  return JSON.stringify(keyed)
}

/** What is no such form is nothing keyed: a beginning that cannot be read is only not offered. */
export function parseKeyed(text: string): Keyed {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return []
  }
}

const press = z.object({
  kind: z.literal('press'),
  key: z.enum(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*']),
  doubt: z.number().exactOptional(),
})

const mark = z.object({
  kind: z.literal('mark'),
  mark: z.enum(['group-end', 'timer', 'full', 'resumed', 'going-on']),
})

const ofGroup = z.object({
  kind: z.literal('mark'),
  mark: z.enum(['asked', 'named']),
  group: z.int().min(1).max(9),
})

const schema = z.array(z.union([press, ofGroup, mark])).readonly()
