import { useEffect, useState, type ReactNode } from 'react'
import { Checkbox, CheckboxGroup, Form, Label } from 'react-aria-components'
import { roles, type Role } from '../../../base/operator.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused, type Me } from '../api.ts'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { useSession } from '../session.tsx'

type Person = Me & { readonly state: 'active' | 'disabled'; readonly hasEnrolled: boolean }

/** Who operates the line: invited, given roles, disabled, and invited anew where a password is lost. */
export function People(): ReactNode {
  const { say } = useTexts()
  const { api, announce } = useSession()
  const tellRefusal = useRefusalText()
  const [people, setPeople] = useState<readonly Person[]>([])
  const [round, setRound] = useState(0)
  const [edited, setEdited] = useState<Person | 'newcomer'>()
  const [link, setLink] = useState('')
  const [wrong, setWrong] = useState('')

  useEffect(() => {
    void api.get<{ readonly operators: readonly Person[] }>('/operators').then((answer) => {
      if (!isRefused(answer)) setPeople(answer.operators)
    })
  }, [api, round])

  const act = async (path: string, sent: object): Promise<boolean> => {
    const answer = await api.post<{ readonly link?: string }>(path, sent)
    if (isRefused(answer)) {
      setWrong(tellRefusal(answer))
      return false
    }
    setWrong('')
    if (answer.link !== undefined) setLink(answer.link)
    announce(say('console.people.done'))
    setRound((one) => one + 1)
    return true
  }
  const save = async (person: Person | 'newcomer', said: Said): Promise<void> => {
    const { email, roles: chosen, telephone, ...rest } = said
    if (person === 'newcomer') {
      const newcomer = { ...rest, email, roles: chosen, ...(telephone !== '' && { telephone }) }
      if (await act('/operators', newcomer)) setEdited(undefined)
      return
    }
    const changed = await act(`/operators/${person.id}`, {
      ...rest,
      telephone: telephone === '' ? 'none' : telephone,
    })
    const isSame = person.roles.join() === chosen.join() || person.by === 'organisation'
    const isDone =
      changed && (isSame || (await act(`/operators/${person.id}/roles`, { roles: chosen })))
    if (isDone) setEdited(undefined)
  }

  return (
    <>
      <div className="board-choice">
        <h1>{say('console.people.title')}</h1>
        <Action kind="main" onPress={() => setEdited('newcomer')}>
          {say('console.people.invite')}
        </Action>
      </div>
      {wrong !== '' && edited === undefined && (
        <p className="notice notice-wrong" role="alert">
          {wrong}
        </p>
      )}
      <ul className="people">
        {people.map((person) => (
          <li key={person.id}>
            <OnePerson
              person={person}
              onEdit={() => setEdited(person)}
              onState={(state) => void act(`/operators/${person.id}/state`, { state })}
              onInvite={() => void act(`/operators/${person.id}/invitation`, {})}
            />
          </li>
        ))}
      </ul>
      <Sheet
        title={say(edited === 'newcomer' ? 'console.people.invite' : 'console.people.change')}
        isOpen={edited !== undefined}
        onClose={() => setEdited(undefined)}
      >
        {edited !== undefined && (
          <PersonForm
            person={edited}
            wrong={wrong}
            onSave={(said) => void save(edited, said)}
            onCancel={() => setEdited(undefined)}
          />
        )}
      </Sheet>
      <Sheet title={say('console.people.link')} isOpen={link !== ''} onClose={() => setLink('')}>
        <p>{say('console.people.link-note')}</p>
        <Field label={say('console.people.link')} value={link} isReadOnly />
        <div className="actions">
          <Action kind="main" onPress={() => setLink('')}>
            {say('console.close')}
          </Action>
        </div>
      </Sheet>
    </>
  )
}

function OnePerson(props: {
  readonly person: Person
  readonly onEdit: () => void
  readonly onState: (state: Person['state']) => void
  readonly onInvite: () => void
}): ReactNode {
  const { say } = useTexts()
  const { me } = useSession()
  const { person } = props
  const isActive = person.state === 'active'
  return (
    <Card title={person.name}>
      <p className="quiet">{person.email}</p>
      <p>
        {person.roles.map((role) => say(`console.role.${role}`)).join(', ')}
        {!isActive && <strong> · {say('console.people.disabled')}</strong>}
        {isActive && !person.hasEnrolled && ` · ${say('console.people.invited')}`}
      </p>
      <div className="actions">
        {person.id === me.id ? (
          <p className="quiet">{say('console.people.own')}</p>
        ) : (
          <>
            <Action onPress={props.onEdit}>{say('console.people.change')}</Action>
            {person.by === 'local' && (
              <Action onPress={props.onInvite}>{say('console.people.reset')}</Action>
            )}
            <Action
              kind={isActive ? 'danger' : 'usual'}
              onPress={() => props.onState(isActive ? 'disabled' : 'active')}
            >
              {say(isActive ? 'console.people.disable' : 'console.people.enable')}
            </Action>
          </>
        )}
      </div>
    </Card>
  )
}

type Said = {
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly languages: readonly string[]
  readonly countries: readonly string[]
  readonly telephone: string
}

function PersonForm(props: {
  readonly person: Person | 'newcomer'
  readonly wrong: string
  readonly onSave: (said: Said) => void
  readonly onCancel: () => void
}): ReactNode {
  const { say } = useTexts()
  const before = props.person === 'newcomer' ? undefined : props.person
  const [name, setName] = useState(before?.name ?? '')
  const [email, setEmail] = useState(before?.email ?? '')
  const [chosen, setChosen] = useState<readonly string[]>(before?.roles ?? ['operator'])
  const [languages, setLanguages] = useState(before?.languages.join(', ') ?? '')
  const [countries, setCountries] = useState(before?.countries.join(', ') ?? '')
  const [telephone, setTelephone] = useState(before?.telephone ?? '')
  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        props.onSave({
          name,
          email,
          roles: roles.filter((role) => chosen.includes(role)),
          languages: listed(languages),
          countries: listed(countries),
          telephone,
        })
      }}
    >
      {before?.by !== 'organisation' && (
        <Field label={say('console.people.name')} value={name} onChange={setName} isRequired />
      )}
      {before === undefined && (
        <Field
          label={say('console.sign-in.email')}
          type="email"
          value={email}
          onChange={setEmail}
          isRequired
        />
      )}
      {before?.by !== 'organisation' && (
        <CheckboxGroup className="field" value={[...chosen]} onChange={setChosen}>
          <Label>{say('console.you.roles')}</Label>
          {roles.map((role) => (
            <Checkbox key={role} value={role} className="check">
              <span className="check-box" aria-hidden="true" />
              {say(`console.role.${role}`)}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      <Field
        label={say('console.you.helps')}
        note={say('console.people.languages-note')}
        value={languages}
        onChange={setLanguages}
      />
      <Field
        label={say('console.you.countries')}
        note={say('console.people.countries-note')}
        value={countries}
        onChange={setCountries}
      />
      <Field
        label={say('console.you.telephone')}
        note={say('console.people.telephone-note')}
        type="tel"
        value={telephone}
        onChange={setTelephone}
      />
      {props.wrong !== '' && (
        <p className="notice notice-wrong" role="alert">
          {props.wrong}
        </p>
      )}
      <div className="actions">
        <Action kind="main" type="submit">
          {say('console.people.save')}
        </Action>
        <Action onPress={props.onCancel}>{say('console.cancel')}</Action>
      </div>
    </Form>
  )
}

function listed(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== '')
}
