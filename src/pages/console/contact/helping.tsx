import { useState, type ReactNode } from 'react'
import type { ContactCard } from '../../../operators/api/protocol-contact.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import type { Board } from '../desk/board.ts'
import { useKeys } from '../desk/use-keys.ts'
import { Action } from '../parts/action.tsx'
import { Answer } from './answer.tsx'
import { AskCard } from './ask-card.tsx'
import { BeyondCard } from './beyond-card.tsx'
import { BeyondSheet } from './beyond-sheet.tsx'
import { BoxesCard } from './boxes-card.tsx'
import { CallLaterSheet } from './call-later-sheet.tsx'
import { CallerHead } from './caller-head.tsx'
import { HandOverSheet } from './hand-over-sheet.tsx'
import { HistoryCard } from './history-card.tsx'
import { KeyCard } from './key-card.tsx'
import { NoteCard } from './note-card.tsx'
import { OwnActions } from './own-actions.tsx'
import { TakingPart } from './taking-part.tsx'
import type { Caller } from './use-caller.ts'
import { useDoings } from './use-doings.ts'
import { useIdBoxes } from './use-id-boxes.ts'
import { useNote } from './use-note.ts'
import { Writing } from './writing.tsx'

type Open = 'hand-over' | 'later' | 'beyond' | 'none'

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
  const [open, setOpen] = useState<Open>('none')
  const [isAnswerAside, setAnswerAside] = useState(false)
  const idBoxes = useIdBoxes(caller, card)
  const note = useNote(caller, card)
  const doings = useDoings(caller, { idBoxes, note, onDone: () => setOpen('none') })
  const { contact, look } = caller
  const { isText, language } = contact
  const { confirmed } = card
  // The desk knows first that somebody else has him.
  const isYours = card.isYours && contact.operator?.id === board.you
  const { genuine } = idBoxes.reading
  const isIdle = !isYours || doings.isBusy
  const mayAsk = isYours && card.mayOverride.length > 0
  const confirm = (): void => {
    setAnswerAside(false)
    doings.confirm()
  }
  useKeys(
    isYours
      ? {
          c: confirm,
          b: doings.sendBack,
          o: () => setOpen('hand-over'),
          ...(!isText && { h: doings.hold, l: () => setOpen('later') }),
          ...(mayAsk && { r: () => setOpen('beyond') }),
        }
      : {},
  )
  return (
    <div className="contact">
      <CallerHead contact={contact} board={board}>
        {isYours && (
          <OwnActions
            contact={contact}
            isIdle={isIdle}
            onHold={doings.hold}
            onBack={doings.sendBack}
            onHandOver={() => setOpen('hand-over')}
            onLater={() => setOpen('later')}
            onNotReached={doings.notReached}
            onFinish={doings.finish}
          />
        )}
      </CallerHead>
      {!isYours && <TakingPart contact={contact} onWatch={doings.watch} onLeave={doings.leave} />}
      {isYours && contact.offeredTo !== undefined && (
        <div className="notice taking-part">
          <p role="status">{say('console.contact.offered', { name: contact.offeredTo.name })}</p>
          <Action isDisabled={isIdle} onPress={() => doings.offer(undefined)}>
            {say('console.contact.take-back')}
          </Action>
        </div>
      )}
      {doings.trouble !== undefined && open !== 'beyond' && (
        <p className="notice notice-wrong" role="alert">
          {doings.trouble}
        </p>
      )}
      <div className="contact-parts">
        <div className="contact-main">
          {confirmed === undefined || isAnswerAside ? (
            <BoxesCard
              idBoxes={idBoxes}
              keyed={card.keyed}
              isYours={isYours}
              isIdle={isIdle}
              onConfirm={confirm}
              {...(confirmed && { onAnswer: () => setAnswerAside(false) })}
            />
          ) : (
            <Answer
              key={confirmed.blocks.join()}
              contact={contact.id}
              confirmed={confirmed}
              text={card.text}
              isIdle={isIdle}
              onText={doings.text}
              onAnother={() => setAnswerAside(true)}
            />
          )}
          {genuine !== undefined && <KeyCard facts={genuine.key} />}
          {(mayAsk || card.overrides.length > 0) && (
            <BeyondCard card={card} isIdle={isIdle} look={look} onAsk={() => setOpen('beyond')} />
          )}
        </div>
        <div className="contact-aside">
          {isText && <Writing contact={contact} />}
          {confirmed === undefined && <AskCard questions={card.questions} language={language} />}
          {card.history.length > 0 && <HistoryCard history={card.history} />}
          <NoteCard note={note} isReadOnly={!isYours} />
        </div>
      </div>
      <HandOverSheet
        isOpen={open === 'hand-over'}
        board={board}
        note={note}
        onClose={() => setOpen('none')}
        onOffer={doings.offer}
        onHandOver={doings.handOver}
      />
      <CallLaterSheet
        isOpen={open === 'later'}
        isKnown={contact.mayBeCalled}
        onClose={() => setOpen('none')}
        onCallLater={doings.callLater}
      />
      <BeyondSheet
        isOpen={open === 'beyond'}
        mayOverride={card.mayOverride}
        budget={card.budget}
        trouble={doings.trouble}
        onClose={() => setOpen('none')}
        onAsk={doings.askBeyond}
      />
    </div>
  )
}
