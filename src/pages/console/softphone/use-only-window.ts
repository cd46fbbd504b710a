import { useEffect, useState } from 'react'

const name = 'activation-line/telephone'

/** Of all windows of a browser one telephones, so that nobody is heard twice; when it is closed, the next does. */
export function useOnlyWindow(isWanted: boolean): 'asking' | 'here' | 'elsewhere' {
  const [is, setIs] = useState<ReturnType<typeof useOnlyWindow>>('asking')
  useEffect(() => {
    if (!isWanted) return undefined
    const left = Promise.withResolvers<void>()
    const gone = new AbortController()
    const take = (): Promise<void> => {
      if (gone.signal.aborted) return Promise.resolve()
      setIs('here')
      return left.promise
    }
    // Where a page is not served over https there is none.
    const locks: LockManager | undefined = navigator.locks
    const ask = async (): Promise<void> => {
      if (locks === undefined) return take()
      await locks.request(name, { ifAvailable: true }, (lock) => {
        if (lock !== null) return take()
        setIs('elsewhere')
        return undefined
      })
      await locks.request(name, { signal: gone.signal }, take)
    }
    ask().catch(() => undefined)
    return () => {
      gone.abort()
      left.resolve()
    }
  }, [isWanted])
  return is
}
