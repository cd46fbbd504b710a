/** Tests that take more than eight seconds, the longest first: begun last, one of them would keep all other cores waiting. */
const long = [
  'test/identifiers/readings/healing.test.ts',
  'test/faults/faults.test.ts',
  'test/faults/ledger-kills.test.ts',
  'test/console/troubles.test.ts',
  'test/dialogue/walker.test.ts',
  'test/pages/phone.test.ts',
  'test/pages/softphone.test.ts',
  'test/pages/text-call.test.ts',
  'test/faults/fuzz.test.ts',
  'test/console/keyboard.test.ts',
  'test/console/accessible.test.ts',
  'test/line/text-calls/text-calls.test.ts',
  'test/phone/figures.test.ts',
  'test/console/story.test.ts',
  'test/pages/supervisor.test.ts',
  'test/channels/tty/conversation/bounds.test.ts',
  'test/pages/contact-page.test.ts',
  'test/stores/redis/lost-servers.test.ts',
  'test/activation/model.test.ts',
  'test/cli/tty-call.test.ts',
  'test/cli/tty.test.ts',
  'test/pages/console.test.ts',
  'test/cli/wizard/wizard.test.ts',
  'test/activation/load.test.ts',
  'test/console/replica.test.ts',
  'test/line/traces.test.ts',
  'test/line/run.test.ts',
  'test/line/text-with-person.test.ts',
  'test/channels/tty/text-calls.test.ts',
  'test/faults/repeated.test.ts',
  'test/faults/rolling-restart.test.ts',
  'test/console/hostile.test.ts',
  'test/line/redis.test.ts',
  'test/line/degraded.test.ts',
  'test/line/in-writing.test.ts',
  'test/cli/licence-rules.test.ts',
  'test/transcripts/transcripts.test.ts',
  'test/stores/ledger/verifying.test.ts',
  'test/pages/twilio-bundle.test.ts',
  'test/cli/call.test.ts',
  'test/line/metrics.test.ts',
  'test/identifiers/readings/readings.test.ts',
  'test/stores/redis/call-store.test.ts',
  'test/stores/postgres/lost-connections.test.ts',
  'test/cli/ledger-commands.test.ts',
  'test/channels/tty/conversation/conversation.test.ts',
  'test/pages/with-a-person.test.ts',
  'test/phone/callers/text/text-caller.test.ts',
  'test/activation/ledger-core.test.ts',
]

type Test = { readonly path: string }

/** Jest's own order knows how long a test takes only where it has run before, which it has not on a new machine. */
export default class LongestFirst {
  sort<T extends Test>(tests: readonly T[]): readonly T[] {
    const place = ({ path }: Test): number => {
      const found = long.findIndex((name) => path.endsWith(name))
      return found === -1 ? long.length : found
    }
    return tests.toSorted((one, other) => place(one) - place(other))
  }

  /** There is one machine. */
  shard<T extends Test>(tests: readonly T[]): readonly T[] {
    return tests
  }

  /** Nothing is remembered of a run, so none has failed. */
  allFailedTests(): readonly Test[] {
    return []
  }

  cacheResults(): void {}
}
