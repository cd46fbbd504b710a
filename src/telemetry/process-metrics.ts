import { collectDefaultMetrics, type Registry } from 'prom-client'

/** Those whose labels have no end, or hold what belongs to one process only. */
const left = ['nodejs_active_handles', 'nodejs_active_requests', 'nodejs_active_resources'] as const

/** Memory, processor time, event loop and garbage collection, under the names that everybody's panels know. */
export function collectProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry })
  for (const name of left) registry.removeSingleMetric(name)
}
