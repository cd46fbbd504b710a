import type { HTMLAttributes, ReactNode } from 'react'
import { Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components'

/** A labelled line of text, or several `rows` of it. */
export function Field({
  label,
  note,
  rows,
  inputMode,
  ...rest
}: Omit<TextFieldProps, 'className' | 'children'> & {
  readonly label: string
  readonly note?: string
  readonly rows?: number
  readonly inputMode?: NonNullable<HTMLAttributes<HTMLInputElement>['inputMode']>
}): ReactNode {
  return (
    <TextField {...rest} className="field">
      <Label>{label}</Label>
      {rows === undefined ? (
        <Input className="input" {...(inputMode && { inputMode })} />
      ) : (
        <TextArea className="input" rows={rows} />
      )}
      {note !== undefined && (
        <Text slot="description" className="quiet field-note">
          {note}
        </Text>
      )}
    </TextField>
  )
}

/** What was typed into the field of that name. */
export function typed(values: FormData, name: string): string {
  const value = values.get(name)
  return typeof value === 'string' ? value : ''
}
