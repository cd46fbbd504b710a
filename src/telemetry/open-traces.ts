import type { Traces } from './traces.ts'

/** Sends them where the `OTEL_…` environment says. What it takes to send them is loaded here, and only here. */
export async function openTraces(onFault: () => void): Promise<Traces> {
  const { sendTraces } = await import('./send-traces.ts')
  return sendTraces(onFault)
}
