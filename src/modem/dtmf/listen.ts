import type { Heard, Listener } from '../mode.ts'
import { characterOf, isPrefix } from './characters.ts'
import { createKeyReceiver, type Key } from './keys.ts'

/**
 * A text telephone sends its tones for some 70 ms, and the next within 100; a hand holds a key for longer and takes
 * longer to the next. One of 40 ms must be enough (ANS-16).
 */
const [machineMs, machinePauseMs] = [90, 100]
const quietMs = 40
const pure = 0.9
/** A sequence that is not gone on with is none. */
const givenUpAfterMs = 1000
const closesAfterMs = 60_000
const busyMs = 300

/** Listens to one call from its beginning. Keys that a hand presses are not taken for a text telephone. */
export function createListener(): Listener {
  const receiver = createKeyReceiver()
  let [sequence, startMs, surest] = ['', 0, 1]
  let [last, openUntilMs] = [undefined as Key | undefined, -1]

  const isMachine = (key: Key): boolean => {
    const lasts = (one: Key): boolean => one.endMs - one.startMs <= machineMs
    const pause = key.startMs - (last?.endMs ?? -Infinity)
    if (!lasts(key)) return false
    return pause <= machinePauseMs
      ? last !== undefined && lasts(last)
      : pause > quietMs && key.share >= pure
  }

  const garble = (atMs: number): Heard => ({ kind: 'garble', atMs })

  const take = (key: Key): readonly Heard[] => {
    if (key.startMs > openUntilMs) openUntilMs = -1
    if (isMachine(key)) openUntilMs = key.startMs + closesAfterMs
    const before: Heard[] = []
    if (sequence !== '' && key.startMs - (last?.endMs ?? 0) > givenUpAfterMs) {
      before.push(garble(startMs))
      sequence = ''
    }
    last = key
    if (openUntilMs < 0) return []
    if (sequence === '') [startMs, surest] = [key.startMs, 1]
    surest = Math.min(surest, key.share)
    sequence += key.key
    if (isPrefix(sequence)) return before
    const text = characterOf(sequence)
    sequence = ''
    if (text === undefined) return [...before, garble(startMs)]
    const read = { text, letter: text, figure: text, shiftCertain: true }
    return [
      ...before,
      { kind: 'character', ...read, confidence: Math.min(1, surest), atMs: startMs },
    ]
  }

  return {
    isTextTelephone: () => openUntilMs >= 0,
    isBusy: () => receiver.isSounding() || receiver.nowMs() - (last?.endMs ?? -Infinity) < busyMs,
    push: (samples) => receiver.push(samples).flatMap(take),
  }
}
