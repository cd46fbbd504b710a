import { unreachable } from '../base/unreachable.ts'
import type { CallEvent, EndReason } from './events.ts'

/** One line of a call as somebody beside it would write it down. `at` is in ms since the call was placed. */
export type TranscriptLine = {
  readonly at: number
  readonly who: 'line' | 'caller' | 'person' | 'network'
  readonly text: string
}

/** Keys with less than this between them stand on one line, with less than the other in one word. */
const onOneLineInMs = 6000
const inOneWordInMs = 1000

/** What was said and keyed, in order. Keys that the line did not hear stand in brackets; `—` ends what a key cut off. */
export function transcriptOf(events: readonly CallEvent[]): readonly TranscriptLine[] {
  const lines: TranscriptLine[] = []
  let keyedAt = -Infinity
  for (const event of events) {
    if (event.kind === 'pressed') {
      const key = event.heard ? event.key : `[${event.key}]`
      const last = lines.at(-1)
      if (last?.who === 'caller' && event.at - keyedAt < onOneLineInMs) {
        const blank = event.at - keyedAt < inOneWordInMs ? '' : ' '
        lines[lines.length - 1] = { ...last, text: last.text + blank + key }
      } else lines.push({ at: event.at, who: 'caller', text: key })
      keyedAt = event.at
      continue
    }
    if (event.kind === 'stopped') cutOff(lines)
    else {
      const line = lineOf(event)
      if (line !== undefined && line.text !== '') lines.push({ at: event.at, ...line })
      if (line !== undefined) keyedAt = -Infinity
    }
  }
  return lines
}

/** `02:31.4` */
export function clockTime(ms: number): string {
  const tenths = Math.round(ms / 100)
  const minutes = String(Math.floor(tenths / 600)).padStart(2, '0')
  return `${minutes}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`
}

function lineOf(event: CallEvent): Omit<TranscriptLine, 'at'> | undefined {
  switch (event.kind) {
    case 'said':
      return {
        who: 'line',
        text: event.utterance.kind === 'words' ? event.utterance.text : `♪ ${event.utterance.url}`,
      }
    case 'spoke':
      return { who: 'caller', text: event.heard ? `“${event.text}”` : `[“${event.text}”]` }
    case 'heard':
      return { who: 'person', text: `“${event.text}”` }
    case 'ringing':
      return { who: 'network', text: `ringing at ${event.to}` }
    case 'fault':
      return { who: 'network', text: `fault ${event.code || ''}: ${event.sentence}` }
    case 'message':
      return { who: 'line', text: `message: ${event.body}` }
    case 'ended':
      return { who: 'network', text: endings[event.reason] }
    case 'answered':
    case 'spoken':
    case 'stopped':
    case 'listening':
    case 'deaf':
    case 'pressed':
    case 'request':
    case 'stream':
    case 'queue':
    case 'conference':
      return undefined
    default:
      return unreachable(event)
  }
}

const endings: Readonly<Record<EndReason, string>> = {
  line: 'the line hung up',
  caller: 'the caller hung up',
  rejected: 'the line did not take the call',
  'application-error': 'the call broke off: the line could not be understood',
  'too-long': 'the call was cut: too long',
}

/** The key that cuts words off is written down before the words know of it. */
function cutOff(lines: TranscriptLine[]): void {
  const place = lines.findLastIndex(({ who }) => who === 'line')
  const cut = lines[place]
  if (cut !== undefined) lines[place] = { ...cut, text: `${cut.text} —` }
}
