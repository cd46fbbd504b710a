import { useEffect, useState, type ReactNode } from 'react'
import { Chooser } from '../../shared/chooser.tsx'
import { useTexts } from '../../shared/texts-context.tsx'
import { Action } from '../parts/action.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { MicrophoneCheck } from './microphone-check.tsx'
import { ring } from './ring.ts'
import { RingSwitch } from './ring-switch.tsx'
import type { SoundDevice, SoundDevices } from './sound-devices.ts'
import { useSoftphone } from './use-softphone.tsx'
import { WrittenCheck } from './written-check.tsx'

/** Lets an operator try his telephone before a caller needs it. */
export function CheckSheet(props: {
  readonly isOpen: boolean
  readonly onClose: () => void
}): ReactNode {
  const { say } = useTexts()
  const { access, devices } = useSoftphone()
  return (
    <Sheet
      title={say('console.softphone.check.title')}
      isOpen={props.isOpen}
      onClose={props.onClose}
    >
      {access === 'twilio' && <WithDevices devices={devices} />}
      {access === 'simulated' && <WrittenCheck />}
      {access !== 'twilio' && (
        <div className="softphone-check">
          <Action onPress={() => void ring()}>{say('console.softphone.check.ring')}</Action>
        </div>
      )}
      <RingSwitch />
      <Action kind="main" onPress={props.onClose}>
        {say('console.close')}
      </Action>
    </Sheet>
  )
}

type Listed = Awaited<ReturnType<SoundDevices['list']>>

function WithDevices({ devices }: { readonly devices: SoundDevices }): ReactNode {
  const { say } = useTexts()
  const [listed, setListed] = useState<Listed>({ input: [], output: [] })
  const [chosen, setChosen] = useState(devices.chosen)
  const look = (): void => void devices.list().then(setListed)
  // Once: it is looked again when a microphone was given.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useEffect(look, [devices])
  const choose = (which: 'input' | 'output', id: string): void => {
    const { [which]: _, ...rest } = chosen
    const next = id === usual ? rest : { ...rest, [which]: id }
    devices.choose(next)
    setChosen(next)
  }
  const chooser = (which: 'input' | 'output', list: readonly SoundDevice[]): ReactNode =>
    list.length > 0 && (
      <Chooser
        label={say(`console.softphone.check.${which}`)}
        choices={[
          { id: usual, name: say('console.softphone.check.usual') },
          ...list.filter(({ id }) => id !== 'default'),
        ]}
        chosen={list.some(({ id }) => id === chosen[which]) ? (chosen[which] ?? usual) : usual}
        onChoose={(id) => choose(which, id)}
      />
    )
  return (
    <>
      <div className="softphone-check">
        <h3>{say('console.softphone.check.input')}</h3>
        {chooser('input', listed.input)}
        <MicrophoneCheck input={chosen.input} onGiven={look} />
      </div>
      <div className="softphone-check">
        <h3>{say('console.softphone.check.output')}</h3>
        {chooser('output', listed.output)}
        <Action onPress={() => void ring(chosen.output)}>
          {say('console.softphone.check.ring')}
        </Action>
      </div>
    </>
  )
}

/** The browser's own choice. */
const usual = 'usual'
