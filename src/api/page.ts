import { z } from 'zod'
import { inAddress } from './schemas/ids.ts'

const most = 1_000

/** The part of a query that asks for a page: where it begins, and how long it may be. */
export const pageQuery = {
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/)
    .transform((text, context) => {
      const after = /^after:(?<after>\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString())
      if (after?.groups !== undefined) return Number(after.groups['after'])
      context.addIssue({ code: 'custom', message: 'Must be the `next` of an earlier page.' })
      return z.NEVER
    })
    .optional()
    .meta({ description: 'The `next` of the page before.' }),
  limit: inAddress(1, most)
    .optional()
    .meta({ description: `How many at most, 1 to ${most}; 100 where it is not given.` }),
}

export type PageQuery = {
  readonly cursor?: number | undefined
  readonly limit?: number | undefined
}

export type Page<T> = { readonly items: readonly T[]; readonly next: string | null }

/** The schema of a page of these. */
export function pageOf<T extends z.ZodType>(
  items: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodNullable<z.ZodString> }> {
  return z.object({
    items: z.array(items),
    next: z
      .string()
      .nullable()
      .meta({ description: 'The cursor of the next page, if there is one.' }),
  })
}

/** Finds so many, in the order of a number, after that number. */
export type Get<T> = (page: {
  readonly after: number
  readonly atMost: number
}) => Promise<readonly T[]>

/**
 * Makes a page of what `get` finds after the number that `placeOf` gives: it asks for one more than the page
 * holds, so as to know whether there is another.
 */
export async function page<T>(
  { cursor = -1, limit = 100 }: PageQuery,
  get: Get<T>,
  placeOf: (item: T) => number,
): Promise<Page<T>> {
  const found = await get({ after: cursor, atMost: limit + 1 })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const isMore = found.length > limit && last !== undefined
  const next = isMore ? Buffer.from(`after:${placeOf(last)}`).toString('base64url') : null
  return { items, next }
}
