import { randomUUID } from 'node:crypto'

/** Marks of one writer: nobody else's, and each one once. */
export function createMarks(): () => string {
  const ours = randomUUID()
  let count = 0
  return () => `${ours}:${(count += 1)}`
}
