import { boxesOf } from '../../identifiers/readings/boxes.ts'
import type { Contact } from '../desk/contact.ts'

/** What the nine boxes of a caller hold: what operators typed, and until then what he keyed himself. */
export function typedIn({ typed, keyed }: Pick<Contact, 'typed' | 'keyed'>): readonly string[] {
  return typed ?? boxesOf(keyed)
}
