import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import type { Api, Me } from '../api.ts'
import { Action } from '../parts/action.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { SignInSteps } from './steps.tsx'

/** Before the page of whoever was signed in: behind it everything stays as it was typed. */
export function SignInAgain(props: {
  readonly api: Api
  readonly email: string
  readonly onSignedIn: (me: Me, pageToken: string) => void
  readonly onLeave: () => void
}): ReactNode {
  const { say } = useTexts()
  return (
    <Sheet title={say('console.sign-in.again')} isOpen={true} isKeptOpen={true}>
      <p className="quiet">{say('console.sign-in.again-note')}</p>
      <SignInSteps api={props.api} email={props.email} onSignedIn={props.onSignedIn} />
      <Action kind="plain" onPress={props.onLeave}>
        {say('console.sign-in.somebody-else')}
      </Action>
    </Sheet>
  )
}
