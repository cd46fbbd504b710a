const mostPrepared = 200

/** Statements with more values are those of many rows, which come in all lengths. */
const mostValues = 100

const names = new Map<string, string>()

/**
 * The name under which each connection keeps this statement parsed and planned, which is half of what a short
 * one costs; nothing for the few that are not worth it.
 */
export function preparedName(text: string, values: readonly unknown[]): string | undefined {
  if (values.length === 0 || values.length > mostValues) return undefined
  const known = names.get(text)
  if (known !== undefined || names.size === mostPrepared) return known
  const name = `line_${names.size + 1}`
  names.set(text, name)
  return name
}
