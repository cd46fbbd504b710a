/** The bounds by which times are counted, in seconds; what is longer than the last is `more`. */
export const bounds = {
  'activated-within': [60, 120, 180, 240, 300, 420, 600, 900, 1_800],
  waited: [10, 20, 30, 60, 120, 180, 300, 600, 1_200],
  handled: [60, 120, 180, 300, 420, 600, 900, 1_200, 1_800],
} as const satisfies Readonly<Record<string, readonly number[]>>

/** The least of the bounds that a time is within. */
export function within(figure: keyof typeof bounds, ms: number): string {
  return String(bounds[figure].find((seconds) => ms <= seconds * 1000) ?? 'more')
}
