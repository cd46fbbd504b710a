import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'

export const keys = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
  .refine((all) => all.length > 0 && all.every((one) => /^[0-9a-f]{64}$/i.test(one)), {
    error: 'must be 64 hexadecimal digits (32 bytes), or several such with commas between',
  })
  .transform((all): readonly Uint8Array[] => all.map((one) => Buffer.from(one, 'hex')))

/** What stands in the file that is named. */
export const secretFile = z.string().transform((file, context) => {
  try {
    const { mode } = statSync(file)
    if (process.platform !== 'win32' && (mode & othersRights) !== 0) {
      context.addIssue(`others may read or change ${file}; say: chmod 600 ${file}`)
      return z.NEVER
    }
    return readFileSync(file, 'utf8')
  } catch {
    context.addIssue(`names no file that can be read: ${file}`)
    return z.NEVER
  }
})

/** What only its owner may write, and nobody but the owner's group read: all follows from it. */
const othersRights = 0o027
