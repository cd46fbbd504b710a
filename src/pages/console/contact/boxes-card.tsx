import type { ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { Card } from '../parts/card.tsx'
import { NineBoxes } from './nine-boxes.tsx'
import type { IdBoxes } from './use-id-boxes.ts'

/** The installation ID, and what the line makes of it. */
export function BoxesCard({
  idBoxes,
  keyed,
  isYours,
  isIdle,
  onConfirm,
}: {
  readonly idBoxes: IdBoxes
  readonly keyed: readonly string[]
  readonly isYours: boolean
  readonly isIdle: boolean
  readonly onConfirm: () => void
}): ReactNode {
  const { say } = useTexts()
  const { boxes, reading } = idBoxes
  return (
    <Card
      title={say('console.boxes.label')}
      actions={
        <Action kind="main" keys="C" isDisabled={isIdle} onPress={onConfirm}>
          {say('console.contact.confirm')}
        </Action>
      }
    >
      <NineBoxes boxes={boxes} keyed={keyed} reading={reading.groups} isReadOnly={!isYours} />
      <p className="boxes-told" role="status">
        {reading.genuine === undefined
          ? ''
          : say(reading.genuine.healed ? 'console.boxes.healed' : 'console.boxes.genuine')}
      </p>
    </Card>
  )
}
