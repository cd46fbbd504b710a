import { useEffect, useRef, useState, type ReactNode } from 'react'
import type {
  Activated,
  ConfirmedView,
  ConsoleRoutes,
  ContactCard,
  ContactView,
  ReadingView,
} from '../../../operators/api/protocol.ts'
import { nameOf, preferred, texts, type TextKey } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import { lasting, type Board } from '../desk/board.ts'
import { useClock } from '../desk/use-clock.ts'
import { useKeys } from '../desk/use-keys.ts'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { Field, typed } from '../parts/field.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'
import { Answer } from './answer.tsx'
import { KeyCard } from './key-card.tsx'
import { NineBoxes } from './nine-boxes.tsx'
import { useBoxes } from './use-boxes.ts'
import { Writing } from './writing.tsx'

type Changing = {
  [Route in keyof ConsoleRoutes]: Route extends `POST /contacts/:id/${infer Verb}`
    ? ConsoleRoutes[Route]['sent'] extends { readonly version: number }
      ? Verb
      : never
    : never
}[keyof ConsoleRoutes]

/** All that helps one caller. What the line answers counts: nothing is shown as done before. */
export function Helping(props: {
  readonly card: ContactCard
  readonly contact: ContactView
  readonly board: Board
  readonly onChange: () => Promise<void>
}): ReactNode {
  const { card, contact, board, onChange } = props
  const { say, language } = useTexts()
  const { api } = useSession()
  const tell = useRefusalText()
  const now = useClock()
  const [trouble, setTrouble] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [confirmed, setConfirmed] = useState<ConfirmedView>()
  const keyed = useRef(card.reading.groups.map(({ digits }) => digits))
  const boxes = useBoxes(keyed.current)
  const reading = useReading(card, boxes.digits)
  const { id, version, isOnHold, isText } = contact
  // What he did himself comes back by the desk only a moment later.
  const latest = useRef(version)
  latest.current = Math.max(latest.current, version)
  const groups = boxes.digits

  const change = async (verb: Changing, more: object = {}, isOver = false): Promise<void> => {
    setBusy(true)
    const answer = await api.post<object>(`/contacts/${encodeURIComponent(id)}/${verb}`, {
      version: latest.current,
      ...more,
    })
    setBusy(false)
    if (isChanged(answer)) latest.current = Math.max(latest.current, answer.contact.version)
    if (isRefused(answer)) setTrouble(tell(answer))
    else if (isActivated(answer) && answer.kind === 'not-confirmed') {
      const reason = say(`console.reason.${answer.refused.reason}`)
      setTrouble(say('console.contact.not-confirmed', { reason }))
    } else {
      setTrouble(undefined)
      if (isActivated(answer) && answer.kind === 'confirmed') setConfirmed(answer.confirmed)
    }
    if (isOver && !isRefused(answer)) location.hash = '#/desk'
    else await onChange()
  }
  const confirm = (): void => void change('activate', { groups })
  const sendBack = (): void => void change('return', { groups }, true)
  const hold = (): void => void change('hold', { isOn: !isOnHold })
  const isYours = card.isYours
  useKeys(isYours ? { c: confirm, b: sendBack, ...(!isText && { h: hold }) } : {})

  const theirs = preferred([contact.language])
  const sayTheirs = texts(theirs)
  return (
    <div className="contact">
      <header className="contact-head">
        <h2>{say(`console.reason.${contact.reason}`)}</h2>
        <p className="quiet">
          {nameOf('region', contact.country, language)},{' '}
          {nameOf('language', contact.language, language)} ·{' '}
          {say('console.contact.case', { number: contact.caseNumber })} ·{' '}
          {lasting(now + board.aheadInMs - (contact.takenAt ?? contact.since))}
        </p>
        {contact.companions.map((one) => (
          <p key={one.id} className="tag">
            {one.name}: {say(`console.as.${one.as}`)}
          </p>
        ))}
        {isOnHold && <p className="tag tag-first">{say('console.contact.on-hold')}</p>}
        <div className="contact-actions">
          {!isText && (
            <Action keys="H" isDisabled={!isYours || isBusy} onPress={hold}>
              {say(isOnHold ? 'console.contact.unhold' : 'console.contact.hold')}
            </Action>
          )}
          <Action keys="B" isDisabled={!isYours || isBusy} onPress={sendBack}>
            {say('console.contact.back')}
          </Action>
          <Action isDisabled={!isYours || isBusy} onPress={() => void change('finish', {}, true)}>
            {say('console.contact.finish')}
          </Action>
        </div>
      </header>
      {trouble !== undefined && (
        <p className="notice notice-wrong" role="alert">
          {trouble}
        </p>
      )}
      <div className="contact-parts">
        <div className="contact-main">
          {confirmed === undefined ? (
            <Card
              title={say('console.boxes.label')}
              actions={
                <Action kind="main" keys="C" isDisabled={!isYours || isBusy} onPress={confirm}>
                  {say('console.contact.confirm')}
                </Action>
              }
            >
              <NineBoxes
                boxes={boxes}
                keyed={keyed.current}
                reading={reading.groups}
                isReadOnly={!isYours}
              />
              <p className="boxes-told" role="status">
                {reading.genuine === undefined
                  ? ''
                  : say(reading.genuine.healed ? 'console.boxes.healed' : 'console.boxes.genuine')}
              </p>
            </Card>
          ) : (
            <Answer confirmed={confirmed} />
          )}
          {isText && <Writing id={id} version={version} language={contact.language} />}
          {reading.genuine !== undefined && <KeyCard facts={reading.genuine.key} />}
        </div>
        <div className="contact-aside">
          <Card title={say('console.contact.ask')}>
            <ol className="questions">
              {card.questions.map((question) => (
                <li key={question}>
                  <span lang={theirs}>{sayTheirs(question as TextKey)}</span>
                  {theirs !== language && <span className="quiet">{say(question as TextKey)}</span>}
                </li>
              ))}
            </ol>
          </Card>
          <Card title={say('console.contact.hand-over')}>
            <HandOver
              board={board}
              note={card.note}
              isDisabled={!isYours || isBusy}
              onHandOver={(sent) => void change('hand-over', sent, true)}
            />
          </Card>
        </div>
      </div>
    </div>
  )
}

function isChanged(answer: object): answer is { readonly contact: ContactView } {
  return 'contact' in answer
}

function isActivated(answer: object): answer is Activated {
  return 'kind' in answer && (answer.kind === 'confirmed' || answer.kind === 'not-confirmed')
}

/** What the line reads in the boxes, asked once all nine are full and a moment after the last key. */
function useReading(card: ContactCard, digits: readonly string[]): ReadingView {
  const { api } = useSession()
  const [read, setRead] = useState<ReadingView>()
  const { id } = card.contact
  const all = digits.join(' ')
  useEffect(() => {
    if (!/^(\d{7,} ){8}\d{7,}$/.test(all)) return undefined
    const timer = setTimeout(() => {
      void api
        .ask('POST /contacts/:id/read', { id, sent: { groups: all.split(' ') } })
        .then((answer) => {
          if (!isRefused(answer)) setRead(answer)
        })
    }, 150)
    return () => clearTimeout(timer)
  }, [all, api, id])
  const isOfThese = read?.groups.every((one, index) => one.digits === digits[index]) ?? false
  return isOfThese && read !== undefined ? read : card.reading
}

function HandOver(props: {
  readonly board: Board
  readonly note: string
  readonly isDisabled: boolean
  readonly onHandOver: (sent: { readonly note: string; readonly to?: string }) => void
}): ReactNode {
  const { say } = useTexts()
  const others = props.board.attending.filter(({ id }) => id !== props.board.you)
  return (
    <form
      className="form hand-over"
      onSubmit={(event) => {
        event.preventDefault()
        const values = new FormData(event.currentTarget)
        const to = typed(values, 'to')
        props.onHandOver({ note: typed(values, 'note'), ...(to !== '' && { to }) })
      }}
    >
      <Field name="note" label={say('console.contact.note')} defaultValue={props.note} rows={2} />
      <label className="field">
        {say('console.contact.to')}
        <select name="to" className="input">
          <option value="">{say('console.contact.anybody')}</option>
          {others.map(({ id, name, state }) => (
            <option key={id} value={id}>
              {name} ({say(`console.state.${state}`)})
            </option>
          ))}
        </select>
      </label>
      <Action type="submit" isDisabled={props.isDisabled}>
        {say('console.contact.hand-over')}
      </Action>
    </form>
  )
}
