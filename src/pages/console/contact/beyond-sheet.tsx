import { useState, type ReactNode } from 'react'
import { overrideKinds, overrideReasons } from '../../../base/override.ts'
import type { OverrideKind, OverrideReason } from '../../../base/override.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { Field, typed } from '../parts/field.tsx'
import { SelectField } from '../parts/select-field.tsx'
import { Sheet } from '../parts/sheet.tsx'

export type Beyond = {
  readonly kind: OverrideKind
  readonly reason: OverrideReason
  readonly text: string
  readonly evidence?: string
  readonly more?: number
}

/** What is asked for beyond the rules, and why. */
export function BeyondSheet(props: {
  readonly isOpen: boolean
  readonly mayOverride: readonly OverrideKind[]
  readonly budget: number
  readonly trouble?: string | undefined
  readonly onClose: () => void
  readonly onAsk: (beyond: Beyond) => void
}): ReactNode {
  const { say } = useTexts()
  const { isOpen, mayOverride, budget, trouble, onClose } = props
  const [chosen, setChosen] = useState<string>()
  const kind = mayOverride.find((one) => one === chosen) ?? mayOverride[0]
  const isOver = budget === 0
  const submit = (values: FormData): void => {
    const asked = overrideKinds.find((one) => one === typed(values, 'kind'))
    const reason = overrideReasons.find((one) => one === typed(values, 'reason'))
    if (asked === undefined || reason === undefined) return
    const evidence = typed(values, 'evidence').trim()
    const more = Number(typed(values, 'more'))
    props.onAsk({
      kind: asked,
      reason,
      text: typed(values, 'text'),
      ...(evidence !== '' && { evidence }),
      ...(asked === 'extension' && { more }),
    })
  }
  return (
    <Sheet title={say('console.beyond.title')} isOpen={isOpen} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          submit(new FormData(event.currentTarget))
        }}
      >
        <SelectField
          name="kind"
          label={say('console.beyond.what')}
          choices={mayOverride.map((one) => [one, say(`console.beyond.kind.${one}`)])}
          chosen={kind ?? ''}
          onChoose={setChosen}
        />
        {kind === 'extension' && (
          <Field
            name="more"
            label={say('console.beyond.more')}
            defaultValue="1"
            inputMode="numeric"
            pattern="[1-9][0-9]{0,5}"
            isRequired
          />
        )}
        <SelectField
          name="reason"
          label={say('console.beyond.reason')}
          choices={overrideReasons.map((one) => [one, say(`console.beyond.reasons.${one}`)])}
        />
        <Field
          name="text"
          label={say('console.beyond.text')}
          note={say('console.beyond.note')}
          minLength={3}
          maxLength={1000}
          rows={2}
          isRequired
        />
        <Field
          name="evidence"
          label={say('console.beyond.evidence')}
          note={say('console.beyond.evidence-note')}
          maxLength={200}
          autoComplete="off"
        />
        <p className={isOver ? 'notice notice-wrong' : 'quiet'}>
          {isOver
            ? say('console.refused.over-budget')
            : say('console.beyond.budget', { count: budget })}{' '}
          {!isOver && say('console.beyond.second')}
        </p>
        {trouble !== undefined && (
          <p className="notice notice-wrong" role="alert">
            {trouble}
          </p>
        )}
        <div className="actions">
          <Action kind="main" type="submit" isDisabled={isOver}>
            {say('console.beyond.ask')}
          </Action>
          <Action kind="plain" onPress={onClose}>
            {say('console.cancel')}
          </Action>
        </div>
      </form>
    </Sheet>
  )
}
