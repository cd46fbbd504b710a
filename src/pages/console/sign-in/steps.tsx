import { useState, type ReactNode } from 'react'
import { Form } from 'react-aria-components'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused, type Api, type Me } from '../api.ts'
import { Action } from '../parts/action.tsx'
import { Field, typed } from '../parts/field.tsx'
import { useRefusalText } from '../parts/refusal.tsx'

type Signed = { readonly operator: Me; readonly pageToken: string }

/** A password and then a code, or a recovery code in its place. */
export function SignInSteps(props: {
  readonly api: Api
  /** Who it must be, where he has been signed in before. */
  readonly email?: string
  readonly refused?: string
  readonly onSignedIn: (me: Me, pageToken: string) => void
}): ReactNode {
  const { say } = useTexts()
  const tell = useRefusalText()
  const [step, setStep] = useState<'password' | 'code'>('password')
  const [isRecovery, setRecovery] = useState(false)
  const [trouble, setTrouble] = useState(() => props.refused && tell({ reason: props.refused }))
  const [isBusy, setBusy] = useState(false)

  const send = async (values: FormData): Promise<void> => {
    setBusy(true)
    const answer =
      step === 'password'
        ? await props.api.post<object>('/sign-in', {
            email: props.email ?? typed(values, 'email').trim(),
            password: typed(values, 'password'),
          })
        : await props.api.post<Signed>('/sign-in/code', { code: typed(values, 'code').trim() })
    setBusy(false)
    if (isRefused(answer)) {
      if (answer.reason === 'begin-again') setStep('password')
      return setTrouble(tell(answer))
    }
    setTrouble(undefined)
    if ('operator' in answer) {
      const { operator, pageToken } = answer as Signed
      return props.onSignedIn(operator, pageToken)
    }
    setStep('code')
  }

  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        void send(new FormData(event.currentTarget))
      }}
    >
      {trouble !== undefined && trouble !== '' && (
        <p className="notice notice-wrong" role="alert">
          {trouble}
        </p>
      )}
      {step === 'password' ? (
        <>
          {props.email === undefined ? (
            <Field
              key="email"
              name="email"
              label={say('console.sign-in.email')}
              type="email"
              autoComplete="username"
              isRequired
              autoFocus
            />
          ) : (
            <p className="quiet">{props.email}</p>
          )}
          <Field
            key="password"
            name="password"
            label={say('console.sign-in.password')}
            type="password"
            autoComplete="current-password"
            isRequired
            autoFocus={props.email !== undefined}
          />
        </>
      ) : (
        <Field
          key={isRecovery ? 'recovery' : 'code'}
          name="code"
          label={say(isRecovery ? 'console.sign-in.recovery' : 'console.sign-in.code')}
          note={say(isRecovery ? 'console.sign-in.recovery-note' : 'console.sign-in.code-note')}
          {...(!isRecovery && { inputMode: 'numeric' as const })}
          autoComplete={isRecovery ? 'off' : 'one-time-code'}
          isRequired
          autoFocus
        />
      )}
      <Action type="submit" kind="main" isPending={isBusy}>
        {say(step === 'password' ? 'console.sign-in.on' : 'console.sign-in.in')}
      </Action>
      {step === 'code' && (
        <Action kind="plain" onPress={() => setRecovery(!isRecovery)}>
          {say(isRecovery ? 'console.sign-in.use-code' : 'console.sign-in.use-recovery')}
        </Action>
      )}
    </Form>
  )
}
