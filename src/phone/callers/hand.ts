import type { Clock } from '../clock.ts'
import type { Manner } from './manner.ts'
import { pressed, type Plan } from './plan.ts'
import type { Stroke } from './strokes.ts'

/** The hand that keys a plan, one key after the other, each after its pause. */
export type Hand = {
  readonly plan: () => Plan
  /** Takes up another plan, with its first key at once. */
  readonly takeUp: (plan: Plan) => void
  /** Goes on with the plan after so long, where there is something left of it. */
  readonly goOn: (ms: number) => void
  /** Is no key on its way? */
  readonly rests: () => boolean
  /** Somebody begins to speak: a key that is not on its way already waits. */
  readonly hush: () => void
  /** He was heard out. */
  readonly heardOut: () => void
  /** A key cut him off: what waited goes on. */
  readonly cutOff: () => void
  /** Lays the telephone down. */
  readonly stop: () => void
}

export type HandOptions = {
  readonly clock: Clock
  readonly manner: Manner
  readonly plan: Plan
  /** Presses the key; false: the call ends instead. */
  readonly press: (stroke: Stroke) => boolean
}

export function createHand({ clock, manner, plan: first, press }: HandOptions): Hand {
  let plan = first
  let dueAt = Infinity
  let isSpokenTo = false
  let isHeld = false
  let cancel = (): void => {}

  const stop = (): void => {
    cancel()
    dueAt = Infinity
  }
  const goOn = (ms: number): void => {
    cancel()
    if (plan.strokes[plan.at] === undefined) return
    dueAt = clock.now() + ms
    cancel = clock.after(ms, pressNext)
  }
  const pressNext = (): void => {
    dueAt = Infinity
    const stroke = plan.strokes[plan.at]
    if (stroke === undefined || !press(stroke)) return
    plan = pressed(plan)
    goOnInTime()
  }
  const goOnInTime = (): void => {
    isHeld = isSpokenTo
    const stroke = plan.strokes[plan.at]
    if (stroke === undefined || isHeld) return
    goOn(stroke.waits ? (manner.waitsInMs ?? 0) : stroke.beforeInMs)
  }

  return {
    plan: () => plan,
    takeUp: (another) => {
      plan = another
      goOn(0)
    },
    goOn,
    rests: () => dueAt === Infinity,
    hush: () => {
      isSpokenTo = true
      if (dueAt - clock.now() > manner.reflexInMs) stop()
    },
    heardOut: () => {
      isSpokenTo = false
    },
    cutOff: () => {
      isSpokenTo = false
      if (isHeld) goOnInTime()
    },
    stop,
  }
}
