/**
 * A component's value as the fingerprint wants it: trimmed, white space folded, case kept. What a maker
 * left blank or filled with a placeholder is absent.
 */
export function meaningful(value: string | undefined): string | undefined {
  const folded = (value ?? '').replaceAll('\0', ' ').replaceAll(/\s+/g, ' ').trim()
  return isPlaceholder(folded) ? undefined : folded
}

/** The parts that mean something, in the order given; none: absent. */
export function together(...parts: readonly (string | undefined)[]): string | undefined {
  const kept = parts.map(meaningful).filter((part) => part !== undefined)
  return kept.length === 0 ? undefined : kept.join(' ')
}

/** The first that means something. */
export function firstOf(...values: readonly (string | undefined)[]): string | undefined {
  return values.map(meaningful).find((value) => value !== undefined)
}

function isPlaceholder(value: string): boolean {
  const bare = value.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return placeholders.has(bare) || /^(0x)?(0*|f*|x*)$/.test(bare)
}

/** Written without case, blanks and punctuation. The last is the UUID of boards whose maker set none. */
const placeholders = new Set([
  'tobefilledbyoem',
  'tobefilledoem',
  'oem',
  'defaultstring',
  'systemproductname',
  'systemmanufacturer',
  'systemserialnumber',
  'systemversion',
  'systemname',
  'baseboardserialnumber',
  'boardserialnumber',
  'chassisserialnumber',
  'serialnumber',
  'serial',
  'none',
  'null',
  'na',
  'nil',
  'notapplicable',
  'notspecified',
  'notavailable',
  'notdefined',
  'notprovided',
  'notset',
  'unknown',
  'undefined',
  'unspecified',
  'uninitialized',
  'invalid',
  'empty',
  'default',
  'standard',
  '123456789',
  '0123456789',
  '1234567890',
  '03000200040005000006000700080009',
])
