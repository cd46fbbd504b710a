import { unreachable } from '../../../base/unreachable.ts'
import type { MessageView, ProgressView } from '../../../operators/api/protocol-contact.ts'

/** Whose turn it is in a conversation in which one writes at a time. */
export type TurnShown = 'typing' | 'his-turn' | 'sending' | 'your-turn'

export function turnShown({ turn, typing }: ProgressView): TurnShown {
  switch (turn) {
    case 'caller':
      return typing.trim() === '' ? 'his-turn' : 'typing'
    case 'line':
      return 'sending'
    case 'operator':
      return 'your-turn'
    default:
      return unreachable(turn)
  }
}

/** How far an operator's message has come; nothing where whatever is written is there at once. */
export function sendingOf(
  { from, number }: Pick<MessageView, 'from' | 'number'>,
  messages: readonly Pick<MessageView, 'from' | 'number'>[],
  progress: ProgressView | undefined,
): 'sent' | 'begun' | 'waits' | undefined {
  if (from !== 'operator' || progress === undefined) return undefined
  if (number <= progress.sent) return 'sent'
  const next = messages.find((one) => one.from === 'operator' && one.number > progress.sent)
  return next?.number === number && progress.part.trim() !== '' ? 'begun' : 'waits'
}
