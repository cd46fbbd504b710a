import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Field } from '../parts/field.tsx'
import type { Draft } from './use-draft.ts'

/** What whoever helps next is to know. */
export function NoteCard(props: {
  readonly note: Draft<string>
  readonly isReadOnly: boolean
}): ReactNode {
  const { say } = useTexts()
  return (
    <div className="card note">
      <Field
        label={say('console.contact.note')}
        value={props.note.value}
        onChange={props.note.set}
        isReadOnly={props.isReadOnly}
        maxLength={2000}
        rows={3}
        note={say('console.contact.note-kept')}
      />
    </div>
  )
}
