import { useState } from 'react'
import type { OperatorId } from '../../../base/operator.ts'
import type { ConsoleRoutes, Refusal } from '../../../operators/api/protocol.ts'
import type { WatchAs } from '../../../operators/api/protocol-board.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'
import type { Beyond } from './beyond-sheet.tsx'
import type { CallLater } from './call-later-sheet.tsx'
import { plainText } from './plain-text.ts'
import type { Caller, Doing } from './use-caller.ts'
import type { Draft } from './use-draft.ts'
import type { IdBoxes } from './use-id-boxes.ts'

export type Doings = {
  readonly isBusy: boolean
  /** Why the last one was not done. */
  readonly trouble?: string
  readonly confirm: () => void
  readonly sendBack: () => void
  readonly hold: () => void
  /** Sends the answer to his telephone. */
  readonly text: () => void
  readonly finish: () => void
  readonly notReached: () => void
  readonly offer: (to: string | undefined) => void
  readonly handOver: (to: string | undefined) => void
  readonly callLater: (sent: CallLater) => void
  readonly askBeyond: (beyond: Beyond) => void
  readonly watch: (as: WatchAs) => void
  readonly leave: () => void
}

type Typed = {
  readonly idBoxes: IdBoxes
  readonly note: Draft<string>
  /** It was done: no sheet stays open for it. */
  readonly onDone: () => void
}

/** All that is done with a caller. What was typed is kept before it. */
export function useDoings(caller: Caller, { idBoxes, note, onDone }: Typed): Doings {
  const { say } = useTexts()
  const { announce, api } = useSession()
  const tell = useRefusalText()
  const [trouble, setTrouble] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const { contact, act, look } = caller
  const groups = idBoxes.boxes.digits

  const tellNo = (text: string): false => {
    setTrouble(text)
    return false
  }
  const settle = (answer: ConsoleRoutes[Doing]['got'] | Refusal): boolean => {
    if (isRefused(answer)) return tellNo(tell(answer))
    if (answer.kind === 'not-confirmed') {
      const reason = say(`console.reason.${answer.refused.reason}`)
      return tellNo(say('console.contact.not-confirmed', { reason }))
    }
    setTrouble(undefined)
    if ('override' in answer) announce(say(`console.beyond.${answer.kind}`))
    onDone()
    return true
  }
  /** `ends`: the caller is then elsewhere. */
  const perform = async <Route extends Doing>(
    route: Route,
    sent: Omit<ConsoleRoutes[Route]['sent'], 'version'>,
    ends = false,
  ): Promise<void> => {
    setBusy(true)
    const isKept = (await idBoxes.keepNow()) && (await note.keepNow())
    const isDone = isKept ? settle(await act(route, sent)) : tellNo(say('console.refused.stale'))
    setBusy(false)
    if (isDone && ends) location.hash = '#/desk'
    else await look()
  }
  const toWhom = (to: string | undefined) => (to === undefined ? {} : { to: to as OperatorId })
  const nobody = {} as const

  return {
    isBusy,
    ...(trouble !== undefined && { trouble }),
    confirm: () => void perform('POST /contacts/:id/activate', { groups }),
    sendBack: () => void perform('POST /contacts/:id/return', { groups }, true),
    hold: () => void perform('POST /contacts/:id/hold', { isOn: !contact.isOnHold }),
    text: () => void perform('POST /contacts/:id/text', nobody),
    finish: () => void perform('POST /contacts/:id/finish', nobody, true),
    notReached: () => void perform('POST /contacts/:id/not-reached', nobody, true),
    offer: (to) => void perform('POST /contacts/:id/offer', toWhom(to)),
    handOver: (to) => {
      const sent = { note: note.value, ...toWhom(to) }
      void perform('POST /contacts/:id/hand-over', sent, true)
    },
    callLater: (sent) => void perform('POST /contacts/:id/callback', sent, true),
    askBeyond: ({ text, ...beyond }) => {
      const sent = { groups, ...beyond, text: plainText(text) }
      void perform('POST /contacts/:id/overrides', sent)
    },
    watch: (as) => {
      setBusy(true)
      void api
        .ask('POST /contacts/:id/watch', { id: contact.id, sent: { as } })
        .then(settle)
        .then(look)
        .finally(() => setBusy(false))
    },
    leave: () => void perform('POST /contacts/:id/leave', nobody, true),
  }
}
