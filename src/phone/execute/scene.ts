import type { Ask, Ready } from '../ask.ts'
import type { Chance } from '../chance.ts'
import type { Clock } from '../clock.ts'
import type { EndReason, Happening, Key, Speaker, Utterance } from '../events.ts'
import type { Conferences } from '../conference/conferences.ts'
import type { Queues } from '../queue/queues.ts'
import type { Streams } from '../stream/streams.ts'
import type { Dialled } from '../twiml/verbs.ts'

/** What hears the caller while a verb listens; each says whether it took notice. */
export type Listener = {
  readonly key: (key: Key) => boolean
  readonly speech: (text: string) => boolean
}

export type Dialling =
  | { readonly kind: 'completed'; readonly ringsInMs: number; readonly talksInMs: number }
  | { readonly kind: 'busy' | 'no-answer' | 'failed'; readonly ringsInMs: number }

/** What the rest of the world does on this call, beyond the line and the caller. */
export type World = {
  readonly soundInMs: (url: string) => number
  /** How those dialled behave. */
  readonly dial: (targets: readonly Dialled[]) => Dialling
  /** When somebody takes the caller out of a queue, and for how long they talk; without it nobody ever does. */
  readonly queue?: { readonly takenAfterInMs: number; readonly talksInMs: number }
  /** How `Digits` comes when nothing was keyed and the action is asked all the same. */
  readonly emptyDigits: 'empty' | 'absent'
}

/** What a verb's executor may use. */
export type Scene = {
  readonly clock: Clock
  readonly chance: Chance
  readonly speaker: Speaker
  readonly world: World
  readonly streams: Streams
  readonly callSid: string
  readonly accountSid: string
  /** What this call shares with the others of its telephone. */
  readonly switchboard: { readonly queues: Queues; readonly conferences: Conferences }
  /** Given when the verb must stop: the caller hung up, a key stopped the prompt, the queue moved on. */
  readonly signal: AbortSignal
  /** The document being carried out. */
  readonly documentUrl: string
  readonly emit: (happening: Happening) => void
  /** Opens the line's ear until the returned function is called. */
  readonly listen: (listener: Listener) => () => void
  /** A listening is over: the next verb opens only after a gap. */
  readonly oweGap: () => void
  /** Carries out a document beside that of the call; `on` means it came to its end. */
  readonly playAside: (ask: Ask, aside: Aside) => Promise<Ending>
  /** Asks on behalf of this call, and drops what is answered. */
  readonly tell: (ask: Ask) => Promise<void>
  /** Asks about something that is not this call: without its parameters. */
  readonly post: (ask: Ask) => Promise<void>
  /** Shows a fault that does not end the call; what is no `PhoneFault` is thrown again. */
  readonly report: (error: unknown, url: string) => void
}

/** In which kind of place a document is carried out: it may hold other verbs in each. */
export type Place = 'call' | 'queue' | 'conference'

export type Aside = { readonly signal: AbortSignal; readonly within: Exclude<Place, 'call'> }

/** How a call goes on after a verb. */
export type Next =
  | { readonly kind: 'on' }
  | { readonly kind: 'document'; readonly ask: Ask | Ready }
  | { readonly kind: 'left' }
  | { readonly kind: 'over'; readonly reason: EndReason }

/** How a document, or a series of them, came to its end; `on`: there were no more verbs. */
export type Ending = Exclude<Next, { readonly kind: 'document' }>

export const on: Ending = { kind: 'on' }

export function over(reason: EndReason): Ending {
  return { kind: 'over', reason }
}

/** Says an utterance in the caller's ear, unless the scene is over already. */
export async function utter(utterance: Utterance, scene: Scene): Promise<void> {
  if (scene.signal.aborted) return
  scene.emit({ kind: 'said', utterance })
  await scene.speaker.say(utterance, scene.signal)
  scene.emit({ kind: scene.signal.aborted ? 'stopped' : 'spoken', utterance })
}

/** Why a call's documents are left, as the reason of the signal that leaves them. */
export type LeftFor = 'gone' | 'moved'

/** The call goes on with another document; otherwise it is over. */
export function wasMoved(signal: AbortSignal): boolean {
  return signal.reason === ('moved' satisfies LeftFor)
}
