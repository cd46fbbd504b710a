import type { Hand } from '../telephone/keying.ts'
import type { TelephoneState } from '../telephone/telephone.ts'

/** What a hand needs of a text telephone. */
export type TextTelephoneInHand = {
  readonly state: () => Pick<TelephoneState, 'call'>
  readonly type: (text: string) => void
  readonly drop: () => void
}

export type TypingOptions = {
  readonly speed: number
  /** The line has just been called: its question is waited for. */
  readonly waitsForQuestion: boolean
  /** Called with the number of digits that are on the line. */
  readonly onSent: (digits: number) => void
  readonly onDone: () => void
}

const lookInMs = 200
/** So long nobody sends before the hand begins. */
const quietInMs = 1500
const digitsOfAnId = 63

/** Types the groups of an ID from memory, and says that it is the line's turn. */
export function typeForCaller(
  telephone: TextTelephoneInHand,
  groups: readonly string[],
  options: TypingOptions,
): Hand {
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = (action: () => void): void => {
    timer = setTimeout(action, lookInMs / options.speed)
  }
  const begin = (quietFor: number): void => {
    const { call } = telephone.state()
    if (call.phase === 'ended' || call.phase === 'ready') return options.onDone()
    const isQuiet =
      call.isWriting && !call.isLampLit && (!options.waitsForQuestion || asksForId(call))
    if (!isQuiet || quietFor < quietInMs)
      return later(() => begin(isQuiet ? quietFor + lookInMs : 0))
    const before = digitsSent(call)
    telephone.type(`${groups.join(' ')} GA`)
    watch(before)
  }
  const watch = (before: number): void => {
    const { call } = telephone.state()
    const sent = digitsSent(call) - before
    options.onSent(sent)
    if (sent >= digitsOfAnId || call.phase !== 'talking') return options.onDone()
    later(() => watch(before))
  }
  begin(0)
  return {
    stop() {
      clearTimeout(timer)
      telephone.drop()
      options.onDone()
    },
  }
}

type Call = TelephoneState['call']

/** The question for a language names its choices by digits; the one for an ID has none. */
function asksForId({ transcript }: Call): boolean {
  const last = transcript.findLastIndex(
    (entry) => entry.kind === 'written' && entry.who === 'caller',
  )
  const said = transcript
    .slice(last + 1)
    .map((entry) => (entry.kind === 'written' ? entry.text : ''))
    .join(' ')
  return said.trim() !== '' && !/\d/.test(said)
}

function digitsSent({ transcript }: Call): number {
  return transcript
    .map((entry) => (entry.kind === 'written' && entry.who === 'caller' ? entry.text : ''))
    .join('')
    .replace(/\D/g, '').length
}
