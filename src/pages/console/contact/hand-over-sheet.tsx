import { useState, type ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import type { Board } from '../desk/board.ts'
import { Action } from '../parts/action.tsx'
import { Field } from '../parts/field.tsx'
import { SelectField } from '../parts/select-field.tsx'
import { Sheet } from '../parts/sheet.tsx'
import type { Draft } from './use-draft.ts'

/** To a colleague, who may be offered the caller first, or to whoever is next; with a note. */
export function HandOverSheet(props: {
  readonly isOpen: boolean
  readonly board: Board
  readonly note: Draft<string>
  readonly onClose: () => void
  readonly onOffer: (to: string) => void
  readonly onHandOver: (to: string | undefined) => void
}): ReactNode {
  const { say } = useTexts()
  const { board, note, isOpen, onClose } = props
  const [to, setTo] = useState('')
  const others = board.attending.filter(
    ({ id, roles }) => id !== board.you && roles.includes('operator'),
  )
  const chosen = others.some(({ id }) => id === to) ? to : ''
  const choices = others.map(
    ({ id, name, state }) => [id, `${name} (${say(`console.state.${state}`)})`] as const,
  )
  return (
    <Sheet title={say('console.contact.hand-over')} isOpen={isOpen} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          props.onHandOver(chosen === '' ? undefined : chosen)
        }}
      >
        <SelectField
          name="to"
          label={say('console.contact.to')}
          choices={[['', say('console.contact.anybody')], ...choices]}
          chosen={chosen}
          onChoose={setTo}
        />
        <Field
          label={say('console.contact.note')}
          value={note.value}
          onChange={note.set}
          maxLength={2000}
          rows={3}
        />
        <p className="quiet">{say('console.contact.offer-note')}</p>
        <div className="actions">
          <Action kind="main" isDisabled={chosen === ''} onPress={() => props.onOffer(chosen)}>
            {say('console.contact.offer')}
          </Action>
          <Action type="submit">{say('console.contact.hand-over-now')}</Action>
          <Action kind="plain" onPress={onClose}>
            {say('console.cancel')}
          </Action>
        </div>
      </form>
    </Sheet>
  )
}
