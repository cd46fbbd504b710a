import type { ReactNode } from 'react'

/** One of a few, in the browser's own list. */
export function SelectField(props: {
  readonly name: string
  readonly label: string
  readonly choices: readonly (readonly [value: string, text: string])[]
  readonly chosen?: string
  readonly onChoose?: (value: string) => void
}): ReactNode {
  const { name, label, choices, chosen, onChoose } = props
  return (
    <label className="field field-select">
      {label}
      <select
        name={name}
        className="input"
        {...(chosen !== undefined && { value: chosen })}
        onChange={({ target }) => onChoose?.(target.value)}
      >
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
