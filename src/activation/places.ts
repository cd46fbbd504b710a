/** Lets at most `atATime` pieces of work run; the others wait in the order in which they came. */
export function createPlaces(atATime: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = atATime

  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((goOn) => waiting.push(goOn))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
