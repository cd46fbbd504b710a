import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** What of a machine goes into a fingerprint, in the order of its bytes. */
export const componentNames = [
  'machine',
  'board',
  'processor',
  'memory',
  'disk',
  'volume',
  'network',
  'firmware',
] as const

export type ComponentName = (typeof componentNames)[number]

/** The components as the machine names them; what it doesn't name is left out. */
export type Components = Partial<Record<ComponentName, string>>

/** The 8 bytes that stand for a machine in one product's IDs: a salted byte a component, 0 for an absent one or a placeholder. */
export function fingerprintOf(product: number, components: Components): Uint8Array {
  return Uint8Array.from(componentNames, (name) => {
    const value = meaningOf(components[name])
    return value === '' ? 0 : saltedByte(`${product}\0${name}\0${value}`)
  })
}

/** How many of the eight components are present; with fewer than four nobody makes or takes an ID. */
export function presentComponents(fingerprint: Uint8Array): number {
  return fingerprint.reduce((present, byte) => present + (byte === 0 ? 0 : 1), 0)
}

/**
 * Whether two fingerprints are of one machine, changed a little: the core's policy, of which the format says
 * nothing. So many eighths of what is present on either side must be equal; five unless a product says more.
 */
export function sameMachine(
  registered: Uint8Array,
  presented: Uint8Array,
  equalEighths = 5,
): boolean {
  const pairs = componentNames.map((name, i) => ({
    name,
    one: registered[i] ?? 0,
    other: presented[i] ?? 0,
  }))
  const present = pairs.filter(({ one, other }) => one !== 0 || other !== 0)
  const equal = present.filter(({ one, other }) => one === other)
  const telling = present.filter(
    ({ name, one, other }) => (name === 'disk' || name === 'network') && one !== 0 && other !== 0,
  )
  if (telling.length === 0) return equal.length === present.length
  return (
    equal.length >= Math.ceil((equalEighths * present.length) / 8) &&
    telling.some(({ one, other }) => one === other)
  )
}

const prefix = 'activation-line/hardware/v1\0'

/** What firmware makers leave in a field that nobody filled, in lower case. */
const placeholders = new Set([
  'to be filled by o.e.m.',
  'none',
  'default string',
  'not applicable',
  'not available',
  'not specified',
  'n/a',
  'system serial number',
  'unknown',
])

const allZeros = /^(0x)?[0\s:.-]+$/i

/** A component's value as it is hashed; empty for an absent one. */
function meaningOf(value: string | undefined): string {
  if (typeof value !== 'string') return ''
  const folded = value.trim().replace(/\s+/g, ' ')
  return placeholders.has(folded.toLowerCase()) || allZeros.test(folded) ? '' : folded
}

/** 1 + the first 8 bytes of the hash mod 255; 256 being 1 mod 255, that is the sum of the bytes. */
function saltedByte(text: string): number {
  const first = sha256(utf8ToBytes(prefix + text)).subarray(0, 8)
  return 1 + (first.reduce((sum, byte) => sum + byte, 0) % 255)
}
