import { useCallback, useEffect, useRef, useState } from 'react'
import { levelOf, speechBegins } from './sound-level.ts'

export type MicrophoneInUse = {
  readonly state: 'off' | 'asking' | 'listening' | 'heard' | 'refused'
  readonly level: number
  readonly begin: (input: string | undefined) => void
  readonly end: () => void
}

/** Listens to a microphone until somebody has seen enough; nothing of it is kept or sent. */
export function useMicrophone(): MicrophoneInUse {
  const [state, setState] = useState<MicrophoneInUse['state']>('off')
  const [level, setLevel] = useState(0)
  /** What is being listened by now; a microphone that is given too late is put away. */
  const current = useRef<{ stop?: () => void }>(undefined)
  const stop = useCallback(() => {
    current.current?.stop?.()
    current.current = undefined
  }, [])
  useEffect(() => stop, [stop])
  const end = (): void => {
    stop()
    setState('off')
    setLevel(0)
  }
  const begin = (input: string | undefined): void => {
    end()
    const mine: { stop?: () => void } = {}
    current.current = mine
    setState('asking')
    const hear = (loud: number): void => {
      setLevel(loud)
      if (loud >= speechBegins) setState('heard')
    }
    void listen(input, hear).then(
      (stopIt) => {
        if (current.current !== mine) return stopIt()
        mine.stop = stopIt
        setState((now) => (now === 'asking' ? 'listening' : now))
      },
      () => setState('refused'),
    )
  }
  return { state, level, begin, end }
}

const looksEveryMs = 100

async function listen(
  input: string | undefined,
  hear: (level: number) => void,
): Promise<() => void> {
  const audio = input === undefined ? true : { deviceId: input }
  const stream = await navigator.mediaDevices.getUserMedia({ audio })
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 2048 })
  new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser)
  const samples = new Uint8Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples)
    hear(levelOf(samples))
  }, looksEveryMs)
  return () => {
    clearInterval(timer)
    for (const track of stream.getTracks()) track.stop()
    void context.close()
  }
}
