import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { families, type LabelsOf, seriesOf } from './families.ts'
import { collectProcessMetrics } from './process-metrics.ts'

type Of<Name extends keyof typeof families> = LabelsOf<(typeof families)[Name]>

/** What is counted. No label ever holds a digit, a number or a name of a caller's. */
export type Metrics = {
  readonly callAnswered: (country: string) => void
  readonly callEnded: (end: Of<'callsEnded'>) => void
  readonly turnTaken: (place: Of<'turns'>, seconds: number) => void
  readonly missed: (miss: Of<'misses'>) => void
  readonly webhookRefused: (reason: Of<'webhooksRefused'>['reason']) => void
  readonly webhookRepeated: () => void
  /** A call that comes in, or a turn, was asked to wait since too much was in hand. */
  readonly putOff: (what: Of<'shed'>['what']) => void
  readonly streamOpened: () => void
  readonly streamEnded: (reason: Of<'streamsEnded'>['reason']) => void
  /** Frames of a caller's sound; some of them were lost. */
  readonly framesHeard: (frames: { readonly all: number; readonly lost: number }) => void
  readonly callMoved: () => void
  readonly textMode: (mode: Of<'textModes'>['mode']) => void
  readonly textEvent: (event: Of<'textEvents'>['event']) => void
  readonly fault: (code: Of<'faults'>['code']) => void
  readonly storeFailed: (failure: Of<'storeErrors'>) => void
  readonly coreFailed: (operation: Of<'coreErrors'>['operation']) => void
  /** `at` in ms since 1970. */
  readonly auditSealed: (at: number) => void
  /** In the text format of Prometheus. */
  readonly render: () => Promise<{ readonly type: string; readonly text: string }>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectProcessMetrics(registry)
  const counter = <Name extends keyof typeof families>(family: Name): Counter =>
    new Counter({ ...described(family), registers: [registry] })

  const answered = counter('calls')
  const ended = counter('callsEnded')
  const misses = counter('misses')
  const repeated = counter('webhooksRepeated')
  const refused = counter('webhooksRefused')
  const shed = counter('shed')
  const streamsEnded = counter('streamsEnded')
  const frames = counter('streamFrames')
  const moved = counter('callsMoved')
  const textModes = counter('textModes')
  const textEvents = counter('textEvents')
  const faults = counter('faults')
  const storeErrors = counter('storeErrors')
  const coreErrors = counter('coreErrors')
  const turns = new Histogram({ ...described('turns'), buckets, registers: [registry] })
  const streamsOpen = new Gauge({ ...described('streamsOpen'), registers: [registry] })
  const sealed = new Gauge({ ...described('auditSealed'), registers: [registry] })

  // An alert on an increase sees the first one only where a nought was there before it.
  for (const labels of seriesOf(families.webhooksRefused)) refused.inc(labels, 0)
  for (const labels of seriesOf(families.shed)) shed.inc(labels, 0)
  for (const labels of seriesOf(families.streamsEnded)) streamsEnded.inc(labels, 0)
  for (const labels of seriesOf(families.streamFrames)) frames.inc(labels, 0)
  for (const labels of seriesOf(families.textModes)) textModes.inc(labels, 0)
  for (const labels of seriesOf(families.textEvents)) textEvents.inc(labels, 0)
  for (const labels of seriesOf(families.faults)) faults.inc(labels, 0)
  for (const labels of seriesOf(families.storeErrors)) storeErrors.inc(labels, 0)
  for (const labels of seriesOf(families.coreErrors)) coreErrors.inc(labels, 0)

  return {
    callAnswered: (country) => answered.inc({ country }),
    callEnded: (end) => ended.inc(end),
    turnTaken: (place, seconds) => turns.observe(place, seconds),
    missed: (miss) => misses.inc(miss),
    webhookRefused: (reason) => refused.inc({ reason }),
    webhookRepeated: () => repeated.inc(),
    putOff: (what) => shed.inc({ what }),
    streamOpened: () => streamsOpen.inc(),
    streamEnded: (reason) => {
      streamsOpen.dec()
      streamsEnded.inc({ reason })
    },
    framesHeard: ({ all, lost }) => {
      frames.inc({ frame: 'heard' }, all - lost)
      frames.inc({ frame: 'lost' }, lost)
    },
    callMoved: () => moved.inc(),
    textMode: (mode) => textModes.inc({ mode }),
    textEvent: (event) => textEvents.inc({ event }),
    fault: (code) => faults.inc({ code }),
    storeFailed: (failure) => storeErrors.inc(failure),
    coreFailed: (operation) => coreErrors.inc({ operation }),
    auditSealed: (at) => sealed.set(at / 1000),
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}

/** Seconds: a turn takes a few ms, one that heals a quarter of a second; after four Twilio gives up a try. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4]

function described(family: keyof typeof families): {
  readonly name: string
  readonly help: string
  readonly labelNames: string[]
} {
  const { name, help, labels } = families[family]
  return { name, help, labelNames: Object.keys(labels) }
}
