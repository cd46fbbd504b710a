import type { E164 } from '../../base/brand.ts'
import { ringAddress } from './address.ts'
import type { Twiml } from './twiml.ts'
import type { VoiceNumber } from './voice-number.ts'

/** How often a call that comes in is asked to wait before it is sent away: about two minutes. */
export const mostRings = 6

/**
 * What a call hears that has to wait: an apology in the languages of its number, a pause, and its ring once more;
 * the last time, when to call. All of it is made at once, so that a busy line has no work with it. The pauses
 * of one call and the next differ, lest all come back together.
 */
export function prepareBusy(
  twiml: Twiml,
  numbers: ReadonlyMap<E164, VoiceNumber>,
  publicUrl: string,
): (to: E164, rings: number) => string {
  const made = new Map(
    [...numbers].map(([number, { called, speakers, kind }]) => {
      // Who reads hears none of it, and waits all the same.
      const at = { speakers, languages: kind === 'text' ? [] : called.script.languages }
      const waits = Array.from({ length: mostRings }, (_, rings) =>
        pausesInSeconds.map((seconds) =>
          twiml.leadOn(
            { ...at, say: ['apology.busy'] },
            { address: ringAddress(publicUrl, rings + 1), seconds },
          ),
        ),
      )
      return [
        number,
        {
          waits,
          last: twiml.end({ ...at, say: ['apology.still-busy', 'person.hours', 'goodbye'] }),
        },
      ]
    }),
  )
  let served = 0
  return (to, rings) => {
    const documents = made.get(to)
    if (documents === undefined) throw new RangeError('nobody speaks at this number')
    served += 1
    return documents.waits[rings]?.[served % pausesInSeconds.length] ?? documents.last
  }
}

const pausesInSeconds = [9, 12, 15, 10, 13, 16, 11, 14]
