import type { CallId, E164, Language } from '../../base/brand.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { Correspondence } from '../../calls/correspondence.ts'
import type { CalledNumber, Calls } from '../../calls/exchange.ts'
import { createAnswering } from '../../modem/answering.ts'
import { isCarrierless } from '../../modem/answering/probe.ts'
import type { ModeName } from '../../modem/mode.ts'
import { createMode } from '../../modem/modes.ts'
import type { Wording } from '../../wording/create-wording.ts'
import type { PrintedWording } from '../../wording/printed/create-printing.ts'
import { teletype } from '../../wording/teletype/teletype.ts'
import type { Names } from '../../wording/variables.ts'
import { createPost } from '../post.ts'
import type { Standing, TextCall, TextCalls } from '../text-call.ts'
import type { Ticket } from '../ticket.ts'
import type { Wish } from './conversation/answer.ts'
import { createConversation } from './conversation/conversation.ts'
import type { Customs } from './conversation/customs.ts'
import type { ConversationDeps, TextHeard } from './conversation/deps.ts'
import type { Manner, WrittenTurn } from './conversation/written-turn.ts'
import { withLettersOf } from './national-letters.ts'
import { printedAloud } from './printed-aloud.ts'
import { spokenAnswer } from './spoken-answer.ts'
import type { Party, Wire } from './stream/party.ts'
import { createTurnedAway } from './turned-away.ts'
import { parseWritten, renderWritten } from './written-turn.ts'

/** A number at which people write: what is served there, and the habits of its country. */
export type TextNumber = {
  readonly called: CalledNumber
  readonly names: ReadonlyMap<Language, Names>
  readonly customs: Customs & {
    /** In the order in which they are tried on a caller who is silent. */
    readonly modes: readonly ModeName[]
  }
}

export type TextCallsDeps = Pick<ConversationDeps, 'onEvent'> & {
  readonly calls: Calls
  /** Counts work as in hand. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>
  readonly numbers: ReadonlyMap<E164, TextNumber>
  readonly wording: Pick<Wording, 'speak'>
  readonly printing: Pick<PrintedWording, 'print' | 'notice' | 'words'>
  readonly correspondence: Correspondence
  /** In ms since 1970. */
  readonly now: () => number
  /** The people behind the line cannot be asked. */
  readonly onFault: (callId: CallId, cause: unknown) => void
}

type Taken = WrittenTurn | 'over' | 'failed'

/** Calls in writing: each is a call of its own, beside the spoken one that it may have begun as. */
export function createTextCalls(deps: TextCallsDeps): TextCalls & {
  /** Talks with a caller over a stream; nobody does where the number is not served so. */
  readonly converse: (call: TextCall, wire: ConversationDeps['wire']) => Party | undefined
  /** Writes that all lines are busy, and the last time also the last word, in the way that is tried first in the country. */
  readonly turnAway: (
    call: TextCall & Pick<Ticket, 'isLast'>,
    wire: Pick<Wire, 'close'>,
  ) => Party | undefined
} {
  const { calls, numbers, during, printing, wording, correspondence, now, onFault } = deps

  const conduct = async (
    { callSid, to, caller, attested }: TextCall,
    asked: TextHeard,
  ): Promise<Taken> => {
    const number = numbers.get(to)
    if (number === undefined) return 'failed'
    const { called, names } = number
    const answer = await during(() =>
      calls.conduct({
        callId: nameOf(callSid),
        called,
        to,
        ...(caller && { caller }),
        attested,
        isWritten: true,
        heard: asked.heard,
        failures: asked.failures,
        render: (said) => renderWritten(said, asked, { printing, names }),
      }),
    )
    return answer.kind === 'reply' ? parseWritten(answer.reply) : answer.kind
  }

  /** A record that cannot be read is as bad as none. */
  const take: typeof conduct = (call, asked) => conduct(call, asked).catch(() => 'failed')

  const ring = (call: TextCall): Promise<Taken> =>
    take(call, { heard: { kind: 'ringing' }, failures: 0, manner: inText })

  const digitsOf = (language: Language, { names }: TextNumber): readonly string[] =>
    wording
      .speak({ kind: 'digits', digits: '0123456789' }, { language, names })
      .flatMap((spoken) => (spoken.kind === 'digits' ? spoken.words.flat() : []))

  const answered = async (call: TextCall, asked: Omit<TextHeard, 'failures'>): Promise<Standing> =>
    standingOf(await take(call, { ...asked, failures: 0 }))

  const hangUp: TextCalls['hangUp'] = async (callSid, called) =>
    void (await calls.hangUp(nameOf(callSid), called, 'text-telephone'))

  return {
    hangUp,
    ring: async (call) => standingOf(await ring(call)),
    answer: async (call, { turn, keys, words }) => {
      const number = numbers.get(call.to)
      if (number === undefined) return { kind: 'failed' }
      const asked = await ring(call)
      if (typeof asked === 'string' || asked.kind !== 'ask' || asked.awaited !== turn)
        return standingOf(asked)
      const { manner } = asked
      const wish: Wish =
        keys === '' && words !== ''
          ? spokenAnswer(words, {
              turn: asked,
              words: printing.words,
              digits: (language) => digitsOf(language, number),
              goAhead: number.customs.goAhead,
            })
          : { kind: 'keys', keys, doubts: [] }
      switch (wish.kind) {
        case 'keys':
          return answered(call, { heard: { kind: 'keys', turn, keys: wish.keys }, manner })
        case 'hco':
          return answered(call, {
            heard: { kind: 'again', turn },
            manner: { ...manner, form: 'hco' },
          })
        case 'again':
        case 'vco':
          return answered(call, { heard: { kind: 'again', turn }, manner })
        case 'hold':
        case 'relay':
        case 'nothing':
          return answered(call, { heard: { kind: 'keys', turn, keys: '' }, manner })
        case 'end':
          await hangUp(call.callSid, number.called)
          return { kind: 'over' }
        default:
          return unreachable(wish)
      }
    },
    turnAway: ({ to, isLast = false }, wire) => {
      const number = numbers.get(to)
      if (number === undefined) return undefined
      const { customs, names, called } = number
      const mode = customs.modes.find(isCarrierless) ?? 'baudot-45'
      const key = isLast ? 'apology.still-busy' : 'apology.busy'
      const text = printing
        .print({ kind: 'words', key }, { language: called.script.languages[0], names })
        .flatMap((one) => (one.kind === 'text' ? teletype(one.text, { ...one, ...customs }) : []))
      return createTurnedAway(
        [...text, isLast ? customs.end : ''].join('\r\n'),
        createMode(mode).speak(),
        wire,
      )
    },
    converse: (call, wire) => {
      const number = numbers.get(call.to)
      if (number === undefined) return undefined
      const { called, names, customs } = number
      const callId = nameOf(call.callSid)
      const leave = (): Promise<void> => hangUp(call.callSid, called)
      const conversation = createConversation({
        line: withLettersOf(called.script.languages[0], createAnswering(customs.modes)),
        wire: {
          ...wire,
          // What Twilio asks for next must find that the call is over.
          close: (why) =>
            why === 'end' ? void leave().then(() => wire.close(why)) : wire.close(why),
        },
        customs,
        language: called.script.languages[0],
        words: printing.words,
        say: (say, language) => say.flatMap((one) => printing.print(one, { language, names })),
        post: createPost({
          callId,
          correspondence,
          now,
          onFault: (cause) => onFault(callId, cause),
        }),
        take: (heard) => take(call, heard),
        hangUp: () => void leave(),
        onEvent: deps.onEvent,
      })
      return {
        ...conversation,
        hungUp: () => {
          // What he had typed waits for his next call.
          void conversation.leave().then(leave, leave)
        },
      }
    },
  }
}

const inText: Manner = { form: 'text', isRelay: false }

/** A call that was spoken until it was moved keeps its own record. */
function nameOf(callSid: CallId): CallId {
  return `${callSid}-text` as CallId
}

function standingOf(turn: Taken): Standing {
  if (typeof turn === 'string') return { kind: turn }
  const { awaited, language } = turn
  // With people everybody writes, whatever he does with the line.
  if (turn.kind === 'transfer') return { kind: 'writes', awaited }
  switch (turn.manner.form) {
    case 'text':
      return { kind: 'writes', awaited }
    case 'vco':
      return turn.kind === 'end'
        ? { kind: 'writes', awaited }
        : { kind: 'speaks', awaited, language, expected: turn.expected }
    case 'hco': {
      const say = printedAloud([...turn.first, ...turn.say])
      return { kind: 'hears', awaited, say, isLast: turn.kind === 'end' }
    }
    default:
      return unreachable(turn.manner.form)
  }
}
