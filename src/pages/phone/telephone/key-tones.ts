import type { Key } from '../../../phone/live-protocol.ts'

/** The two tones of a key, in Hz (ITU-T Q.23). */
export function pairOf(key: Key): readonly [low: number, high: number] {
  const place = '123A456B789C*0#D'.indexOf(key)
  return [rows[place >> 2] ?? 0, columns[place & 3] ?? 0]
}

/** What a caller hears while it rings in a country, in Hz (ITU-T E.180, national tones). */
export function ringOf(country: string): readonly number[] {
  if (country === 'US' || country === 'CA') return [440, 480]
  if (country === 'GB' || country === 'IE') return [400, 450]
  return country === 'FR' ? [440] : [425]
}

const rows = [697, 770, 852, 941]
const columns = [1209, 1336, 1477, 1633]
