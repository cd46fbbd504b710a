/** Tests that take minutes, the longest first: begun last, one of them would keep all other cores waiting. */
const long = [
  'test/identifiers/readings/healing.test.ts',
  'test/faults/faults.test.ts',
  'test/faults/ledger-kills.test.ts',
  'test/dialogue/walker.test.ts',
  'test/faults/fuzz.test.ts',
  'test/faults/repeated.test.ts',
  'test/faults/rolling-restart.test.ts',
  'test/activation/load.test.ts',
  'test/activation/model.test.ts',
  'test/cli/wizard/wizard.test.ts',
  'test/line/text-calls/text-calls.test.ts',
  'test/console/troubles.test.ts',
  'test/console/accessible.test.ts',
  'test/console/story.test.ts',
  'test/console/keyboard.test.ts',
  'test/console/replica.test.ts',
  'test/console/hostile.test.ts',
  'test/pages/phone.test.ts',
  'test/pages/softphone.test.ts',
  'test/pages/text-call.test.ts',
  'test/cli/tty-call.test.ts',
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
