import { unreachable } from '../../base/unreachable.ts'
import type { Seal } from '../seal.ts'
import type { Standing, TextCall, TextCalls } from '../text-call.ts'
import type { Ticket } from '../ticket.ts'
import { textAddress } from './address.ts'
import { createTextTwiml, listenAlong } from './text-twiml.ts'
import type { VoiceNumber } from './voice-number.ts'
import type { VoiceRequest } from './voice-request.ts'

export type TextWebhookDeps = {
  readonly publicUrl: string
  readonly texts: TextCalls
  readonly tickets: Seal<Ticket>
  /** In ms since 1970. */
  readonly now: () => number
}

/** The documents that lead a call in writing from one stream to the next. */
export type TextWebhook = {
  /** For a call that comes in to a number where people write. */
  readonly ring: (call: TextCall, number: VoiceNumber) => string
  /** What listens for a text telephone while a call is spoken, from the document on whose answer is awaited. */
  readonly listenAlong: (call: TextCall, awaited: number) => string
  /**
   * For a call whose stream has ended, which was moved here, or in which an answer was spoken. The same request has
   * an equal document, and no step is taken twice.
   */
  readonly goOn: (
    call: TextCall,
    number: VoiceNumber,
    asked: Pick<VoiceRequest, 'keys' | 'words'> & Way,
  ) => Promise<string>
}

/** Where a request came from, by its address: the answer to a `turn`; or a stream, the `tries`-th `since` a turn. */
export type Way =
  | { readonly kind: 'answer'; readonly turn: number }
  | { readonly kind: 'stream'; readonly since: number; readonly tries: number }

/** Reads an address's query; what is none of ours is a call that was moved here. */
export function wayIn(query: Readonly<Record<string, unknown>>): Way {
  const [turn, since, tries] = ['turn', 'since', 'tries'].map((name) => {
    const text = query[name]
    return typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : undefined
  })
  return turn === undefined
    ? { kind: 'stream', since: since ?? 0, tries: tries ?? 0 }
    : { kind: 'answer', turn }
}

export function createTextWebhook({
  publicUrl,
  texts,
  tickets,
  now,
}: TextWebhookDeps): TextWebhook {
  const twiml = createTextTwiml(publicUrl)

  const ticketOf = (
    { callSid, ...call }: TextCall,
    about: Pick<Ticket, 'purpose' | 'isLast'>,
  ): string => tickets.seal(callSid, { ...about, call, madeAt: now() })

  const connect = (call: TextCall, { speakers }: VoiceNumber, stream: Stream): string =>
    stream.tries > mostTries
      ? twiml.end(speakers, [])
      : twiml.connect(speakers, {
          ...(stream.spoken && { spoken: stream.spoken }),
          seconds: stream.tries < 2 ? 0 : Math.min(2 ** (stream.tries - 1), longestPauseInSeconds),
          ticket: ticketOf(call, {
            purpose: 'text',
            ...(stream.tries === mostTries && { isLast: true }),
          }),
          action: textAddress(publicUrl, stream),
        })

  return {
    ring: (call, number) => connect(call, number, { since: 0, tries: 0 }),
    listenAlong: (call, awaited) =>
      listenAlong(publicUrl, ticketOf(call, { purpose: 'detect' }), `text-${awaited}`),
    goOn: async (call, number, asked) => {
      const standing =
        asked.kind === 'answer' ? await texts.answer(call, asked) : await texts.ring(call)
      switch (standing.kind) {
        case 'over':
          return twiml.end(number.speakers, [])
        case 'failed': {
          const before = asked.kind === 'answer' ? { since: asked.turn, tries: 0 } : asked
          return connect(call, number, { since: before.since, tries: before.tries + 1 })
        }
        case 'speaks':
          // What is asked is written first, then he answers.
          return asked.kind === 'answer'
            ? connect(call, number, next(asked, standing))
            : twiml.listen(number.speakers, standing)
        case 'hears':
          return standing.isLast
            ? twiml.end(number.speakers, standing.say)
            : connect(call, number, { ...next(asked, standing), spoken: standing.say })
        case 'writes':
          return connect(call, number, next(asked, standing))
        default:
          return unreachable(standing)
      }
    },
  }
}

type Stream = {
  readonly since: number
  readonly tries: number
  readonly spoken?: Extract<Standing, { readonly kind: 'hears' }>['say']
}

/** Another turn than the one that the last stream began with: it has done its work. */
function next(asked: Way, { awaited }: { readonly awaited: number }): Stream {
  const isSame = asked.kind === 'stream' && asked.since === awaited
  return { since: awaited, tries: isSame ? asked.tries + 1 : 1 }
}

/** With their pauses they bridge a minute. */
const mostTries = 7
const longestPauseInSeconds = 16
