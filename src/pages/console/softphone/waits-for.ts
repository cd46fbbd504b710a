import { waitingIn, yoursIn, type Board } from '../desk/board.ts'

/** Those for whom it may ring: of an operator who is free. */
export function waitsFor(board: Board): readonly string[] {
  const own = board.attending.find(({ id }) => id === board.you)
  if (own?.state !== 'available' || yoursIn(board).length > 0) return []
  return waitingIn(board).flatMap(({ id, canTake }) => (canTake ? [id] : []))
}
