import { together } from '../meaningful.ts'

/**
 * The make of the first processor in `/proc/cpuinfo`. Its clock, microcode and the number of cores that
 * are switched on change in use and stay out.
 */
export function parseProcessor(cpuinfo: string): string | undefined {
  const first = cpuinfo.split(/\n\s*\n/).find((block) => block.trim() !== '') ?? ''
  const fields = new Map(
    first.split('\n').map((line) => {
      const [name = '', ...value] = line.split(':')
      return [name.trim(), value.join(':').trim()]
    }),
  )
  return together(...processorFields.map((name) => fields.get(name)))
}

/** Bytes of memory that the kernel uses, from `/proc/meminfo`; NaN where it does not say. */
export function parseMemoryTotal(meminfo: string): number {
  return Number(/^MemTotal:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? Number.NaN) * 1024
}

const processorFields = [
  'vendor_id',
  'cpu family',
  'model',
  'stepping',
  'model name',
  'CPU implementer',
  'CPU architecture',
  'CPU variant',
  'CPU part',
  'CPU revision',
  'cpu',
]
