import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import type { Board } from '../desk/board.ts'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { Field, typed } from '../parts/field.tsx'

/** To a colleague, or to whoever is next, with a note. */
export function HandOver(props: {
  readonly board: Board
  readonly note: string
  readonly isDisabled: boolean
  readonly onHandOver: (sent: { readonly note: string; readonly to?: string }) => void
}): ReactNode {
  const { say } = useTexts()
  const others = props.board.attending.filter(({ id }) => id !== props.board.you)
  return (
    <Card title={say('console.contact.hand-over')}>
      <form
        className="form hand-over"
        onSubmit={(event) => {
          event.preventDefault()
          const values = new FormData(event.currentTarget)
          const to = typed(values, 'to')
          props.onHandOver({ note: typed(values, 'note'), ...(to !== '' && { to }) })
        }}
      >
        <Field name="note" label={say('console.contact.note')} defaultValue={props.note} rows={2} />
        <label className="field">
          {say('console.contact.to')}
          <select name="to" className="input">
            <option value="">{say('console.contact.anybody')}</option>
            {others.map(({ id, name, state }) => (
              <option key={id} value={id}>
                {name} ({say(`console.state.${state}`)})
              </option>
            ))}
          </select>
        </label>
        <Action type="submit" isDisabled={props.isDisabled}>
          {say('console.contact.hand-over')}
        </Action>
      </form>
    </Card>
  )
}
