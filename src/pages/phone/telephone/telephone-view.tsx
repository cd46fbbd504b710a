import { useSyncExternalStore, type ReactNode } from 'react'
import { Button, ToggleButton } from 'react-aria-components'
import type { DemoNumber } from '../../../phone/live-protocol.ts'
import { Chooser } from '../chooser.tsx'
import { Icon } from '../icon.tsx'
import { nameOf } from '../texts.ts'
import { useTexts } from '../texts-context.tsx'
import { CallTimer } from './call-timer.tsx'
import { Captions } from './captions.tsx'
import { Keypad } from './keypad.tsx'
import type { Telephone, TelephoneState } from './telephone.ts'
import { useKeyboard } from './use-keyboard.ts'

export type TelephoneViewProps = {
  readonly telephone: Telephone
  readonly speed: number
  readonly numbers: readonly DemoNumber[]
  readonly number: DemoNumber
  readonly onChoose: (country: string) => void
  readonly keyboard: boolean
  readonly onKeyboard: (on: boolean) => void
}

/** The telephone: a display with what is said, the keys, and the call's own buttons. */
export function TelephoneView(props: TelephoneViewProps): ReactNode {
  const { telephone } = props
  const { say } = useTexts()
  const state = useTelephone(telephone)
  useKeyboard(props.keyboard, telephone.press, telephone.release)
  const onTheLine = state.call.phase === 'ringing' || state.call.phase === 'talking'

  return (
    <section className="telephone" aria-label={say('phone.region')}>
      <Display {...props} state={state} onTheLine={onTheLine} />
      <Keypad down={state.down} onPress={telephone.press} onRelease={telephone.release} />
      <div className="telephone-actions">
        <ToggleButton
          className="side-button"
          aria-label={say('phone.sound-name')}
          isSelected={state.sound}
          onChange={telephone.setSound}
        >
          <Icon name={state.sound ? 'sound' : 'silent'} />
          <span aria-hidden="true">{say('phone.sound')}</span>
        </ToggleButton>
        {onTheLine ? (
          <Button className="call-button hang-up" onPress={telephone.hangUp}>
            <Icon name="handset" />
            {say('phone.hang-up')}
          </Button>
        ) : (
          <Button className="call-button" onPress={() => telephone.dial(props.number)}>
            <Icon name="handset" />
            {say('phone.call')}
          </Button>
        )}
        <ToggleButton
          className="side-button"
          aria-label={say('phone.keyboard-name')}
          isSelected={props.keyboard}
          onChange={props.onKeyboard}
        >
          <Icon name="keyboard" />
          <span aria-hidden="true">{say('phone.keyboard')}</span>
        </ToggleButton>
      </div>
    </section>
  )
}

/** The telephone's present state; the component is drawn again when it changes. */
export function useTelephone(telephone: Telephone): TelephoneState {
  return useSyncExternalStore(telephone.subscribe, telephone.state)
}

function Display(
  props: TelephoneViewProps & { readonly state: TelephoneState; readonly onTheLine: boolean },
): ReactNode {
  const { say, language } = useTexts()
  const { call, voiceless } = props.state
  const choices = props.numbers.map(({ country, shown }) => ({
    id: country,
    note: shown,
    name: nameOf('region', country, language),
  }))
  return (
    <div className="display">
      <div className="display-top">
        <Chooser
          label={say('phone.country')}
          choices={choices}
          chosen={props.number.country}
          onChoose={props.onChoose}
          isDisabled={props.onTheLine}
        />
        <span className="display-number" dir="ltr">
          {props.number.shown}
        </span>
      </div>
      <div className="display-state">
        <span className={`state state-${call.phase}`} aria-hidden="true">
          {say(call.hears > 0 ? 'phone.listening' : `phone.${call.phase}`)}
        </span>
        <span className="sr-only" role="status">
          {say(`phone.${call.phase}`)}
        </span>
        <Speed speed={props.speed} />
        <CallTimer call={call} />
      </div>
      <Captions call={call} voiceless={voiceless} />
    </div>
  )
}

function Speed({ speed }: { readonly speed: number }): ReactNode {
  const { say } = useTexts()
  if (speed === 1) return undefined
  return (
    <span className="speed">
      <span aria-hidden="true">{speed}×</span>
      <span className="sr-only">{say('phone.speed', { speed })}</span>
    </span>
  )
}
