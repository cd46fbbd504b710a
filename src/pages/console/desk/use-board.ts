import { useEffect, useState } from 'react'
import type { DeskEvents } from '../../../operators/api/protocol-board.ts'
import type { Api } from '../api.ts'
import { boardOf, changed, type Board } from './board.ts'

export type LiveBoard = { readonly board?: Board; readonly isLive: boolean }

/** The desk as the line tells it. A browser resumes a broken stream by itself; one that was refused is asked for again. */
export function useBoard(api: Api, isWanted: boolean): LiveBoard {
  const [board, setBoard] = useState<Board>()
  const [isLive, setLive] = useState(false)
  useEffect(() => {
    if (!isWanted) return undefined
    let stream: EventSource
    let timer: ReturnType<typeof setTimeout> | undefined
    let inVain = 0
    const open = (): void => {
      stream = api.events()
      stream.addEventListener('open', () => {
        inVain = 0
        setLive(true)
      })
      stream.addEventListener('board', ({ data }: MessageEvent<string>) => {
        setLive(true)
        setBoard(boardOf(JSON.parse(data) as DeskEvents['board'], Date.now()))
      })
      stream.addEventListener('change', ({ data }: MessageEvent<string>) => {
        const change = JSON.parse(data) as DeskEvents['change']
        setBoard((now) => now && changed(now, change))
      })
      stream.addEventListener('attending', ({ data }: MessageEvent<string>) => {
        const { attending } = JSON.parse(data) as DeskEvents['attending']
        setBoard((now) => now && { ...now, attending })
      })
      stream.addEventListener('error', () => {
        setLive(false)
        if (stream.readyState !== EventSource.CLOSED) return
        // Where the session is over, this says so.
        void api.get('/me')
        timer = setTimeout(open, againInMs(inVain))
        inVain += 1
      })
    }
    open()
    return () => {
      clearTimeout(timer)
      stream.close()
    }
  }, [api, isWanted])
  return { isLive, ...(board && { board }) }
}

/** Soon, as callers may wait; and then less and less often, with half a minute as the most. */
function againInMs(inVain: number): number {
  return Math.min(2_000 * 2 ** inVain, 30_000)
}
