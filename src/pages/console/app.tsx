import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { preferred, type PageLanguage } from '../shared/texts.ts'
import { TextsIn, useTexts } from '../shared/texts-context.tsx'
import { isRefused, type Api, type Me } from './api.ts'
import { WithKeyMode } from './desk/key-mode.tsx'
import { Enrol } from './sign-in/enrol.tsx'
import { SignIn } from './sign-in/sign-in.tsx'
import { SignInAgain } from './sign-in/sign-in-again.tsx'
import { SessionContext } from './session.tsx'
import { Shell } from './shell.tsx'
import { useRoute } from './use-hash.ts'

/** The console: whoever is invited enrols, whoever is not signed in signs in, and everybody else has the shell. */
export function App({ api }: { readonly api: Api }): ReactNode {
  const [language, setLanguage] = useState(() => rememberedLanguage())
  const choose = useCallback((chosen: PageLanguage) => {
    remember(chosen)
    setLanguage(chosen)
  }, [])
  return (
    <I18nProvider locale={language}>
      <TextsIn language={language}>
        <Page api={api} onLanguage={choose} />
      </TextsIn>
    </I18nProvider>
  )
}

type Standing =
  | { readonly kind: 'looking' | 'nobody' }
  | { readonly kind: 'signed-in'; readonly me: Me; readonly isOver: boolean }

type Found = { readonly operator: Me; readonly pageToken: string }

function Page({
  api,
  onLanguage,
}: {
  readonly api: Api
  readonly onLanguage: (language: PageLanguage) => void
}): ReactNode {
  const { say, language } = useTexts()
  const route = useRoute()
  const [standing, setStanding] = useState<Standing>({ kind: 'looking' })
  const [said, announce] = useState('')

  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${say('console.name')} · ${say('page.name')}`
  }, [language, say])

  useEffect(() => {
    void api.get<Found>('/me').then((found) => {
      if (isRefused(found)) return setStanding({ kind: 'nobody' })
      api.trust(found.pageToken)
      setStanding({ kind: 'signed-in', me: found.operator, isOver: false })
    })
    return api.onSessionOver(() => {
      setStanding((now) => (now.kind === 'signed-in' ? { ...now, isOver: true } : now))
    })
  }, [api])

  const come = useCallback(
    (me: Me, pageToken: string) => {
      api.trust(pageToken)
      setStanding({ kind: 'signed-in', me, isOver: false })
    },
    [api],
  )
  const signOut = useCallback(() => {
    void api.post('/sign-out', {}).then(() => setStanding({ kind: 'nobody' }))
  }, [api])

  if (route.kind === 'enrol') {
    return <Enrol api={api} invitation={route.invitation} onLanguage={onLanguage} />
  }
  switch (standing.kind) {
    case 'looking':
      return <p className="waiting">{say('page.loading')}</p>
    case 'nobody':
      return (
        <SignIn
          api={api}
          {...(route.kind === 'refused' && { refused: route.reason })}
          onLanguage={onLanguage}
          onSignedIn={come}
        />
      )
    case 'signed-in':
      return (
        <SessionContext value={{ me: standing.me, api, signOut, announce }}>
          <WithKeyMode key={standing.me.id} operator={standing.me.id}>
            <Shell route={route} onLanguage={onLanguage} />
          </WithKeyMode>
          <p className="sr-only" role="status">
            {said}
          </p>
          {standing.isOver && (
            <SignInAgain api={api} email={standing.me.email} onSignedIn={come} onLeave={signOut} />
          )}
        </SessionContext>
      )
    default:
      return standing satisfies never
  }
}

const languageName = 'activation-line/console-language'

function rememberedLanguage(): PageLanguage {
  try {
    const kept = localStorage.getItem(languageName)
    return preferred(kept === null ? navigator.languages : [kept])
  } catch {
    return preferred(navigator.languages)
  }
}

function remember(language: PageLanguage): void {
  try {
    localStorage.setItem(languageName, language)
  } catch {
    // Whoever lets nothing be kept chooses again.
  }
}
