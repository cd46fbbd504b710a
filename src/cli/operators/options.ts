import { InvalidArgumentError } from 'commander'
import type { z } from 'zod'

/** A parser of options that a schema reads; what is wrong is told in the schema's words. */
export function readBy<Schema extends z.ZodType>(
  schema: Schema,
): (text: string) => z.infer<Schema> {
  return (text) => {
    const result = schema.safeParse(text)
    if (result.success) return result.data
    throw new InvalidArgumentError(`It ${result.error.issues[0]?.message ?? 'is not understood'}.`)
  }
}

/** The same for a list with commas between. */
export function listBy<Schema extends z.ZodType>(
  schema: Schema,
): (text: string) => z.infer<Schema> {
  const read = (list: readonly string[]): z.infer<Schema> => {
    const result = schema.safeParse(list)
    if (result.success) return result.data
    throw new InvalidArgumentError(`It ${result.error.issues[0]?.message ?? 'is not understood'}.`)
  }
  return (text) => read(text === '' ? [] : text.split(',').map((one) => one.trim()))
}
