import { useEffect, useRef } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { useSession } from '../session.tsx'
import { isOffered, waitingIn, type Board } from './board.ts'

/** Says what changed at the desk: how many wait, at most every ten seconds; who offers a caller, at once. */
export function useNews(board: Board): void {
  const { say } = useTexts()
  const { announce } = useSession()
  const count = waitingIn(board).length
  const told = useRef({ count, at: 0 })
  useEffect(() => {
    if (told.current.count === count) return undefined
    const timer = setTimeout(
      () => {
        told.current = { count, at: Date.now() }
        announce(say('console.desk.waiting', { count }))
      },
      Math.max(0, told.current.at + 10_000 - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [announce, count, say])

  const offer = board.contacts.find((one) => isOffered(one, board.you))
  const name = offer?.operator?.name
  useEffect(() => {
    if (name !== undefined) announce(say('console.desk.offers', { name }))
  }, [announce, name, say])
}
