import { unreachable } from '../../base/unreachable.ts'
import type { ComponentName } from '../../identifiers/fingerprint.ts'
import {
  leastComponents,
  type InstallationRefusal,
  type ProductKeyFault,
} from '../../wizard/installation.ts'
import type { ReadState } from './state-file.ts'

export type UnusableState = Extract<ReadState, { readonly kind: 'refused' }>

/** What is wrong with a product key. */
export const keyWords: Record<ProductKeyFault, string> = {
  length: 'A product key has 25 characters, five groups of five; this one has more or fewer.',
  alphabet:
    'There is a character in the product key that no key has (the letters A E I L N O S U Z and the digits 0 1 5 are never used).',
  range: 'This is not a product key: there is a typing error in its first characters.',
  check:
    'There is a typing error in the product key. Compare it once more, character by character.',
  version: 'This product key is of a kind that this wizard does not know.',
}

/** The nine groups as they stand on screen, numbered, three in a row. */
export function numberedGroups(groups: readonly string[]): readonly string[] {
  const boxes = groups.map((group, i) => `${String(i + 1)}:  ${group}`)
  return [0, 3, 6].map((row) => `    ${boxes.slice(row, row + 3).join('      ')}`)
}

/** `A`, `A and C`, `A, C and D`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

export function whyNoInstallation(refusal: InstallationRefusal): readonly string[] {
  switch (refusal.reason) {
    case 'product-key':
      return [keyWords[refusal.fault]]
    case 'other-product':
      return ['This product key is for another product.']
    case 'too-little-hardware':
      return [tooLittle(refusal.present)]
    default:
      return unreachable(refusal)
  }
}

function tooLittle(present: readonly ComponentName[]): string {
  const seen = present.length === 0 ? 'none' : `only ${listed(present)}`
  return (
    `This machine does not tell enough about itself: of its components at least ` +
    `${String(leastComponents)} must be readable, and ${seen} could be read.`
  )
}

export function whyNoState(refusal: UnusableState): string {
  switch (refusal.reason) {
    case 'not-a-state':
      return 'That file was not written by this wizard.'
    case 'newer-version':
      return 'That file was written by a newer wizard; use that one.'
    case 'damaged':
      return `That file is damaged: its ${refusal.what} is missing or wrong.`
    case 'unreadable':
      return 'That file cannot be read.'
    default:
      return unreachable(refusal)
  }
}
