import type { Chance } from '../../chance.ts'

const rows = ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM']

/** The key beside the one that was meant; the space bar has none, and is hit twice. */
export function wrongKeyFor(key: string, chance: Chance): string {
  const row = rows.find((keys) => keys.includes(key))
  if (row === undefined) return key
  const place = row.indexOf(key)
  const beside = [row[place - 1], row[place + 1]].filter((other) => other !== undefined)
  return beside[chance.below(beside.length)] ?? key
}
