import { useEffect, type ReactNode } from 'react'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { useMicrophone } from './use-microphone.ts'

/** Shows how loud one is, and says once that one is heard. */
export function MicrophoneCheck(props: {
  readonly input: string | undefined
  readonly onGiven: () => void
}): ReactNode {
  const { say } = useTexts()
  const { state, level, begin, end } = useMicrophone()
  const isOn = state === 'listening' || state === 'heard'
  const { onGiven } = props
  useEffect(() => {
    if (isOn) onGiven()
    // It is told when it begins, whoever is told.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isOn])
  return (
    <>
      {isOn ? (
        <Action onPress={end}>{say('console.softphone.check.stop')}</Action>
      ) : (
        <Action onPress={() => begin(props.input)}>
          {say('console.softphone.check.microphone')}
        </Action>
      )}
      {isOn && (
        <meter
          className="softphone-level"
          min={0}
          max={1}
          value={level}
          aria-label={say('console.softphone.check.level')}
        />
      )}
      <p className="softphone-told" role="status">
        {state === 'listening' && say('console.softphone.check.speak')}
        {state === 'heard' && say('console.softphone.check.heard')}
        {state === 'refused' && say('console.softphone.trouble.microphone')}
      </p>
    </>
  )
}
