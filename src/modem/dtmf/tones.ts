/** The rows and columns of a telephone's keys, in Hz. */
export const rows = [697, 770, 852, 941] as const
export const columns = [1209, 1336, 1477, 1633] as const
/** A text telephone has no keys in the fourth column, but a telephone may send them. */
export const keypad = ['123A', '456B', '789C', '*0#D'] as const

export const sampleRate = 8000

export function tonesOf(key: string): readonly [number, number] | undefined {
  const row = keypad.findIndex((keys) => keys.includes(key))
  const column = keypad[row]?.indexOf(key) ?? -1
  const [low, high] = [rows[row], columns[column]]
  return low === undefined || high === undefined ? undefined : [low, high]
}
