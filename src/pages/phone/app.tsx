import { useEffect, useState, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import type { Demo } from '../../phone/live-protocol.ts'
import { Chooser } from '../shared/chooser.tsx'
import { Room } from './room.tsx'
import { languages, nameOf, preferred, type PageLanguage } from '../shared/texts.ts'
import { TextsIn, useTexts } from '../shared/texts-context.tsx'

/** The page: its head, and the room with the computer and the telephone. */
export function App(props: { readonly loading: Promise<Demo> }): ReactNode {
  const [language, setLanguage] = useState(() => preferred(navigator.languages))
  return (
    <I18nProvider locale={language}>
      <TextsIn language={language}>
        <Page loading={props.loading} language={language} onLanguage={setLanguage} />
      </TextsIn>
    </I18nProvider>
  )
}

function Page(props: {
  readonly loading: Promise<Demo>
  readonly language: PageLanguage
  readonly onLanguage: (language: PageLanguage) => void
}): ReactNode {
  const { say, language } = useTexts()
  const demo = useSettled(props.loading)
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${say('page.name')} · ${say('page.demo')}`
  }, [language, say])
  return (
    <>
      <header className="head">
        <img className="head-mark" src={mark} alt="" width="32" height="32" />
        <h1>
          {say('page.name')} <span className="head-demo">{say('page.demo')}</span>
        </h1>
        <p className="head-what">{say('page.what')}</p>
        <Chooser
          label={say('page.language')}
          choices={languageChoices}
          chosen={language}
          onChoose={(id) => props.onLanguage(preferred([id]))}
        />
      </header>
      <main>
        {demo === 'loading' && <p className="plain">{say('page.loading')}</p>}
        {demo === 'failed' && (
          <p className="plain" role="alert">
            {say('page.unreachable')}
          </p>
        )}
        {typeof demo === 'object' && <Room demo={demo} />}
      </main>
    </>
  )
}

/** Each language by its own name, which some write small within a sentence. */
const languageChoices = languages.map((id) => {
  const name = nameOf('language', id, id)
  return { id, name: name.charAt(0).toLocaleUpperCase(id) + name.slice(1), language: id }
})

const mark = new URL('./icon.svg', import.meta.url).href

function useSettled<T extends object>(promise: Promise<T>): T | 'loading' | 'failed' {
  const [settled, setSettled] = useState<T | 'loading' | 'failed'>('loading')
  useEffect(() => {
    promise.then(setSettled, () => setSettled('failed'))
  }, [promise])
  return settled
}
