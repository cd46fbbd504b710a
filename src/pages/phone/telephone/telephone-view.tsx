import { useSyncExternalStore, type ReactNode } from 'react'
import { Button, ToggleButton } from 'react-aria-components'
import type { DemoNumber } from '../../../phone/live-protocol.ts'
import { Chooser } from '../../shared/chooser.tsx'
import { Icon } from '../../shared/icon.tsx'
import { nameOf, type TextKey } from '../../shared/texts.ts'
import { useTexts } from '../../shared/texts-context.tsx'
import type { Call } from './call.ts'
import { CallTimer } from './call-timer.tsx'
import { Captions } from './captions.tsx'
import { Keypad } from './keypad.tsx'
import type { Telephone, TelephoneState } from './telephone.ts'
import { Talk } from './talk.tsx'
import { useKeyboard } from './use-keyboard.ts'
import { Screen } from '../text-telephone/screen.tsx'
import { TextKeys } from '../text-telephone/text-keys.tsx'
import { DeviceSwitch } from './device-switch.tsx'

export type TelephoneViewProps = {
  readonly telephone: Telephone
  readonly speed: number
  readonly numbers: readonly DemoNumber[]
  readonly number: DemoNumber
  readonly onChoose: (country: string) => void
  /** Some numbers are for text telephones. */
  readonly hasText: boolean
  readonly keyboard: boolean
  readonly onKeyboard: (on: boolean) => void
}

/** The telephone: a display with what is said, the keys, and the call's own buttons. */
export function TelephoneView(props: TelephoneViewProps): ReactNode {
  const { telephone } = props
  const { say } = useTexts()
  const state = useTelephone(telephone)
  const isText = state.device === 'text-telephone'
  useKeyboard(props.keyboard && !isText, telephone.press, telephone.release)
  const { phase } = state.call
  const onTheLine = phase === 'ringing' || phase === 'talking' || phase === 'called'

  return (
    <section
      className={isText ? 'telephone telephone-text' : 'telephone'}
      aria-label={say('phone.region')}
    >
      {props.hasText && (
        <DeviceSwitch device={state.device} isDisabled={onTheLine} onChoose={telephone.setDevice} />
      )}
      <Display {...props} state={state} onTheLine={onTheLine} />
      {!isText && state.call.person === 'talking' && <Talk onSay={telephone.speak} />}
      {isText ? (
        <TextKeys isWriting={state.call.isWriting} onType={telephone.type} />
      ) : (
        <Keypad down={state.down} onPress={telephone.press} onRelease={telephone.release} />
      )}
      <div className="telephone-actions">
        {isText ? (
          <Side
            name={say('text.tones-name')}
            word={say('text.tones')}
            icon={state.tones ? 'sound' : 'silent'}
            isOn={state.tones}
            onChange={telephone.setTones}
          />
        ) : (
          <Side
            name={say('phone.sound-name')}
            word={say('phone.sound')}
            icon={state.sound ? 'sound' : 'silent'}
            isOn={state.sound}
            onChange={telephone.setSound}
          />
        )}
        {phase === 'called' && (
          <Button className="call-button" onPress={telephone.takeUp}>
            <Icon name="handset" />
            {say('phone.take-up')}
          </Button>
        )}
        {onTheLine ? (
          <Button className="call-button hang-up" onPress={telephone.hangUp}>
            <Icon name="handset" />
            {say(phase === 'called' ? 'phone.decline' : 'phone.hang-up')}
          </Button>
        ) : (
          <Button className="call-button" onPress={() => telephone.dial(props.number)}>
            <Icon name="handset" />
            {say('phone.call')}
          </Button>
        )}
        {!isText && (
          <Side
            name={say('phone.keyboard-name')}
            word={say('phone.keyboard')}
            icon="keyboard"
            isOn={props.keyboard}
            onChange={props.onKeyboard}
          />
        )}
      </div>
    </section>
  )
}

function Side(props: {
  readonly name: string
  readonly word: string
  readonly icon: 'sound' | 'silent' | 'keyboard'
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}): ReactNode {
  return (
    <ToggleButton
      className="side-button"
      aria-label={props.name}
      isSelected={props.isOn}
      onChange={props.onChange}
    >
      <Icon name={props.icon} />
      <span aria-hidden="true">{props.word}</span>
    </ToggleButton>
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
  const { call, voiceless, device } = props.state
  const isText = device === 'text-telephone'
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
          {say(stateOf(call))}
        </span>
        <span className="sr-only" role="status">
          {say(call.person === 'none' ? `phone.${call.phase}` : `phone.person-${call.person}`)}
        </span>
        <Speed speed={props.speed} />
        <CallTimer call={call} />
      </div>
      {isText && <Screen call={call} />}
      <Captions
        call={call}
        voiceless={voiceless}
        isText={isText}
        language={props.number.languages.length === 1 ? props.number.languages[0] : undefined}
      />
    </div>
  )
}

function stateOf(call: Call): TextKey {
  if (call.isLampLit) return 'text.line-types'
  if (call.person !== 'none') return `phone.person-${call.person}`
  return call.hears > 0 ? 'phone.listening' : `phone.${call.phase}`
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
