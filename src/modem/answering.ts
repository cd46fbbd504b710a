import { createAnswerTone } from './answering/answer-tone.ts'
import {
  createCarrierWatch,
  createEar,
  createEars,
  isBaudot,
  isLike,
  type Ear,
  type Found,
} from './answering/ears.ts'
import { createProbe, isCarrierless, type Step } from './answering/probe.ts'
import {
  isDoubtful,
  isProven,
  onTrial,
  outweighs,
  withHeard,
  type Trial,
} from './answering/trial.ts'
import { createVoices } from './answering/voices.ts'
import type { Heard, Listener, ModeName, Sender } from './mode.ts'

/** The side that answers: finds out in which mode the caller's telephone speaks, and speaks in that. */
export type Answering = Listener &
  Sender & {
    /** In which mode the caller was heard; none as long as nobody was. */
    readonly mode: () => ModeName | undefined
    /**
     * Whether what was written is not all sent, the tone after its last character included. `fill` gives more: a carrier,
     * where a mode has one, stands for the whole call, so call it for every frame.
     */
    readonly isWriting: () => boolean
  }

/** V.18: so long a line listens before it tries a silent caller (Ta). */
const listensFirstMs = 3000
/** After the caller was heard, the line waits so long before it writes again what was not read; with a carrier, longer. */
const [afterOthersMs, afterCarrierMs] = [300, 1000]
/** What comes back of what was just sent in a mode without a carrier is no caller. */
const echoMs = 1000
/** When so long nothing was heard in the caller's mode, he may have another telephone, or it was none. */
const forgetsAfterMs = 60_000
/** So many characters at most are written again. */
const mostUnheard = 500

/**
 * The modes in the order in which they are tried on a caller who is silent. Until the caller was heard, what is written
 * goes out in the first of them that has no carrier, then in the others; and once more in the caller's own, when that is
 * another. Nothing is sent before something is written. All time is that of what is heard.
 */
export function createAnswering(modes: readonly ModeName[]): Answering {
  const voices = createVoices()
  const answerTone = createAnswerTone()
  const probe = createProbe(modes)
  const hears = createCarrierWatch(modes)
  /** With one mode there is nothing to find out. */
  const isSure =
    modes.every((name) => isBaudot(name)) || (modes.length === 1 && modes.every(isCarrierless))
  let trials: readonly Trial[] = createEars(modes, 0).map(onTrial)
  /** The ear that hears the caller, and the mode in which it does. */
  let [own, found] = [undefined as Ear | undefined, undefined as Found | undefined]
  let isCertain = false
  let [nowMs, listensUntilMs, heardMs, sentMs] = [0, isSure ? 0 : listensFirstMs, 0, -Infinity]
  let [unheard, waiting, isSounding] = ['', '', false]

  const speaks = (): Sender | undefined => voices.current()
  /** Once the caller is known, nobody else is. */
  const isBusy = (): boolean =>
    trials.some(({ ear }) => (own === undefined || ear === own) && ear.isBusy())

  const fix = (ear: Ear): void => {
    const now = ear.found()
    ;[own, heardMs] = [ear, nowMs]
    if (isSame(found, now)) return
    const isRead = probe.wasWrittenIn(now.name)
    if (!isRead) waiting = unheard
    if (!isRead || !isCarrierless(now.name)) voices.stop()
    probe.end()
    unheard = ''
    found = now
    voices.turnTo(now)
  }
  const settle = (trial: Trial): void => {
    trials = [trial]
    isCertain = true
  }

  /** Whether what an ear hears may be our own voice. */
  const mayBeOurs = ({ ear }: Trial): boolean =>
    nowMs - sentMs < echoMs && voices.isLike(ear.found().name)

  const listen = (samples: Float32Array): readonly Heard[] => {
    const typed = new Map(trials.map(({ ear }) => [ear, ear.push(samples)]))
    const typedBy = ({ ear }: Trial): readonly Heard[] => typed.get(ear) ?? []
    if (own === undefined) {
      const first = trials.find((one) => typedBy(one).length > 0 && !mayBeOurs(one))
      if (first === undefined) return [...typed.values()].flat()
      trials = trials.map((one) => (one === first ? withHeard(one, typedBy(one)) : one))
      fix(first.ear)
      return typedBy(first)
    }
    trials = trials.map((one) => (mayBeOurs(one) ? one : withHeard(one, typedBy(one))))
    const mine = trials.find(({ ear }) => ear === own) as Trial
    const better = trials.find((one) => outweighs(one, mine))
    if (better !== undefined) {
      isCertain = false
      fix(better.ear)
      return better.heard
    }
    if (typedBy(mine).length > 0) {
      fix(mine.ear)
      if (isProven(mine)) settle(mine)
    }
    return typedBy(mine)
  }

  const watch = (samples: Float32Array): void => {
    if (found !== undefined) return
    const { found: carrier, isCalled, isStanding } = hears(samples, voices.carriers())
    if (carrier !== undefined) {
      const { ear } = trials.find((one) => isSame(one.ear.found(), carrier)) ?? {
        ear: createEar(carrier, nowMs),
      }
      settle(onTrial(ear))
      fix(ear)
    } else if (isCalled) listensUntilMs = nowMs
    // Whoever sends a tone is not tried before he has said what he is.
    else if (isStanding && !isSure)
      listensUntilMs = Math.max(listensUntilMs, nowMs + listensFirstMs)
  }

  /** Nothing was heard for long: others are listened for again, and a mode that was a mistake is given up. */
  const doubt = (): void => {
    const [mine] = trials.filter(({ ear }) => ear === own)
    if (mine === undefined || found === undefined || isSpeaking()) return
    const { name } = found
    if (isCertain && trials.length === 1) {
      const others = modes.filter((other) => !isLike(other, name))
      trials = [onTrial(mine.ear), ...createEars(others, nowMs).map(onTrial)]
    } else if (!isCertain && isDoubtful(mine)) {
      ;[own, found] = [undefined, undefined]
      trials = createEars(modes, nowMs).map(onTrial)
      voices.turnTo(undefined)
    }
  }

  /** Goes on with what is due. */
  const go = (): void => {
    if (found !== undefined) {
      const isQuiet = !isBusy()
      const after = isCarrierless(found.name) ? afterOthersMs : afterCarrierMs
      if (!isQuiet && isCarrierless(found.name)) heardMs = nowMs
      if (waiting === '' || !isQuiet || nowMs - heardMs < after) return
      speaks()?.write(waiting)
      waiting = ''
      return
    }
    if (nowMs < listensUntilMs) return
    const step = probe.next({ nowMs, isWriting: isSpeaking(), hasText: unheard !== '' })
    if (step !== undefined) take(step)
  }

  const take = (step: Step): void => {
    switch (step.kind) {
      case 'write':
        voices.turnTo(step.found, step.baud)
        speaks()?.write(step.isAll ? unheard : waiting)
        waiting = step.isFirst ? '' : waiting
        break
      case 'carrier':
        answerTone.begin()
        voices.turnTo(step.found)
        break
      case 'silence':
        voices.turnTo(undefined)
        break
    }
  }

  const isSpeaking = (): boolean => {
    const sender = speaks()
    return sender !== undefined && (sender.waiting() > 0 || (isSounding && voices.isCarrierless()))
  }

  return {
    mode: () => found?.name,
    isTextTelephone: () => found !== undefined,
    isBusy: () => isBusy() && (found !== undefined || !isSpeaking()),
    isWriting: () => isSpeaking() || (waiting !== '' && (found !== undefined || probe.hasFirst)),
    waiting: () => waiting.length + (speaks()?.waiting() ?? 0),
    push: (samples) => {
      nowMs += samples.length / 8
      const heard = listen(samples)
      watch(samples)
      if (heard.length > 0) heardMs = nowMs
      if (nowMs - heardMs > forgetsAfterMs) doubt()
      go()
      return heard
    },
    write: (text) => {
      if (found === undefined) unheard = (unheard + text).slice(-mostUnheard)
      if (waiting === '' && (found !== undefined || probe.isOpen())) {
        speaks()?.write(text)
        return
      }
      waiting += text
      if (found !== undefined) return
      probe.wrote()
      if (isSure) go()
    },
    fill: (samples) => {
      const part = voices.isCarrierless() ? 0 : answerTone.fill(samples)
      const rest = samples.subarray(part)
      isSounding = speaks()?.fill(rest) ?? false
      if (speaks() === undefined) rest.fill(0)
      if (isSounding && voices.isCarrierless()) sentMs = nowMs
      return isSounding || part > 0
    },
    stop: () => {
      ;[unheard, waiting] = ['', '']
      probe.end()
      voices.stop()
    },
  }
}

function isSame(one: Found | undefined, other: Found): boolean {
  return one?.name === other.name && one.side === other.side
}
