/** The known word that was probably meant, if one is near enough: at most a third of it differs. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((candidate) => ({
      candidate,
      steps: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .toSorted((a, b) => a.steps - b.steps)
  return nearest !== undefined && nearest.steps <= Math.max(1, nearest.candidate.length / 3)
    ? nearest.candidate
    : undefined
}

/** Levenshtein's distance: how many letters to put in, take out or replace. */
function distance(from: string, to: string): number {
  const first = Array.from({ length: to.length + 1 }, (_, index) => index)
  return (
    Array.from(from).reduce((above, letter, row) => {
      const line = [row + 1]
      for (let column = 1; column <= to.length; column += 1) {
        const replace = (above[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1)
        line.push(Math.min(replace, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1))
      }
      return line
    }, first)[to.length] ?? 0
  )
}
