/** The browser's voice for a language, the same country's first. */
export function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const voices = globalThis.speechSynthesis?.getVoices() ?? []
  const wanted = language.toLowerCase()
  const tagged = voices.map((voice) => ({ voice, tag: voice.lang.toLowerCase().replace('_', '-') }))
  const fitting =
    tagged.find(({ tag }) => tag === wanted) ??
    tagged.find(({ tag }) => tag.split('-')[0] === wanted.split('-')[0])
  return fitting?.voice
}

/** The voices arrive some time after a page first asked for them: ask early. */
export function warmVoices(): void {
  globalThis.speechSynthesis?.getVoices()
}

/** Says nothing aloud, so that what follows may be heard. */
export function wakeVoices(): void {
  globalThis.speechSynthesis?.speak(new SpeechSynthesisUtterance(''))
}

export type Manner = {
  readonly voice: SpeechSynthesisVoice
  /** 1: as usual. */
  readonly rate: number
  /** Called once, when it has been spoken or would have been. */
  readonly done: () => void
}

/** Speaks a text; what is returned silences it, and then `done` is not called. */
export function speakPart(text: string, { voice, rate, done }: Manner): () => void {
  const speech = new SpeechSynthesisUtterance(text)
  speech.lang = voice.lang
  speech.voice = voice
  speech.rate = Math.min(rate, fastestRate)
  const reading = readingTimeInMs(text) / rate
  // Some engines never report the end of a long text, and some report an error for every one.
  let timer = setTimeout(done, reading * 3 + 3000)
  speech.addEventListener('end', () => {
    clearTimeout(timer)
    if (!silenced) done()
  })
  speech.addEventListener('error', () => {
    clearTimeout(timer)
    if (!silenced) timer = setTimeout(done, reading)
  })
  let silenced = false
  globalThis.speechSynthesis.speak(speech)
  return () => {
    silenced = true
    clearTimeout(timer)
    globalThis.speechSynthesis.cancel()
  }
}

/** Beyond this no engine is understood. */
const fastestRate = 4

function readingTimeInMs(text: string): number {
  return 200 + text.length * 70
}
