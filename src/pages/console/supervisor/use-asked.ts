import { useEffect, useState } from 'react'
import type { Refusal } from '../../../operators/api/protocol.ts'
import { useSession } from '../session.tsx'

/** What the API answers to a path, asked again every so often where that is said; nothing until it is there. */
export function useAsked<Got extends object>(
  path: string,
  everyMs?: number,
): Got | Refusal | undefined {
  const { api } = useSession()
  const [got, setGot] = useState<{ readonly of: string; readonly answer: Got | Refusal }>()
  useEffect(() => {
    let isGone = false
    const ask = (): void =>
      void api.get<Got>(path).then((answer) => {
        if (!isGone) setGot({ of: path, answer })
      })
    ask()
    const timer = everyMs === undefined ? undefined : setInterval(ask, everyMs)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [api, path, everyMs])
  return got?.of === path ? got.answer : undefined
}
