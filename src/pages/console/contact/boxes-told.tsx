import type { ReactNode } from 'react'
import { verdictOf } from '../../../identifiers/typed-groups.ts'
import type { ReadingView } from '../../../operators/api/protocol-reading.ts'
import type { TextKey } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'

/** How the nine boxes stand, in one line: the first group that is not right, or what the line makes of all of them. */
export function BoxesTold(props: {
  readonly reading: ReadingView
  readonly digits: readonly string[]
}): ReactNode {
  const { say } = useTexts()
  const { reading, digits } = props
  const { genuine } = reading
  const verdicts = digits.map((box, at) => verdictOf(box, at + 1))
  const wrong = verdicts.findIndex((verdict) => verdict === 'wrong' || verdict === 'long')
  const isWhole = verdicts.every((verdict) => verdict === 'right')
  // Until the line has read these very digits nothing is said of them.
  const isRead = reading.groups.every((group, at) => group.digits === digits[at])
  const told = (): string => {
    if (genuine !== undefined && isRead) return say(textOf(genuine))
    if (wrong >= 0) return say('console.boxes.group-wrong', { group: wrong + 1 })
    return isWhole && isRead ? say('console.boxes.not-genuine') : ''
  }
  const isGood = genuine !== undefined && isRead
  return (
    <p className={`boxes-told ${isGood ? '' : 'boxes-told-wrong'}`} role="status">
      {told()}
    </p>
  )
}

function textOf({ isRelease, healed }: NonNullable<ReadingView['genuine']>): TextKey {
  if (isRelease) return 'console.boxes.release'
  return healed ? 'console.boxes.healed' : 'console.boxes.genuine'
}
