import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { keys, type Demo, type Key } from '../../phone/live-protocol.ts'
import { countriesIn, numberFor, numbersOf } from './demo.ts'
import { anotherMachine, rememberedCaller, rememberedMachine } from './machine.ts'
import { keyForCaller, type Hand } from './telephone/keying.ts'
import { callAddress, lineTo } from './telephone/line.ts'
import { createSpeaker } from './telephone/speaker.ts'
import { createTelephone, type Telephone } from './telephone/telephone.ts'
import { TelephoneView, useTelephone } from './telephone/telephone-view.tsx'
import { Ticker } from './telephone/ticker.tsx'
import { webAudioTones } from './telephone/tones.ts'
import { createTonePlayer } from './text-telephone/tone-player.ts'
import { typeForCaller } from './text-telephone/type-for-caller.ts'
import { useTexts } from '../shared/texts-context.tsx'
import { programOf } from './wizard/program.ts'
import { WizardWindow } from './wizard/wizard-window.tsx'

/** The computer and the telephone side by side. Nothing passes between them but the one who uses both. */
export function Room({ demo }: { readonly demo: Demo }): ReactNode {
  const { language } = useTexts()
  const speed = speedOf(location.href, demo.fastest)
  const [machine, setMachine] = useState(() => rememberedMachine(localStorage, Math.random))
  const [country, setCountry] = useState(() => countriesIn(navigator.languages)[0])
  const [keyboard, setKeyboard] = useState(true)
  const [telephone] = useState(() => telephoneAt(location.href, speed))
  useEffect(() => telephone.standBy(), [telephone])
  const program = useMemo(() => programOf(demo, machine), [demo, machine])
  const hand = useHand(telephone, speed)
  const { device } = useTelephone(telephone)
  const isText = device === 'text-telephone'
  const numbers = numbersOf(demo.numbers, device)
  const number = numberFor(numbers, country, language)
  if (number === undefined) return undefined

  const keyForMe = (): void => {
    if (hand.keyed !== undefined) return hand.stop()
    const { phase } = telephone.state().call
    const isCalling = phase === 'ready' || phase === 'ended'
    if (isCalling) telephone.dial(number)
    if (isText) hand.type(program.installation, isCalling)
    else hand.key(program.installation.join(''))
  }
  return (
    <div className="room">
      <WizardWindow
        key={program.installation.join('')}
        demo={demo}
        number={number}
        program={program}
        keyed={hand.keyed}
        isText={isText}
        onKeyForMe={keyForMe}
        onAnotherComputer={() => setMachine(anotherMachine(localStorage, Math.random))}
      />
      <TelephoneView
        telephone={telephone}
        speed={speed}
        numbers={numbers}
        number={number}
        hasText={demo.numbers.some(({ kind }) => kind !== 'voice')}
        onChoose={setCountry}
        keyboard={keyboard}
        onKeyboard={setKeyboard}
      />
      <Ticker telephone={telephone} />
    </div>
  )
}

function telephoneAt(page: string, speed: number): Telephone {
  return createTelephone({
    caller: rememberedCaller(localStorage, Math.random),
    speed,
    openLine: lineTo(callAddress(page, 'call')),
    openOtherLine: lineTo(callAddress(page, 'called')),
    createSpeaker,
    createTones: webAudioTones,
    tonePlayer: createTonePlayer(speed),
    now: () => Date.now(),
  })
}

/** How many times as fast as a real call this page was asked for, as far as the server goes along. */
function speedOf(page: string, fastest: number): number {
  const speed = Number(new URL(page).searchParams.get('speed') ?? 1)
  return speed >= 1 ? Math.min(speed, fastest) : 1
}

type HandInUse = {
  readonly keyed: number | undefined
  readonly key: (digits: string) => void
  readonly type: (groups: readonly string[], waitsForQuestion: boolean) => void
  readonly stop: () => void
}

/** One helping hand at the telephone. */
function useHand(telephone: Telephone, speed: number): HandInUse {
  const [keyed, setKeyed] = useState<number>()
  const hand = useRef<Hand>(undefined)
  useEffect(() => () => hand.current?.stop(), [])
  return {
    keyed,
    key(digits) {
      setKeyed(0)
      hand.current = keyForCaller(telephone, keysOf(digits), {
        speed,
        random: Math.random,
        onKey: setKeyed,
        onDone: () => setKeyed(undefined),
      })
    },
    type(groups, waitsForQuestion) {
      setKeyed(0)
      hand.current = typeForCaller(telephone, groups, {
        speed,
        waitsForQuestion,
        onSent: setKeyed,
        onDone: () => setKeyed(undefined),
      })
    },
    stop() {
      hand.current?.stop()
    },
  }
}

function keysOf(digits: string): readonly Key[] {
  return Array.from(digits).flatMap((digit) => keys.find((key) => key === digit) ?? [])
}
