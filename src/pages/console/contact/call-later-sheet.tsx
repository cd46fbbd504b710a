import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { Field, typed } from '../parts/field.tsx'
import { SelectField } from '../parts/select-field.tsx'
import { Sheet } from '../parts/sheet.tsx'

export type CallLater = { readonly inMinutes: number; readonly number?: string }

const minutes = [0, 15, 30, 60, 120, 240] as const

/** When he is called back, and where. */
export function CallLaterSheet(props: {
  readonly isOpen: boolean
  /** The line knows a number of his. */
  readonly isKnown: boolean
  readonly onClose: () => void
  readonly onCallLater: (sent: CallLater) => void
}): ReactNode {
  const { say } = useTexts()
  const { isOpen, isKnown, onClose } = props
  const textOf = (count: number): string => {
    if (count === 0) return say('console.contact.soon')
    return count < 60
      ? say('console.contact.in-minutes', { minutes: count })
      : say('console.contact.in-hours', { hours: count / 60 })
  }
  return (
    <Sheet title={say('console.contact.later-title')} isOpen={isOpen} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          const values = new FormData(event.currentTarget)
          const number = typed(values, 'number').trim()
          const inMinutes = Number(typed(values, 'when'))
          props.onCallLater({ inMinutes, ...(number !== '' && { number }) })
        }}
      >
        <SelectField
          name="when"
          label={say('console.contact.when')}
          choices={minutes.map((count) => [String(count), textOf(count)])}
        />
        <Field
          name="number"
          type="tel"
          label={say('console.contact.number')}
          note={say(isKnown ? 'console.contact.number-note' : 'console.contact.number-needed')}
          isRequired={!isKnown}
          autoComplete="off"
        />
        <div className="actions">
          <Action kind="main" type="submit">
            {say('console.contact.later')}
          </Action>
          <Action kind="plain" onPress={onClose}>
            {say('console.cancel')}
          </Action>
        </div>
      </form>
    </Sheet>
  )
}
