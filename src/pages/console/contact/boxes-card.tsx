import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { BoxesTold } from './boxes-told.tsx'
import { NineBoxes } from './nine-boxes.tsx'
import type { IdBoxes } from './use-id-boxes.ts'

/** The installation ID, and what the line makes of it. */
export function BoxesCard({
  idBoxes,
  keyed,
  isYours,
  isIdle,
  onConfirm,
  onAnswer,
}: {
  readonly idBoxes: IdBoxes
  readonly keyed: readonly string[]
  readonly isYours: boolean
  readonly isIdle: boolean
  readonly onConfirm: () => void
  /** Back to the answer that there is. */
  readonly onAnswer?: () => void
}): ReactNode {
  const { say } = useTexts()
  const { boxes, reading, gaveWay } = idBoxes
  const lost = gaveWay.flatMap((digits, at) => (digits === '' ? [] : [`${at + 1}: ${digits}`]))
  return (
    <Card
      title={say('console.boxes.label')}
      actions={
        isYours && (
          <Action kind="main" keys="C" isDisabled={isIdle} onPress={onConfirm}>
            {say('console.contact.confirm')}
          </Action>
        )
      }
    >
      <NineBoxes boxes={boxes} keyed={keyed} reading={reading.groups} isReadOnly={!isYours} />
      <BoxesTold reading={reading} digits={boxes.digits} />
      {lost.length > 0 && (
        <p className="notice notice-wrong boxes-lost" role="alert">
          {say('console.contact.gave-way', { groups: lost.join(', ') })}
        </p>
      )}
      {onAnswer !== undefined && (
        <Action kind="plain" onPress={onAnswer}>
          {say('console.contact.the-answer')}
        </Action>
      )}
    </Card>
  )
}
