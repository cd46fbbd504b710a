import { useEffect, useState, type ReactNode } from 'react'
import type { PageLanguage } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused, type Api, type Me } from '../api.ts'
import { FrontCard } from './card.tsx'
import { SignInSteps } from './steps.tsx'

/** Signs in by a password and a code, or by the organisation where there is one. */
export function SignIn(props: {
  readonly api: Api
  readonly refused?: string
  readonly onLanguage: (language: PageLanguage) => void
  readonly onSignedIn: (me: Me, pageToken: string) => void
}): ReactNode {
  const { api } = props
  const { say } = useTexts()
  const [hasOrganisation, setOrganisation] = useState(false)
  useEffect(() => {
    void api.get<{ readonly organisation: boolean }>('/sign-in').then((ways) => {
      if (!isRefused(ways)) setOrganisation(ways.organisation)
    })
  }, [api])
  return (
    <FrontCard title={say('console.sign-in.title')} onLanguage={props.onLanguage}>
      {hasOrganisation && (
        <>
          <a className="button button-main" href="./api/organisation/start">
            {say('console.sign-in.organisation')}
          </a>
          <p className="or quiet">{say('console.sign-in.or')}</p>
        </>
      )}
      <SignInSteps
        api={api}
        {...(props.refused !== undefined && { refused: props.refused })}
        onSignedIn={props.onSignedIn}
      />
    </FrontCard>
  )
}
