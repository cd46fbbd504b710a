import type { Refusal } from '../../../operators/api/protocol.ts'
import type { TextKey } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'

/** Why something was not done, in words; a reason that this page does not know is told as a failure. */
export function useRefusalText(): (refusal: Omit<Refusal, 'kind'>) => string {
  const { say } = useTexts()
  return ({ reason, seconds, by }) => {
    const key = `console.refused.${reason}` as TextKey
    const text = say(key, { minutes: Math.ceil((seconds ?? 60) / 60), name: by?.name ?? '' })
    return text === key ? say('console.refused.failed') : text
  }
}
