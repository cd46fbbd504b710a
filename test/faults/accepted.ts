import type { CallEvent } from '../../src/phone/index.ts'
import type { Understand } from '../../src/phone/understand/understand.ts'

/** Follows what the line has accepted of one ID, over any number of calls, and whether it asks for any of it again. */
export type Acceptance = {
  /** A call begins; `isKnown`: by its number the line can tell who calls. */
  readonly begin: (isKnown: boolean) => void
  readonly hear: (event: CallEvent) => void
  /** One sentence for each time. */
  readonly askedAgain: () => readonly string[]
}

/**
 * Accepted is what was keyed in a webhook that the line answered with 2xx. A group counts once all its seven keys
 * have been accepted in their order, and all groups before it. It is asked for again when it is named, now or as
 * the one to go on with, or when all nine are asked for; from the gate on nothing is asked. Who begins a call with
 * group one of his own accord, as people do who had come to the end, has nothing accepted yet.
 */
export function followAccepted(groups: readonly string[], understand: Understand): Acceptance {
  const again: string[] = []
  let whole = 0
  let inside = 0
  let isKnown = false
  let hasBegun = false
  let isDone = false

  const take = (digit: string): void => {
    const group = groups[whole] ?? ''
    inside = digit === group[inside] ? inside + 1 : Number(digit === group[0])
    if (inside < group.length || group === '') return
    whole += 1
    inside = 0
  }
  const accept = (digits: string): void => {
    if (digits === '') return
    if (!hasBegun && digits.startsWith(groups[0] ?? '')) whole = inside = 0
    for (const digit of digits) take(digit)
    hasBegun = true
  }
  const isAskedAgain = (kind: string, group: number): boolean =>
    kind === 'group' ? group <= whole : whole > 0 && (hasBegun || isKnown)

  return {
    begin: (known) => {
      isKnown = known
      hasBegun = false
    },
    hear: (event) => {
      if (isDone) return
      if (event.kind === 'request' && event.status >= 200 && event.status < 300)
        accept((event.params['Digits'] ?? '').replace(/\D/g, ''))
      if (event.kind !== 'said' || event.utterance.kind !== 'words') return
      for (const meaning of understand(event.utterance.text, event.utterance.language)) {
        if (meaning.kind === 'gate' || meaning.kind === 'block') isDone = true
        const isAsking = ['group', 'all', 'again'].includes(meaning.kind)
        if (isDone || !isAsking) continue
        const group = meaning.kind === 'group' ? meaning.group : 0
        if (!isAskedAgain(meaning.kind, group)) continue
        again.push(`${whole} groups accepted, then: ${meaning.kind} ${group || ''}`)
      }
    },
    askedAgain: () => again,
  }
}
