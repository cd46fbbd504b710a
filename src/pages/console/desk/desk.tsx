import { useRef, useState, type ReactNode } from 'react'
import type { ContactView } from '../../../operators/api/protocol-board.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import { ContactPage } from '../contact/contact-page.tsx'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { Empty } from '../parts/empty.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'
import { KeySheet } from './key-sheet.tsx'
import { waitingIn, withColleaguesIn, yoursIn, type Board } from './board.ts'
import { OwnState } from './own-state.tsx'
import { HelpedRow, WaitingRow } from './rows.tsx'
import { useIsNarrow } from './use-is-narrow.ts'
import { useKeys } from './use-keys.ts'
import { useNews } from './use-news.ts'
import { WrapUp } from './wrap-up.tsx'

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
  const { api, me } = useSession()
  const tell = useRefusalText()
  const [trouble, setTrouble] = useState<string>()
  const [isHelp, setHelp] = useState(false)
  const [taken, setTaken] = useState<ContactView>()
  const list = useRef<HTMLUListElement>(null)
  const waiting = waitingIn(board)
  const yours = yoursIn(board)
  const isHelper = me.roles.includes('operator')
  const withColleagues = me.roles.includes('supervisor') ? withColleaguesIn(board) : []
  const others = board.attending.filter(({ id }) => id !== board.you)
  const own = board.attending.find(({ id }) => id === board.you)?.state ?? 'away'
  const shown = shownOf(board, contact, taken)
  const ahead = board.aheadInMs
  // Where all stands below one another he comes first, for the eye and for the keyboard.
  const isCallerFirst = useIsNarrow() && shown !== undefined
  useNews(board)

  const come = (one: ContactView): void => {
    setTrouble(undefined)
    setTaken(one)
    location.hash = `#/contact/${one.id}`
  }
  const take = async (one: ContactView): Promise<void> => {
    const { id, version } = one
    const answer = await api.ask('POST /contacts/:id/take', { id, sent: { version } })
    if (isRefused(answer)) return setTrouble(tell(answer))
    come(answer.contact)
  }
  const next = async (): Promise<void> => {
    const answer = await api.ask('POST /desk/next', { sent: {} })
    if (isRefused(answer)) return setTrouble(tell(answer))
    if (answer.kind === 'nobody') return setTrouble(say('console.desk.nobody'))
    come(answer.contact)
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
    ...(isHelper && { t: takeFocused, n: () => void next() }),
    '?': () => setHelp(true),
  })

  const side = (
    <div key="side" className="desk-side">
      <OwnState own={own} isLive={isLive} />
      {trouble !== undefined && (
        <p className="notice" role="alert">
          {trouble}
        </p>
      )}
      <Card
        title={say('console.desk.waiting', { count: waiting.length })}
        actions={
          isHelper && (
            <Action kind="main" keys="N" onPress={() => void next()}>
              {say('console.desk.next')}
            </Action>
          )
        }
      >
        {waiting.length === 0 && <p className="quiet desk-none">{say('console.desk.none')}</p>}
        <ul className="rows" ref={list}>
          {waiting.map((one) => (
            <WaitingRow key={one.id} contact={one} ahead={ahead} onTake={() => void take(one)} />
          ))}
        </ul>
      </Card>
      {yours.length > 0 && (
        <Card title={say('console.desk.yours')}>
          <ul className="rows">
            {yours.map((one) => (
              <HelpedRow key={one.id} contact={one} ahead={ahead} />
            ))}
          </ul>
        </Card>
      )}
      {withColleagues.length > 0 && (
        <Card title={say('console.desk.with-colleagues')}>
          <ul className="rows">
            {withColleagues.map((one) => (
              <HelpedRow key={one.id} contact={one} ahead={ahead} />
            ))}
          </ul>
        </Card>
      )}
      {others.length > 0 && (
        <Card title={say('console.desk.colleagues')}>
          <ul className="colleagues">
            {others.map(({ id, name, state }) => (
              <li key={id}>
                <span className={`dot dot-${state}`} aria-hidden="true" /> {name}{' '}
                <span className="quiet">{say(`console.state.${state}`)}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Action kind="plain" keys="?" onPress={() => setHelp(true)}>
        {say('console.help')}
      </Action>
    </div>
  )
  const main = (
    <div key="main" className="desk-main">
      {shown !== undefined ? (
        <ContactPage key={shown.id} contact={shown} board={board} />
      ) : own === 'after-call' ? (
        <WrapUp />
      ) : (
        <Empty
          title={say('console.desk.ready')}
          note={say(contact === undefined ? 'console.desk.ready-note' : 'console.desk.gone')}
        />
      )}
    </div>
  )

  return (
    <div className="desk">
      <h1 className="sr-only">{say('console.nav.desk')}</h1>
      {isCallerFirst ? [main, side] : [side, main]}
      <KeySheet isOpen={isHelp} onClose={() => setHelp(false)} />
    </div>
  )
}

/** Whoever is with somebody; the desk tells of one who was just taken a moment later. */
function shownOf(
  { contacts }: Board,
  id: string | undefined,
  taken: ContactView | undefined,
): ContactView | undefined {
  const there = contacts.find((one) => one.id === id)
  const isNewer = taken?.id === id && (taken?.version ?? 0) > (there?.version ?? Infinity)
  const shown = isNewer ? taken : there
  return shown?.phase === 'with' ? shown : undefined
}
