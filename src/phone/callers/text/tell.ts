import { placeCall, type CallOptions } from '../../call.ts'
import { pause, type Clock } from '../../clock.ts'
import type { Ended } from '../../events.ts'
import type { Sound } from '../../stream/sound.ts'
import type { TextMachine } from './machine.ts'
import type { TextCall, TextCaller } from './text-caller.ts'

export type TextTelling = Pick<
  CallOptions,
  'line' | 'from' | 'to' | 'chance' | 'network' | 'extra' | 'ringInMs'
> & {
  readonly clock: Clock
  readonly caller: TextCaller
  /** The machine that he takes up for a call. */
  readonly machine: () => TextMachine
  /** How often he calls at most: again after he was cut off, half a minute to a minute later. */
  readonly calls: number
  /** What a telephone network does to the sound on its way; by default nothing. */
  readonly channel?: {
    readonly toLine: (sound: Float32Array) => Float32Array
    readonly toCaller: (sound: Float32Array) => Float32Array
  }
}

/** A text caller's whole story: his calls, one after the other until one of them was not ended by him. */
export async function tellTextStory(telling: TextTelling): Promise<readonly Ended[]> {
  const { clock, chance, caller, machine } = telling
  const calls: Ended[] = []
  while (calls.length < telling.calls) {
    const talk = caller.takeUp(machine())
    let hangUp = (): void => {}
    const ended = await placeCall({
      ...telling,
      chance: chance.fork(),
      sound: soundOf(talk, telling, () => hangUp()),
      caller: (call) => {
        hangUp = call.hangUp
        return { hear: () => {} }
      },
    }).ended
    calls.push(ended)
    if (ended.reason !== 'caller') break
    await pause(clock, chance.between(30_000, 60_000), new AbortController().signal)
  }
  return calls
}

/** What he sends in 20 ms is what he sent in answer to the 20 ms before. */
function soundOf(
  talk: TextCall,
  { channel }: Pick<TextTelling, 'channel'>,
  hangUp: () => void,
): Sound {
  let sound = new Float32Array(160)
  return {
    next: () => channel?.toLine(sound) ?? sound,
    hear: (heard) => {
      sound = talk.frame(channel?.toCaller(heard) ?? heard) as Float32Array<ArrayBuffer>
      if (talk.hasHungUp()) hangUp()
    },
  }
}
