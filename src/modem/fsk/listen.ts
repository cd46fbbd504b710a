import type { Heard, Listener } from '../mode.ts'
import type { Channel } from './channel.ts'
import { createLately } from './lately.ts'
import { createParity } from './parity.ts'
import { createReceiver, type Frame } from './receive.ts'

export type Listening = {
  /** The carrier stands for the whole call, and only a character is somebody who types. */
  readonly isCarrier: boolean
  /** Others use the same tones at a lower rate. */
  readonly hasSlower: boolean
}

const garbled = 0.02
/** So many clear frames within so long, and more of them than of others, open it; a fast channel has more by chance. */
const clearFrames = { count: 3, countIfFast: 6, withinMs: 4000 } as const
const heldMs = 10_000
/** Before it is open, what has less of its power in the tones is noise, of which a ninth is usual: it is not held. */
const leastHeldShare = 0.2
const closesAfterMs = 60_000
const typesMs = 500
const leastShare = 0.25
/** Sound begins in the middle of what looks like a frame when a carrier comes up. */
const leastOnset = 0.3
/** Noise in a tone that is held, ours or another's, has a start bit and nothing else. */
const heldMark = 0xff
/** What is weaker than this part of the sender is noise, or a frame of which a part was lost. */
const leastLoud = 0.55

/** Listens on a channel from a call's beginning. Nothing is said to be typed until it is surely a text telephone. */
export function createListener(channel: Channel, { isCarrier, hasSlower }: Listening): Listener {
  const receiver = createReceiver(channel)
  const leak = leakOf(channel)
  const needed = channel.baud > 300 ? clearFrames.countIfFast : clearFrames.count
  let parity = createParity()
  let held: readonly Frame[] = []
  /** Of all frames, held or not. */
  const lately = createLately(clearFrames.withinMs)
  let [openUntilMs, lastMs, loud] = [-1, -Infinity, 0]

  const isClear = (frame: Frame): boolean =>
    frame.isFramed &&
    frame.bits !== heldMark &&
    frame.share >= 0.3 &&
    frame.weakest >= 0.5 &&
    frame.spread <= 0.3 &&
    frame.wrongTone <= leak + 0.15 &&
    Math.min(...frame.margins) >= 0.25 &&
    (!hasSlower || frame.hasSingleBit)

  const isLoud = ({ amplitude }: Frame): boolean => amplitude > loud * leastLoud

  const isHeard = (frame: Frame): boolean =>
    isLoud(frame) && frame.share >= 0.1 && frame.wrongTone <= leak + (isWhole(frame) ? 0.45 : 0.2)

  /** A packet was lost in it: what is left is pure and too weak. */
  const isTorn = ({ amplitude, share }: Frame): boolean =>
    amplitude > loud * 0.2 && amplitude <= loud * leastLoud && share >= 0.7

  const isWhole = ({ isFramed, onset }: Frame): boolean => isFramed && onset >= leastOnset

  const heardOf = (frame: Frame): Heard => {
    const atMs = frame.startMs
    const { code, confidence } = parity.check(frame)
    if (isTorn(frame) || !isWhole(frame) || confidence < garbled) return { kind: 'garble', atMs }
    lastMs = frame.endMs
    const text = printed(code)
    return {
      kind: 'character',
      text,
      letter: text,
      figure: text,
      shiftCertain: true,
      confidence,
      atMs,
    }
  }

  const gate = (frame: Frame): readonly Frame[] => {
    const { startMs: atMs, amplitude } = frame
    if (atMs > openUntilMs) openUntilMs = -1
    const clear = isClear(frame)
    if (openUntilMs >= 0) {
      if (clear) {
        openUntilMs = atMs + closesAfterMs
        loud += (Math.min(amplitude, 2 * loud) - loud) * 0.1
      }
      return isHeard(frame) || isTorn(frame) ? [frame] : []
    }
    const isWithin = (ms: number) => (one: Pick<Frame, 'startMs'>) => one.startMs > atMs - ms
    lately.push(atMs, amplitude)
    held = held.filter(isWithin(heldMs))
    if (clear || (isWhole(frame) && frame.share >= leastHeldShare)) held = [...held, frame]
    const clearOnes = held.filter(isWithin(clearFrames.withinMs)).filter(isClear)
    if (clearOnes.length < needed) return []
    loud = clearOnes.reduce((sum, one) => sum + one.amplitude, 0) / clearOnes.length
    if (clearOnes.length * 2 < lately.above(loud * leastLoud)) return []
    openUntilMs = atMs + closesAfterMs
    parity = createParity()
    const released = held.filter((one) => isHeard(one) && isWhole(one))
    held = []
    lately.forget()
    return released
  }

  return {
    isTextTelephone: () => openUntilMs >= 0,
    isBusy: () =>
      isCarrier ? receiver.nowMs() - lastMs < typesMs : receiver.shareNow() >= leastShare,
    push: (samples) => receiver.push(samples).flatMap(gate).map(heardOf),
  }
}

/** How much of one tone is heard as the other, since a bit is too short to tell them fully apart. */
function leakOf({ mark, space, baud }: Channel): number {
  const apart = (Math.PI * Math.abs(mark - space)) / baud
  return Math.abs(Math.sin(apart) / apart)
}

/** Of the controls, those that move the paper or take back; a sender that fills in DEL means a backspace (V.18 B). */
function printed(code: number): string {
  if (code === 0x7f) return '\b'
  const isPrinted = code >= 0x20 || code === 0x08 || code === 0x0a || code === 0x0d
  return isPrinted ? String.fromCharCode(code) : ''
}
