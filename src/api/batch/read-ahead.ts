/**
 * Takes from a source as fast as it gives, whoever waits for what. So a client that sends all before it reads anything
 * is not left waiting for a line that waits for it; what the source gives in all must be bounded.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const taken: T[] = []
  let isOver = false
  let wake = (): void => {}

  const take = async (): Promise<void> => {
    try {
      for await (const one of source) {
        taken.push(one)
        wake()
      }
    } finally {
      isOver = true
      wake()
    }
  }
  const taking = take()
  // Who waits for the next one hears of it below.
  taking.catch(() => {})

  for (;;) {
    for (const one of taken.splice(0)) yield one
    if (taken.length > 0) continue
    if (isOver) return await taking
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
}
