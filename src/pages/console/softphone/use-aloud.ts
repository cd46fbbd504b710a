import { useEffect, useRef } from 'react'
import { speakPart, voiceFor, warmVoices } from '../../shared/voice.ts'
import type { Sentence } from './standing.ts'

/** Speaks what others say, one sentence after another, where the browser has a voice for the language. */
export function useAloud(sentences: readonly Sentence[], language: string): void {
  const spoken = useRef(0)
  const queue = useRef<Promise<void>>(Promise.resolve())
  useEffect(warmVoices, [])
  useEffect(() => {
    for (const { number, who, text } of sentences) {
      if (number <= spoken.current) continue
      spoken.current = number
      const voice = who === 'you' ? undefined : voiceFor(language)
      if (voice === undefined) continue
      queue.current = queue.current.then(
        () => new Promise((done) => void speakPart(text, { voice, rate: 1, done })),
      )
    }
    if (sentences.length === 0) spoken.current = 0
  }, [sentences, language])
}
