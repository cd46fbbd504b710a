import { expect, test } from '@jest/globals'
import { createTraceIds } from '../../src/telemetry/trace-id.ts'

const callSid = 'CA0123456789abcdef0123456789abcdef'
const key = new Uint8Array(32).fill(1)

test('every line with the same key finds the same trace for a call, and another for another call', () => {
  const trace = createTraceIds(key)(callSid)
  expect(trace).toEqual({
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
  })
  expect(createTraceIds(key)(callSid)).toEqual(trace)
  expect(createTraceIds(key)(`${callSid.slice(0, -1)}0`)).not.toEqual(trace)
})

test('who does not have the key does not find the trace of a call whose name he knows', () => {
  const trace = createTraceIds(key)(callSid)
  expect(createTraceIds(new Uint8Array(32).fill(2))(callSid)).not.toEqual(trace)
  expect(trace.traceId).not.toContain(callSid.slice(2, 10))
})
