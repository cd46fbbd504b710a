import { componentNames, type Components } from '../../identifiers/fingerprint.ts'
import { meaningful } from './meaningful.ts'

type Found = { readonly [Name in keyof Components]?: string | undefined }

/** The components that were found and mean something. */
export function present(found: Found): Components {
  const entries = componentNames.flatMap((name) => {
    const value = meaningful(found[name])
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(entries)
}
