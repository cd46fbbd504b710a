import { z } from 'zod'

export const accountSid = z.string().regex(/^AC[0-9a-zA-Z]+$/, 'must begin with AC')

export const authTokens = z
  .string()
  .transform((text) => text.split(',').map((token) => token.trim()))
  .refine((tokens) => tokens.every((token) => /^\S+$/.test(token)), {
    error: 'must be one token, or two with a comma between: the current one and the next one',
  })

export const apiKey = z.string().regex(/^SK[0-9a-zA-Z]+$/, 'must begin with SK')

export const appSid = z.string().regex(/^AP[0-9a-zA-Z]+$/, 'must begin with AP')
