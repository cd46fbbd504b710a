import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ContactView, DeskState } from '../../../operators/api/protocol-board.ts'
import { nameOf } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Chooser } from '../../shared/chooser.tsx'
import { isRefused } from '../api.ts'
import { ContactPage } from '../contact/contact-page.tsx'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'
import { KeySheet } from './key-sheet.tsx'
import { lasting, waitingIn, yoursIn, type Board } from './board.ts'
import { useClock } from './use-clock.ts'
import { useKeys } from './use-keys.ts'

const states = ['available', 'busy', 'after-call', 'away'] as const

/** Who waits and who attends on one side, and beside it the caller who is helped. */
export function Desk({
  board,
  isLive,
  contact,
}: {
  readonly board: Board
  readonly isLive: boolean
  readonly contact?: string
}): ReactNode {
  const { say } = useTexts()
  const { api } = useSession()
  const tell = useRefusalText()
  const [trouble, setTrouble] = useState<string>()
  const [isHelp, setHelp] = useState(false)
  const list = useRef<HTMLUListElement>(null)
  const waiting = waitingIn(board)
  const yours = yoursIn(board)
  const shown = board.contacts.find(({ id }) => id === contact)
  useQueueNews(waiting.length)

  const take = async (one: ContactView): Promise<void> => {
    const { id, version } = one
    const answer = await api.ask('POST /contacts/:id/take', { id, sent: { version } })
    if (isRefused(answer)) return setTrouble(tell(answer))
    setTrouble(undefined)
    location.hash = `#/contact/${id}`
  }
  const next = async (): Promise<void> => {
    const answer = await api.ask('POST /desk/next', { sent: {} })
    if (isRefused(answer)) return setTrouble(tell(answer))
    if (answer.kind === 'nobody') return setTrouble(say('console.desk.nobody'))
    setTrouble(undefined)
    location.hash = `#/contact/${answer.contact.id}`
  }
  const move = (by: number): void => {
    const rows = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = rows.findIndex((row) => row === document.activeElement)
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus()
  }
  const takeFocused = (): void => {
    const id = document.activeElement?.getAttribute('data-contact')
    const one = waiting.find((each) => each.id === id) ?? waiting[0]
    if (one?.canTake === true) void take(one)
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    t: takeFocused,
    n: () => void next(),
    '?': () => setHelp(true),
  })

  return (
    <div className="desk">
      <h1 className="sr-only">{say('console.nav.desk')}</h1>
      <div className="desk-side">
        <OwnState board={board} isLive={isLive} />
        {trouble !== undefined && (
          <p className="notice notice-wrong" role="alert">
            {trouble}
          </p>
        )}
        <Card
          title={say('console.desk.waiting', { count: waiting.length })}
          actions={
            <Action kind="main" keys="N" onPress={() => void next()}>
              {say('console.desk.next')}
            </Action>
          }
        >
          {waiting.length === 0 && <p className="quiet desk-none">{say('console.desk.none')}</p>}
          <ul className="rows" ref={list}>
            {waiting.map((one) => (
              <Row
                key={one.id}
                contact={one}
                ahead={board.aheadInMs}
                onTake={() => void take(one)}
              />
            ))}
          </ul>
        </Card>
        {yours.length > 0 && (
          <Card title={say('console.desk.yours')}>
            <ul className="rows">
              {yours.map((one) => (
                <li key={one.id}>
                  <a className="row" href={`#/contact/${one.id}`}>
                    {one.caseNumber}
                  </a>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card title={say('console.desk.colleagues')}>
          <ul className="colleagues">
            {board.attending
              .filter(({ id }) => id !== board.you)
              .map(({ id, name, state }) => (
                <li key={id}>
                  <span className={`dot dot-${state}`} aria-hidden="true" /> {name}{' '}
                  <span className="quiet">{say(`console.state.${state}`)}</span>
                </li>
              ))}
          </ul>
        </Card>
        <Action kind="plain" keys="?" onPress={() => setHelp(true)}>
          {say('console.help')}
        </Action>
      </div>
      <div className="desk-main">
        {shown === undefined ? (
          <Empty
            title={say('console.desk.ready')}
            note={say(contact === undefined ? 'console.desk.ready-note' : 'console.desk.gone')}
          />
        ) : (
          <ContactPage key={shown.id} contact={shown} board={board} />
        )}
      </div>
      <KeySheet isOpen={isHelp} onClose={() => setHelp(false)} />
    </div>
  )
}

function OwnState({
  board,
  isLive,
}: {
  readonly board: Board
  readonly isLive: boolean
}): ReactNode {
  const { say } = useTexts()
  const { api } = useSession()
  const own = board.attending.find(({ id }) => id === board.you)?.state ?? 'away'
  const choose = (id: string): void => {
    const state: DeskState = states.find((one) => one === id) ?? 'away'
    void api.ask('POST /desk/state', { sent: { state } })
  }
  return (
    <div className="own-state">
      <Chooser
        label={say('console.state.label')}
        choices={states.map((id) => ({ id, name: say(`console.state.${id}`) }))}
        chosen={own}
        onChoose={choose}
      />
      <p className="quiet" role="status">
        {isLive ? '' : say('console.desk.not-live')}
      </p>
    </div>
  )
}

function Row({
  contact,
  ahead,
  onTake,
}: {
  readonly contact: ContactView
  readonly ahead: number
  readonly onTake: () => void
}): ReactNode {
  const { say, language } = useTexts()
  const now = useClock()
  const { id, country, language: spoken, reason, since, groupsRight, phase } = contact
  return (
    <li>
      <button
        type="button"
        className="row"
        data-contact={id}
        disabled={!contact.canTake}
        onClick={onTake}
      >
        <span className="row-time">{lasting(now + ahead - since)}</span>
        <span className="row-what">
          {say(`console.reason.${reason}`)}
          <span className="quiet">
            {nameOf('region', country, language)}, {nameOf('language', spoken, language)} ·{' '}
            {say('console.desk.groups', { right: groupsRight })}
          </span>
        </span>
        {contact.isFirst && <span className="tag tag-first">{say('console.desk.first')}</span>}
        {contact.offeredToYou && <span className="tag">{say('console.desk.offered')}</span>}
        {phase === 'callback' && <span className="tag">{say('console.desk.callback')}</span>}
      </button>
    </li>
  )
}

/** Says how many wait, only when that has changed and at most every ten seconds. */
function useQueueNews(count: number): void {
  const { say } = useTexts()
  const { announce } = useSession()
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
}
