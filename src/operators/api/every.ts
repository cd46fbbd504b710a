/** Does it again and again, one at a time, however long it takes, until the returned function is called. */
export function every(ms: number, work: () => Promise<void>): () => void {
  let isStopped = false
  let timer: NodeJS.Timeout
  const next = (): void => {
    timer = setTimeout(async () => {
      await work()
      if (!isStopped) next()
    }, ms).unref()
  }
  next()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
