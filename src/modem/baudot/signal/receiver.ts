import { createBits, type Bits } from './bits.ts'
import { isBusyAt } from './busy.ts'
import { createContrast } from './contrast.ts'
import { readFrame, type Frame } from './frame.ts'
import { createFrontEnd } from './front-end.ts'
import { createLevel } from './level.ts'
import { createLostFrames } from './lost-frames.ts'
import { createOffsetSearch } from './offset-search.ts'
import { createStopLength, type StopLength } from './stop-length.ts'
import { aheadMs, createTrellis, type Trellis } from './trellis.ts'

/** Hears Baudot frames in sound at 8 kHz, whoever sent it: it decides nothing about whether that was a text telephone. */
export type Receiver = {
  /** Takes any number of samples, 1 at full scale, and gives the frames that have become certain by them. */
  readonly push: (samples: Float32Array) => readonly Frame[]
  /** Whether mark or space is on the line now. */
  readonly isBusy: () => boolean
}

/** A bit at 45.45 and at 50 baud; what is between, as 47.6, either reads. */
const widths = [22, 20] as const

/** The level and the offset of the tones are known this long before the bits are looked at. */
const lookAheadMs = 350
/** A frame is given when the story has gone on for so long after it. */
const certainAfterMs = 450
const decidesEveryMs = 20
const longestFrameMs = 8 * widths[0]
/** After so long a pause another rate is as likely as the last. */
const pauseMs = 3000
const [marginAtFirst, marginLater, framesUntilLater] = [1.02, 1.25, 8]

type Rate = { readonly bits: Bits; readonly trellis: Trellis; readonly stop: StopLength }

export function createReceiver(): Receiver {
  const frontEnd = createFrontEnd()
  const { sums } = frontEnd
  const search = createOffsetSearch(sums)
  const level = createLevel()
  const lost = createLostFrames(sums)
  const contrast = createContrast(sums)
  const rates: readonly Rate[] = widths.map((width) => {
    const bits = createBits({ sums, lost, contrast }, width)
    return { bits, trellis: createTrellis(bits), stop: createStopLength() }
  })
  let rate = rates[0] as Rate
  let [lastEndMs, heard, nowMs] = [-1, 0, 0]

  const chooseRate = (ms: number): void => {
    if (ms - lastEndMs > pauseMs) heard = 0
    const margin = heard > framesUntilLater ? marginLater : marginAtFirst
    for (const other of rates) {
      if (other.trellis.gain() > rate.trellis.gain() * margin + 0.05) rate = other
    }
  }

  const decide = (ms: number, found: Frame[]): void => {
    chooseRate(ms)
    const { bits, trellis, stop } = rate
    const since = Math.max(lastEndMs, ms - certainAfterMs - longestFrameMs, longestFrameMs)
    for (const endMs of trellis.frames(ms, since)) {
      const startMs = endMs - 7 * bits.width
      const isCertain = endMs <= ms - certainAfterMs
      if (!isCertain || endMs <= lastEndMs || startMs < lastEndMs - bits.width / 2) continue
      const frame = readFrame(sums, bits, endMs)
      if (lastEndMs > 0) stop.heard(startMs - lastEndMs)
      lastEndMs = endMs
      if (frame.share > 0.1 && frame.overNoise > 3.2) {
        level.heard(frame.amplitude)
        heard += 1
      }
      found.push(frame)
    }
  }

  return {
    isBusy: () => isBusyAt(sums, nowMs),
    push: (samples) => {
      const found: Frame[] = []
      frontEnd.push(samples, (ms) => {
        nowMs = ms
        lost.step(ms)
        search.step(ms)
        level.step(ms, search.envelope())
        const past = ms - lookAheadMs
        if (past < 0) return
        contrast.step(past, search.chosen(), level.amplitude())
        for (const { bits, trellis, stop } of rates) {
          bits.step(past, search.chosen(), level.amplitude())
          if (past >= aheadMs) trellis.step(past - aheadMs, stop.ms())
        }
        if (past >= aheadMs && past % decidesEveryMs === 0) decide(past - aheadMs, found)
      })
      return found
    },
  }
}
