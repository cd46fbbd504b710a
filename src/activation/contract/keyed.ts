import { z } from 'zod'
import type { Keyed } from '../../base/keyed.ts'

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

const item = z
  .union([
    z.strictObject({
      kind: z.literal('press'),
      key: z.enum([...digits, '*']),
      doubt: z.number().min(0).max(1).exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('mark'),
      mark: z.enum(['group-end', 'timer', 'full', 'resumed', 'going-on']),
    }),
    z.strictObject({
      kind: z.literal('mark'),
      mark: z.enum(['asked', 'named']),
      group: z.int().min(1).max(9),
    }),
  ])
  .meta({
    id: 'KeyedItem',
    description:
      'A key that was pressed, with the doubt that it was another one, or a mark: the caller pressed hash ' +
      '(`group-end`), the line stopped listening because no key came (`timer`) or because it had as many as it ' +
      'had asked for (`full`), another call begins (`resumed`), what follows answers a request for one group ' +
      '(`asked`), goes on where the run had stopped (`going-on`), or may begin a group again that the line named (`named`).',
  })

/** How many readings may be tried in all for one entry: as many as once in a call on the telephone. */
export const mostReadings = 20_000

/** At most so many sequences are taken, and so many keys and marks in each. */
export const most = { sequences: 10, items: 2_000 }

/** What may have been meant, the likeliest sequence first. */
export const keyedSequences: z.ZodType<readonly Keyed[]> = z
  .array(z.array(item).min(1).max(most.items))
  .min(1)
  .max(most.sequences)
  .meta({
    id: 'Keyed',
    description: 'What was keyed, key by key; several sequences where several may have been meant.',
  })
