import { createListener as createBaudotListener } from '../baudot/listen.ts'
import type { Heard, Listener, ModeName, Side } from '../mode.ts'
import { createMode } from '../modes.ts'
import { createToneWatch, type Hertz, type Tone } from './tone-watch.ts'

/** In which mode a caller speaks, and which side of it is ours: callers may have set theirs to answer. */
export type Found = { readonly name: ModeName; readonly side: Side }

/** Listens for one mode, from some time of the call on. */
export type Ear = { readonly push: (samples: Float32Array) => readonly Heard[] } & Pick<
  Listener,
  'isBusy' | 'isTextTelephone'
> & { readonly found: () => Found }

export function createEar({ name, side }: Found, sinceMs: number): Ear {
  if (isBaudot(name)) return createBaudotEar(side, sinceMs)
  return { ...shifted(createMode(name, side).hear(), sinceMs), found: () => ({ name, side }) }
}

/** A machine has one rate, and a short word in noise may look as if it had another: each character counts. */
function createBaudotEar(side: Side, sinceMs: number): Ear {
  const listener = createBaudotListener()
  const ear = shifted(listener, sinceMs)
  let faster = 0
  return {
    ...ear,
    found: () => ({ name: faster > 0 ? 'baudot-50' : 'baudot-45', side }),
    push: (samples) => {
      const heard = ear.push(samples)
      faster += heard.length * (listener.baud() > 47.6 ? 1 : -1)
      return heard
    },
  }
}

/** An ear for each of the modes: Baudot is heard at either rate, and EDT before V.21, which has its tones. */
export function createEars(modes: readonly ModeName[], sinceMs: number): readonly Ear[] {
  const order: readonly ModeName[] = ['baudot-45', 'edt', 'dtmf', 'v21', 'bell-103', 'v23']
  const wanted = new Set(modes.map((name) => (isBaudot(name) ? 'baudot-45' : name)))
  return order
    .filter((name) => wanted.has(name))
    .map((name) => createEar({ name, side: 'answerer' }, sinceMs))
}

/** The same telephone may have both: the rate of Baudot is known for certain after some characters only. */
export function isLike(one: ModeName, other: ModeName): boolean {
  return one === other || (isBaudot(one) && isBaudot(other))
}

export function isBaudot(name: ModeName): boolean {
  return name === 'baudot-45' || name === 'baudot-50'
}

/** What a carrier that has stood long enough says; the last three are those of sets that answer. */
const meanings: Readonly<Record<Hertz, Found>> = {
  390: { name: 'v23', side: 'answerer' },
  980: { name: 'v21', side: 'answerer' },
  1270: { name: 'bell-103', side: 'answerer' },
  1300: { name: 'v23', side: 'caller' },
  1650: { name: 'v21', side: 'caller' },
  2225: { name: 'bell-103', side: 'caller' },
}

export type CarrierWatch = (
  samples: Float32Array,
  ownHertz: readonly number[],
) => { readonly found?: Found; readonly isCalled: boolean; readonly isStanding: boolean }

/** Finds carriers of the modes, the tones of a set that calls, and tones that may become either. */
export function createCarrierWatch(modes: readonly ModeName[]): CarrierWatch {
  const watch = createToneWatch()
  const meant = (tone: Tone): readonly Found[] =>
    tone.kind === 'carrier' ? [meanings[tone.hertz]] : []
  return (samples, ownHertz) => {
    const tones = watch.push(samples, ownHertz)
    const [found] = tones.flatMap(meant).filter(({ name }) => modes.includes(name))
    return {
      ...(found && { found }),
      isCalled: tones.some(({ kind }) => kind === 'calling'),
      isStanding: watch.isStanding(),
    }
  }
}

function shifted(listener: Listener, sinceMs: number): Omit<Ear, 'found'> {
  return {
    isBusy: listener.isBusy,
    isTextTelephone: listener.isTextTelephone,
    push: (samples) =>
      listener.push(samples).map((heard) => ({ ...heard, atMs: heard.atMs + sinceMs })),
  }
}
