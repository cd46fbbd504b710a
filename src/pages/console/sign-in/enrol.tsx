import { useEffect, useState, type ReactNode } from 'react'
import { Form } from 'react-aria-components'
import type { PageLanguage } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused, type Api } from '../api.ts'
import { Action } from '../parts/action.tsx'
import { Field, typed } from '../parts/field.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { FrontCard } from './card.tsx'

type Invited = {
  readonly name: string
  readonly email: string
  /** In base 32, for who cannot scan. */
  readonly secret: string
  /** For an authenticator, as SVG. */
  readonly picture: string
}

/** Whoever was given an invitation chooses his password, scans the picture and keeps his recovery codes. */
export function Enrol(props: {
  readonly api: Api
  readonly invitation: string
  readonly onLanguage: (language: PageLanguage) => void
}): ReactNode {
  const { api, invitation } = props
  const { say } = useTexts()
  const tell = useRefusalText()
  const [invited, setInvited] = useState<Invited>()
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[]>()
  const [trouble, setTrouble] = useState<string>()

  useEffect(() => {
    void api.post<Invited>('/enrolment/open', { invitation }).then((opened) => {
      if (isRefused(opened)) setTrouble(tell(opened))
      else setInvited(opened)
    })
    // What a refusal is called changes with the language, and the invitation does not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [api, invitation])

  const complete = async (values: FormData): Promise<void> => {
    const password = typed(values, 'password')
    const code = typed(values, 'code').trim()
    const answer = await api.post<{ readonly recoveryCodes: readonly string[] }>('/enrolment', {
      invitation,
      password,
      code,
    })
    if (isRefused(answer)) return setTrouble(tell(answer))
    setTrouble(undefined)
    setRecoveryCodes(answer.recoveryCodes)
  }

  return (
    <FrontCard
      title={say(recoveryCodes === undefined ? 'console.enrol.title' : 'console.enrol.done')}
      onLanguage={props.onLanguage}
    >
      {trouble !== undefined && (
        <p className="notice notice-wrong" role="alert">
          {trouble}
        </p>
      )}
      {recoveryCodes !== undefined && (
        <>
          <p>{say('console.enrol.codes')}</p>
          <ol className="recovery-codes">
            {recoveryCodes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ol>
          <a className="button button-main" href="#/">
            {say('console.enrol.kept')}
          </a>
        </>
      )}
      {invited !== undefined && recoveryCodes === undefined && (
        <Form
          className="form"
          onSubmit={(event) => {
            event.preventDefault()
            void complete(new FormData(event.currentTarget))
          }}
        >
          <p>{say('console.enrol.hello', { name: invited.name, email: invited.email })}</p>
          <Field
            name="password"
            label={say('console.enrol.password')}
            note={say('console.enrol.password-note')}
            type="password"
            autoComplete="new-password"
            isRequired
          />
          <p>{say('console.enrol.scan')}</p>
          <img
            className="enrol-picture"
            src={`data:image/svg+xml,${encodeURIComponent(invited.picture)}`}
            alt={say('console.enrol.picture')}
            width="200"
            height="200"
          />
          <p className="quiet">
            {say('console.enrol.by-hand')} <code>{invited.secret}</code>
          </p>
          <Field
            name="code"
            label={say('console.sign-in.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            isRequired
          />
          <Action type="submit" kind="main">
            {say('console.enrol.on')}
          </Action>
        </Form>
      )}
    </FrontCard>
  )
}
