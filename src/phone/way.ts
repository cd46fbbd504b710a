import type { Ask, Ready } from './ask.ts'
import type { Line } from './transport/webhook.ts'

/** How a call comes about, and what Twilio asks of whom when it does. */
export type Way = {
  readonly direction: 'inbound' | 'outbound-api'
  /** It was answered before anything is asked. */
  readonly isAnswered: boolean
  readonly first: Ask | Ready
  /** Asked where something else fails. */
  readonly fallback?: Pick<Ask, 'url' | 'method'>
  /** Asked when the call is over. */
  readonly atEnd?: Pick<Ask, 'url' | 'method'>
  /** Drawn anew without one. */
  readonly callSid?: string
}

/** Somebody dials the line's number. */
export function numberWay({ url, overrides }: Line): Way {
  const voice = `${url}/twilio/voice`
  const fragment = overrides === undefined ? '' : `#${overrides}`
  return {
    direction: 'inbound',
    isAnswered: false,
    first: { url: `${voice}${fragment}`, method: 'POST', own: {} },
    fallback: { url: `${voice}/fallback`, method: 'POST' },
    atEnd: { url: `${voice}/status`, method: 'POST' },
  }
}
