/** OpenTelemetry as a library: loaded only where traces are sent. */
import { randomUUID } from 'node:crypto'
import { context, type Span, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import { Fault } from '../base/faults.ts'
import type { Facts, Traces } from './traces.ts'

/**
 * Sends spans in batches, as JSON over HTTP, to where the exporter finds in its `OTEL_EXPORTER_OTLP_…`
 * variables. `onFault`: spans could not be sent; told once until they can be sent again.
 */
export function sendTraces(onFault: () => void): Traces {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const provider = new TracerProvider({
    resource: whoSends(),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: watched(new OTLPTraceExporter(), onFault) }),
    ],
  })
  const tracer = provider.getTracer('activation-line')

  return {
    exchange: ({ name, of }, work, factsOf) => {
      const parent = { ...of(), traceFlags: TraceFlags.SAMPLED, isRemote: true }
      const call = trace.setSpanContext(context.active(), parent)
      return tracer.startActiveSpan(name, { kind: SpanKind.SERVER }, call, (span) =>
        ending(span, async () => {
          const result = await work()
          tell(span, factsOf(result))
          return result
        }),
      )
    },
    part: (name, work) => {
      if (trace.getActiveSpan() === undefined) return work()
      return tracer.startActiveSpan(name, { kind: SpanKind.CLIENT }, (span) => ending(span, work))
    },
    close: () => soon(provider.shutdown()),
  }
}

/** How long a line that closes waits for whoever takes its spans. */
const patienceInMs = 3_000

/** `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` over what the line says of itself. */
function whoSends(): ReturnType<typeof detectResources> {
  const line = { 'service.name': 'activation-line', 'service.instance.id': randomUUID() }
  return resourceFromAttributes(line).merge(detectResources({ detectors: [envDetector] }))
}

/** Of an error only its code is told: the message of another's may quote what it failed on. */
async function ending<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    mark(span, error instanceof Fault ? error.code : 'error')
    throw error
  } finally {
    span.end()
  }
}

function tell(span: Span, { error, ...facts }: Facts): void {
  for (const [name, value] of Object.entries(facts)) {
    span.setAttribute(`activation_line.${name}`, value)
  }
  if (error !== undefined) mark(span, error)
}

function mark(span: Span, code: string): void {
  span.setAttribute('error.type', code)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

function watched(exporter: SpanExporter, onFault: () => void): SpanExporter {
  let isFailing = false
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const hasFailed = result.code !== 0
        if (hasFailed && !isFailing) onFault()
        isFailing = hasFailed
        done(result)
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  }
}

async function soon(sent: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(late.resolve, patienceInMs)
  await Promise.race([sent.catch(() => undefined), late.promise])
  clearTimeout(timer)
}
