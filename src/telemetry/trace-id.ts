import { createHmac, createSecretKey } from 'node:crypto'

/** The trace of a call and the span above all its turns, in hexadecimal digits as OpenTelemetry has them. */
export type CallTrace = { readonly traceId: string; readonly spanId: string }

/**
 * Which trace a call has: the same wherever the line runs, for nobody else to find out from the call's name, nor
 * the call's name from it.
 */
export function createTraceIds(key: Uint8Array): (callId: string) => CallTrace {
  const secret = createSecretKey(key)
  return (callId) => {
    const id = createHmac('sha256', secret).update(`trace/v1 ${callId}`).digest('hex')
    return { traceId: id.slice(0, 32), spanId: id.slice(32, 48) }
  }
}
