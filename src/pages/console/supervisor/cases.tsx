import { useState, type ReactNode } from 'react'
import { Form } from 'react-aria-components'
import type { CasesFound, CaseView } from '../../../operators/api/protocol-figures.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { isRefused } from '../api.ts'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { useRefusalText } from '../parts/refusal.tsx'
import { useSession } from '../session.tsx'
import { Events } from './events.tsx'
import { Table } from './table.tsx'

type Shown =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'found'; readonly cases: CasesFound['cases'] }
  | { readonly kind: 'case'; readonly view: CaseView }

/** Cases by their number, by who called, or by a key: each look is in the audit. */
export function Cases(): ReactNode {
  const { say, language } = useTexts()
  const { api, announce } = useSession()
  const tellRefusal = useRefusalText()
  const [shown, setShown] = useState<Shown>({ kind: 'nothing' })
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })

  const show = (next: Shown, text: string): void => {
    setShown(next)
    announce(text)
  }
  const view = async (caseNumber: string): Promise<void> => {
    const answer = await api.post<CaseView>('/cases/view', { caseNumber })
    if (isRefused(answer)) {
      const text = tellRefusal(answer)
      return show({ kind: 'refused', text }, text)
    }
    show({ kind: 'case', view: answer }, say('console.cases.case', { number: answer.caseNumber }))
  }
  const find = async (search: object): Promise<void> => {
    const answer = await api.post<CasesFound>('/cases/find', search)
    if (isRefused(answer)) {
      const text = tellRefusal(answer)
      return show({ kind: 'refused', text }, text)
    }
    const text = say('console.cases.found', { count: answer.cases.length })
    show({ kind: 'found', cases: answer.cases }, text)
  }

  return (
    <>
      <h1>{say('console.cases.title')}</h1>
      <p className="quiet">{say('console.cases.note')}</p>
      <div className="searches">
        <Search
          title={say('console.cases.by-number')}
          fields={[{ name: 'number', label: say('console.cases.number') }]}
          onSearch={({ number = '' }) => void view(number)}
        />
        <Search
          title={say('console.cases.by-caller')}
          fields={[
            {
              name: 'caller',
              label: say('console.cases.caller'),
              note: say('console.cases.caller-note'),
            },
          ]}
          onSearch={({ caller = '' }) => void find({ caller })}
        />
        <Search
          title={say('console.cases.by-key')}
          fields={[
            { name: 'product', label: say('console.cases.product') },
            { name: 'serial', label: say('console.cases.serial') },
          ]}
          onSearch={(said) => void find({ key: said })}
        />
      </div>
      {shown.kind === 'refused' && <p className="notice notice-wrong">{shown.text}</p>}
      {shown.kind === 'found' && (
        <Card title={say('console.cases.found', { count: shown.cases.length })}>
          <ul className="events">
            {shown.cases.map(({ caseNumber, at }) => (
              <li key={caseNumber}>
                <time dateTime={new Date(at).toISOString()}>{time.format(at)}</time>
                <Action kind="plain" onPress={() => void view(caseNumber)}>
                  {say('console.cases.open', { number: parted(caseNumber) })}
                </Action>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {shown.kind === 'case' && <Case view={shown.view} />}
    </>
  )
}

function Case({ view }: { readonly view: CaseView }): ReactNode {
  const { say } = useTexts()
  return (
    <Card title={say('console.cases.case', { number: parted(view.caseNumber) })}>
      <p>{say(`console.cases.stands.${view.stands}`)}</p>
      {view.keys.length > 0 && (
        <Table
          caption={say('console.cases.keys')}
          columns={[
            say('console.cases.product'),
            say('console.cases.serial'),
            say('console.cases.class'),
            say('console.cases.used'),
          ]}
          rows={view.keys.map((key) => ({
            key: `${key.product} ${key.serial}`,
            cells: [
              key.product,
              key.serial,
              key.keyClass,
              say('console.cases.of', { used: key.used, limit: key.limit }),
            ],
          }))}
        />
      )}
      <Events events={view.events} />
    </Card>
  )
}

function Search(props: {
  readonly title: string
  readonly fields: readonly {
    readonly name: string
    readonly label: string
    readonly note?: string
  }[]
  readonly onSearch: (said: Readonly<Record<string, string>>) => void
}): ReactNode {
  const { say } = useTexts()
  return (
    <Card title={props.title}>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          const said = new FormData(event.currentTarget)
          const entries = props.fields.map(({ name }) => [name, textIn(said, name)] as const)
          props.onSearch(Object.fromEntries(entries))
        }}
      >
        {props.fields.map(({ name, label, note }) => (
          <Field
            key={name}
            name={name}
            label={label}
            isRequired
            autoComplete="off"
            {...(note !== undefined && { note })}
          />
        ))}
        <div className="actions">
          <Action type="submit">{say('console.cases.search')}</Action>
        </div>
      </Form>
    </Card>
  )
}

function textIn(said: FormData, name: string): string {
  const value = said.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

function parted(caseNumber: string): string {
  return `${caseNumber.slice(0, 4)} ${caseNumber.slice(4)}`
}
