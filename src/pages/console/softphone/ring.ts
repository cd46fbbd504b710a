/** What a telephone that rings sounds like, in Hz: in the middle of those of ITU-T E.180. */
const tones = [440, 480]
const loudness = 0.1
const ringsInSeconds = 1.2

/** Rings once, on a loudspeaker that was chosen where the browser can. */
export async function ring(output?: string): Promise<void> {
  // Browsers let a page be heard only after somebody has touched it.
  if (!navigator.userActivation.hasBeenActive) return
  const context: AudioContext & { setSinkId?: (id: string) => Promise<void> } = new AudioContext()
  // One that is gone is rung on the usual one.
  if (output !== undefined) await context.setSinkId?.(output).catch(() => undefined)
  const volume = new GainNode(context, { gain: loudness })
  volume.connect(context.destination)
  const sounding = tones.map((frequency) => new OscillatorNode(context, { frequency }))
  for (const tone of sounding) {
    tone.connect(volume)
    tone.start()
    tone.stop(context.currentTime + ringsInSeconds)
  }
  sounding[0]?.addEventListener('ended', () => void context.close())
}
