/** By what the bodies of several routes are read. */
import { z } from 'zod'

/** Which version of a contact a page has before it. */
export const version = z.int().min(0)

/** Nine boxes, as they are typed into. */
export const groups = z.array(z.string().regex(/^\d{0,9}$/)).length(9)

/** What people write: letters and signs of any script, and new lines. */
export const written = z.string().regex(/^(?:\P{C}|\n)*$/u)

export const nothingSaid = z.strictObject({})
export const versionSaid = z.strictObject({ version })
export const groupsSaid = z.strictObject({ version, groups })
