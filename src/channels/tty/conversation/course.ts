import type { Step } from './plan.ts'

/** How far the line has come with what it does, one step after the other. */
export type Course = {
  readonly follow: (steps: readonly Step[]) => void
  readonly next: () => void
  readonly steps: () => readonly Step[]
  /** When the first of them began. */
  readonly sinceMs: () => number
}

export function createCourse(nowMs: () => number): Course {
  let steps: readonly Step[] = []
  let sinceMs = 0
  const follow = (others: readonly Step[]): void => {
    ;[steps, sinceMs] = [others, nowMs()]
  }
  return {
    follow,
    next: () => follow(steps.slice(1)),
    steps: () => steps,
    sinceMs: () => sinceMs,
  }
}
