import { useState, type ReactNode } from 'react'
import type { ContactCard } from '../../../operators/api/protocol-contact.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import type { Board } from '../desk/board.ts'
import { useKeys } from '../desk/use-keys.ts'
import { useRefusalText } from '../parts/refusal.tsx'
import { Answer } from './answer.tsx'
import { AskCard } from './ask-card.tsx'
import { BoxesCard } from './boxes-card.tsx'
import { CallerHead } from './caller-head.tsx'
import { HandOver } from './hand-over.tsx'
import { KeyCard } from './key-card.tsx'
import type { Caller, Doing } from './use-caller.ts'
import { useIdBoxes } from './use-id-boxes.ts'
import { Writing } from './writing.tsx'

/** All that helps one caller. What the line answers counts: nothing is shown as done before. */
export function Helping({
  caller,
  card,
  board,
}: {
  readonly caller: Caller
  readonly card: ContactCard
  readonly board: Board
}): ReactNode {
  const { say } = useTexts()
  const tell = useRefusalText()
  const [trouble, setTrouble] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const { contact, act, look } = caller
  const idBoxes = useIdBoxes(caller, card)
  const groups = idBoxes.boxes.digits
  const { isOnHold, isText } = contact
  const { isYours } = card
  const isIdle = !isYours || isBusy

  const perform = async (route: Doing, sent: object = {}, isOver = false): Promise<void> => {
    setBusy(true)
    await idBoxes.keepNow()
    const answer = await act(route, sent as never)
    setBusy(false)
    if (isRefused(answer)) setTrouble(tell(answer))
    else if (answer.kind === 'not-confirmed') {
      const reason = say(`console.reason.${answer.refused.reason}`)
      setTrouble(say('console.contact.not-confirmed', { reason }))
    } else setTrouble(undefined)
    if (isOver && !isRefused(answer)) location.hash = '#/desk'
    else await look()
  }
  const confirm = (): void => void perform('POST /contacts/:id/activate', { groups })
  const sendBack = (): void => void perform('POST /contacts/:id/return', { groups }, true)
  const hold = (): void => void perform('POST /contacts/:id/hold', { isOn: !isOnHold })
  useKeys(isYours ? { c: confirm, b: sendBack, ...(!isText && { h: hold }) } : {})

  return (
    <div className="contact">
      <CallerHead
        contact={contact}
        board={board}
        isIdle={isIdle}
        onHold={hold}
        onBack={sendBack}
        onFinish={() => void perform('POST /contacts/:id/finish', {}, true)}
      />
      {trouble !== undefined && (
        <p className="notice notice-wrong" role="alert">
          {trouble}
        </p>
      )}
      <div className="contact-parts">
        <div className="contact-main">
          {card.confirmed === undefined ? (
            <BoxesCard
              idBoxes={idBoxes}
              keyed={card.keyed}
              isYours={isYours}
              isIdle={isIdle}
              onConfirm={confirm}
            />
          ) : (
            <Answer confirmed={card.confirmed} />
          )}
          {isText && <Writing contact={contact} />}
          {idBoxes.reading.genuine !== undefined && <KeyCard facts={idBoxes.reading.genuine.key} />}
        </div>
        <div className="contact-aside">
          <AskCard questions={card.questions} language={contact.language} />
          <HandOver
            board={board}
            note={card.note}
            isDisabled={isIdle}
            onHandOver={(sent) => void perform('POST /contacts/:id/hand-over', sent, true)}
          />
        </div>
      </div>
    </div>
  )
}
