import type { ModeName } from '../mode.ts'
import { isBaudot, type Found } from './ears.ts'

/** What is tried on a caller who is silent. */
export type Step =
  | {
      readonly kind: 'write'
      readonly found: Found
      /** Baudot that either rate reads, where both are possible (V.18 X-03). */
      readonly baud?: number
      readonly isFirst: boolean
      /** All that was written, not only what is new. */
      readonly isAll: boolean
    }
  | { readonly kind: 'carrier'; readonly found: Found }
  | { readonly kind: 'silence' }

export type Probe = {
  /** There is a mode in which something can be written before the caller is known. */
  readonly hasFirst: boolean
  /** What to do now, if that is another thing than before. */
  readonly next: (now: {
    readonly nowMs: number
    readonly isWriting: boolean
    readonly hasText: boolean
  }) => Step | undefined
  /** What is written now goes out with what is being sent. */
  readonly isOpen: () => boolean
  /** Something new was written. */
  readonly wrote: () => void
  /** Whether all that was written went out in this mode. */
  readonly wasWrittenIn: (name: ModeName) => boolean
  readonly end: () => void
}

/** V.18: after a text in a mode without a carrier (Tm), and how long a carrier is held (Tc), its tone before it included. */
const [pauseMs, carrierMs] = [3000, 7075]
/** Whoever has the telephone that is usual in the country reads first, and is not disturbed so soon. */
const firstPauseMs = 10_000
const bothRates = 47.6

export function createProbe(modes: readonly ModeName[]): Probe {
  const order = modes.filter((name, at) => !isBaudot(name) || modes.findIndex(isBaudot) === at)
  const isBoth = modes.includes('baudot-45') && modes.includes('baudot-50')
  const first = order.find((name) => isCarrierless(name))
  const others = order.filter((name) => name !== first)
  let [at, isNew, untilMs, state] = [0, false, 0, 'idle' as 'idle' | 'writing' | 'waiting']
  let isFirst = false
  let written: readonly ModeName[] = []

  const write = (name: ModeName): Step => {
    const baud = isBoth && isBaudot(name) ? { baud: bothRates } : {}
    isFirst = name === first
    state = 'writing'
    written = isBaudot(name) && isBoth ? [...written, 'baudot-45', 'baudot-50'] : [...written, name]
    return { kind: 'write', found: { name, side: 'answerer' }, ...baud, isFirst, isAll: !isFirst }
  }

  return {
    hasFirst: first !== undefined,
    isOpen: () => state === 'writing' && isFirst,
    wasWrittenIn: (name) => written.includes(name),
    wrote: () => {
      isNew = true
      written = first === undefined ? [] : written.filter((name) => name === first)
      if (state === 'idle') at = 0
    },
    end: () => {
      ;[state, isNew, written] = ['idle', false, []]
    },
    next: ({ nowMs, isWriting, hasText }) => {
      if (!hasText || isWriting) return undefined
      if (state === 'writing') {
        ;[state, untilMs] = [
          'waiting',
          nowMs + (isFirst && first === order[0] ? firstPauseMs : pauseMs),
        ]
      }
      if (isNew && first !== undefined) {
        isNew = false
        return write(first)
      }
      if (state === 'waiting' && nowMs < untilMs) return undefined
      if (state === 'idle' && !isNew) return undefined
      isNew = false
      const name = others[at]
      at += 1
      if (name === undefined) {
        state = 'idle'
        return { kind: 'silence' }
      }
      if (isCarrierless(name)) return write(name)
      ;[state, untilMs] = ['waiting', nowMs + carrierMs]
      return { kind: 'carrier', found: { name, side: 'answerer' } }
    },
  }
}

export function isCarrierless(name: ModeName): boolean {
  return isBaudot(name) || name === 'edt' || name === 'dtmf'
}
