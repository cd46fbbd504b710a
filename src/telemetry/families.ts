/**
 * Everything that is counted: what it is called, and every value that its labels may have. A label holds
 * nothing of a caller's and nothing without an end. `docs/metrics.md` explains each; a test compares the two.
 */
import { type FaultCode, faults } from '../base/faults.ts'

const states = [
  'fresh',
  'choosing',
  'entering',
  'recalling',
  'attaching',
  'proving',
  'reading',
  'activating',
  'offering',
  'releasing',
  'requesting',
  'at-gate',
  'reading-back',
  'holding',
  'seeking',
  'with-person',
  'calling-back',
  'noting',
  'texting',
  'over',
  'unknown',
] as const

/** Countries that have a voice script: which these are is known at start. */
const countries: readonly string[] = []

export const families = {
  calls: {
    name: 'activation_line_calls_total',
    help: 'Calls that were answered.',
    labels: { country: countries },
  },
  callsEnded: {
    name: 'activation_line_calls_ended_total',
    help: 'Calls that ended: what came of them, and where they stood when the caller or the line ended them.',
    labels: {
      country: countries,
      outcome: [
        'activated',
        'released',
        'refused',
        'helped',
        'callback',
        'left-open',
        'nobody',
        'unable',
        'hung-up',
      ],
      state: states,
    },
  },
  turns: {
    name: 'activation_line_turn_seconds',
    help: 'How long the answer to a webhook took, by where the call stood when it came in.',
    labels: { country: countries, state: states },
  },
  misses: {
    name: 'activation_line_misses_total',
    help: 'Listenings in vain: nothing came, or something had to be asked for again.',
    labels: { country: countries, state: states, miss: ['silence', 'again'] },
  },
  webhooksRefused: {
    name: 'activation_line_webhooks_refused_total',
    help: 'Webhooks that were refused: not signed by Twilio, or no form at all.',
    labels: { reason: ['signature', 'request'] },
  },
  webhooksRepeated: {
    name: 'activation_line_webhooks_repeated_total',
    help: 'Webhooks that were answered as they had been before.',
    labels: {},
  },
  shed: {
    name: 'activation_line_shed_total',
    help: 'Calls that came in, and turns of calls under way, that were asked to wait.',
    labels: { what: ['call', 'turn'] },
  },
  streamsOpen: {
    name: 'activation_line_streams_open',
    help: 'Media Streams that are open.',
    labels: {},
  },
  streamsEnded: {
    name: 'activation_line_streams_ended_total',
    help: 'Media Streams that ended, and why.',
    labels: {
      reason: [
        'end',
        'speech',
        'hung-up',
        'lost',
        'silent',
        'slow',
        'flood',
        'refused',
        'replaced',
        'full',
        'closing',
        'failed',
      ],
    },
  },
  streamFrames: {
    name: 'activation_line_stream_frames_total',
    help: 'Frames of 20 ms that Media Streams had of their callers.',
    labels: { frame: ['heard', 'lost'] },
  },
  callsMoved: {
    name: 'activation_line_calls_moved_total',
    help: 'Spoken calls in which a text telephone was heard, and that went on in writing.',
    labels: {},
  },
  textModes: {
    name: 'activation_line_text_modes_total',
    help: 'Text telephones that were heard, by the way in which they send.',
    labels: { mode: ['baudot-45', 'baudot-50', 'dtmf', 'edt', 'v21', 'bell-103', 'v23'] },
  },
  textEvents: {
    name: 'activation_line_text_events_total',
    help: 'What callers who write do beside answering.',
    labels: { event: ['interrupted', 'written-again', 'relay'] },
  },
  faults: {
    name: 'activation_line_faults_total',
    help: 'Faults, by their code.',
    labels: { code: Object.keys(faults) as readonly FaultCode[] },
  },
  storeErrors: {
    name: 'activation_line_store_errors_total',
    help: 'What was asked of a store, and failed.',
    labels: { store: ['calls', 'ledger'], operation: ['read', 'write', 'check'] },
  },
  coreErrors: {
    name: 'activation_line_core_errors_total',
    help: 'What was asked of the activation core, and failed or took too long.',
    labels: { operation: ['read', 'activate', 'release', 'request-extension', 'health'] },
  },
  auditSealed: {
    name: 'activation_line_audit_sealed_timestamp_seconds',
    help: 'When nothing was left to be sealed in the audit, as far as this process knows.',
    labels: {},
  },
} as const

type Family = {
  readonly name: string
  readonly help: string
  readonly labels: Readonly<Record<string, readonly string[]>>
}

/** A value for each label of a family. */
export type LabelsOf<F extends Family> = {
  readonly [Label in keyof F['labels']]: F['labels'][Label][number]
}

/** Every series that a family without countries can have, for those that are to be seen before they count. */
export function seriesOf<F extends Family>({ labels }: F): readonly LabelsOf<F>[] {
  const each = Object.entries(labels).reduce<readonly Readonly<Record<string, string>>[]>(
    (all, [label, values]) =>
      all.flatMap((one) => values.map((value) => ({ ...one, [label]: value }))),
    [{}],
  )
  return each as readonly LabelsOf<F>[]
}
