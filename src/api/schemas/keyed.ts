import { z } from 'zod'

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

const item = z
  .union([
    z.strictObject({
      kind: z.literal('press'),
      key: z.enum([...digits, '*']),
      doubt: z.number().min(0).max(1).optional(),
    }),
    z.strictObject({
      kind: z.literal('mark'),
      mark: z.enum(['group-end', 'timer', 'full', 'resumed', 'going-on']),
    }),
    z.strictObject({
      kind: z.literal('mark'),
      mark: z.literal('asked'),
      group: z.int().min(1).max(9),
    }),
  ])
  .meta({
    id: 'KeyedItem',
    description:
      'A key that was pressed, with the doubt that it was another one, or a mark: the caller pressed hash ' +
      '(`group-end`), the line stopped listening because no key came (`timer`) or because it had as many as it ' +
      'had asked for (`full`), another call begins (`resumed`), what follows answers a request for one group ' +
      '(`asked`), or goes on where the run had stopped (`going-on`).',
  })

/** What may have been meant, the likeliest sequence first. */
export const keyedSequences = z.array(z.array(item).min(1).max(2_000)).min(1).max(10).meta({
  id: 'Keyed',
  description: 'What was keyed, key by key; several sequences where several may have been meant.',
})
