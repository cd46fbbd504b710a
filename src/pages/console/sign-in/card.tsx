import type { ReactNode } from 'react'
import type { PageLanguage } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { LanguageChooser } from '../parts/language-chooser.tsx'

/** The frame of whatever comes before the console: its name, one card, and the choice of a language. */
export function FrontCard(props: {
  readonly title: string
  readonly children: ReactNode
  readonly onLanguage: (language: PageLanguage) => void
}): ReactNode {
  const { say } = useTexts()
  return (
    <div className="front">
      <header className="front-head">
        <img src={mark} alt="" width="36" height="36" />
        <p>
          {say('page.name')} <span className="quiet">{say('console.name')}</span>
        </p>
        <LanguageChooser onLanguage={props.onLanguage} />
      </header>
      <main className="card front-card">
        <h1>{props.title}</h1>
        {props.children}
      </main>
    </div>
  )
}

const mark = new URL('../icon.svg', import.meta.url).href
