import type { ReactNode } from 'react'
import type { PageLanguage } from '../shared/texts.ts'
import { useTexts } from '../shared/texts-context.tsx'
import { LanguageChooser } from './parts/language-chooser.tsx'
import { Desk } from './desk/desk.tsx'
import { useBoard, type LiveBoard } from './desk/use-board.ts'
import { pagesFor, type PageName, type Route } from './route.ts'
import { useSession } from './session.tsx'
import { SoftphoneBar } from './softphone/softphone-bar.tsx'
import { WithSoftphone } from './softphone/use-softphone.tsx'
import { AuditPage } from './supervisor/audit.tsx'
import { Board } from './supervisor/board.tsx'
import { Cases } from './supervisor/cases.tsx'
import { Overrides } from './supervisor/overrides.tsx'
import { People } from './supervisor/people.tsx'
import { You } from './you.tsx'

/** The frame around every page: where one can go, who one is, and the page. */
export function Shell(props: {
  readonly route: Route
  readonly onLanguage: (language: PageLanguage) => void
}): ReactNode {
  const { say } = useTexts()
  const { me, api } = useSession()
  const mine = pagesFor(me.roles)
  // Whoever has the console open attends, whichever of its pages he looks at.
  const live = useBoard(api, mine.includes('desk'))
  const shown = shownOf(props.route, mine)
  return (
    <WithSoftphone isWanted={mine.includes('desk')} board={live.board} isLive={live.isLive}>
      <a className="skip" href="#content" onClick={toContent}>
        {say('console.skip')}
      </a>
      <header className="bar">
        <img src={mark} alt="" width="28" height="28" />
        <p className="bar-name">{say('page.name')}</p>
        <nav aria-label={say('console.nav.label')}>
          <ul className="bar-pages">
            {mine.map((name) => (
              <li key={name}>
                <a href={`#/${name}`} aria-current={name === shown ? 'page' : undefined}>
                  {say(`console.nav.${name}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p className="bar-who">{me.name}</p>
        <LanguageChooser onLanguage={props.onLanguage} />
      </header>
      <main id="content" className="content" tabIndex={-1}>
        <PageOf name={shown} route={props.route} live={live} />
      </main>
      {mine.includes('desk') && <SoftphoneBar />}
    </WithSoftphone>
  )
}

function PageOf({
  name,
  route,
  live,
}: {
  readonly name: PageName
  readonly route: Route
  readonly live: LiveBoard
}): ReactNode {
  const { say } = useTexts()
  switch (name) {
    case 'board':
      return <Board />
    case 'cases':
      return <Cases />
    case 'overrides':
      return <Overrides />
    case 'audit':
      return <AuditPage />
    case 'operators':
      return <People />
    case 'desk':
      return live.board === undefined ? (
        <div className="page">
          <h1>{say('console.nav.desk')}</h1>
          <p className="waiting" role="status">
            {say(live.isLive ? 'page.loading' : 'console.desk.not-live')}
          </p>
        </div>
      ) : (
        <Desk
          board={live.board}
          isLive={live.isLive}
          {...(route.kind === 'contact' && { contact: route.id })}
        />
      )
    case 'you':
      return <You />
    default:
      return name satisfies never
  }
}

/** What an address shows to whoever may see it; anything else leads to his first page. */
function shownOf(route: Route, mine: readonly PageName[]): PageName {
  const wanted = route.kind === 'page' ? route.name : route.kind === 'contact' ? 'desk' : undefined
  return mine.find((name) => name === wanted) ?? mine[0] ?? 'you'
}

/** An address with a number sign names a page here, so the link moves the focus itself. */
function toContent(event: { readonly preventDefault: () => void }): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

const mark = new URL('./icon.svg', import.meta.url).href
